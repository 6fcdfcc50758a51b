"""A promise that is often broken is worse than none."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities import Assumed, Evidence, Measured


class PromiseNotKept(Rule):
    """A promise is kept in fewer than 80 % of cases, or in fewer than half of them.

    Judged is every promise that says in which share of cases it was `kept`. Below `most` it is a warning, below
    `half` an error. A promise of which nobody knows whether it is kept is not judged.

    Why it matters:
        People plan with what they were told. One promise in three that is broken teaches them to believe none of
        them, and to ring up before the time is over.

    Wrong:
        promises:
          - {from: send-form, to: decide, within: 2 weeks, published: our page, kept: 0.62}

    Right:
        promises:
          - {from: send-form, to: decide, within: 4 weeks, published: our page, kept: 0.95}

    What to do:
        Promise the time that nine cases in ten do not exceed, and shorten the longest wait before you promise less.

    Leave it when:
        The share is from a time before a change that is made already: count anew and correct `kept`.

    Sources:
        Promise honesty: the share of real cases within the promise. 80 % and 50 % are our default.
    """

    level = "warning"
    care_point = "on-time"

    most: float = 0.8
    half: float = 0.5

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        label = subject.procedure.label
        for promise in subject.procedure.promises:
            if promise.kept is None or promise.kept.value >= max(self.most, self.half):
                continue
            seldom = promise.kept.value < self.half
            yield Flag(
                f"the promise of {promise.within.high} from '{label(promise.from_)}' to '{label(promise.to)}' is kept "
                f"in {promise.kept.value * 100:.3g} % of cases{_counted(promise.kept.evidence)}, "
                f"fewer than {(self.half if seldom else self.most) * 100:.3g} %",
                steps=(promise.from_, promise.to),
                about=promise.key,
                at=("promises", promise.key),
                severity="error" if seldom else None,
            )


def _counted(evidence: Evidence) -> str:
    """On what the share rests, where the page says so."""
    match evidence:
        case Measured(n=n):
            return f" (counted on {n:,})"
        case Assumed():
            return " (assumed)"
    return ""

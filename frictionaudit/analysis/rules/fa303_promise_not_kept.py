"""A promise that is often broken is worse than none."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule, percentage
from frictionaudit.domain.quantities import Assumed, Evidence, Measured


class PromiseNotKept(Rule):
    """A promise is kept in too few cases.

    The rule looks at every promise that states the share of cases in which it was `kept`. Below `most` it is a warning,
    below `half` an error. Where the page does not state the share, nothing is flagged.

    Why it matters:
        If one promise in three is broken, people stop believing any of them, and phone before the time is up.

    Wrong:
        promises:
          - {from: send-form, to: decide, within: 2 weeks, published: our page, kept: 0.62}

    Right:
        promises:
          - {from: send-form, to: decide, within: 4 weeks, published: our page, kept: 0.95}

    What to do:
        Promise the time that nine in ten cases meet. Before you promise less time, shorten the longest wait.

    Leave it when:
        The share was measured before a change that has since been made. Measure again and correct `kept`.

    Sources:
        Promise honesty: the share of real cases within the promise. 80 % and 50 % are our defaults.
    """

    level = "warning"
    stake = ("waiting",)
    care_point = "on-time"

    most: float = Field(default=0.8, ge=0, le=1, description="share of cases kept below which it is a warning")
    half: float = Field(default=0.5, ge=0, le=1, description="share of cases kept below which it is an error")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        label = subject.procedure.label
        for promise in subject.procedure.promises:
            if promise.kept is None or promise.kept.value >= max(self.most, self.half):
                continue
            rarely = promise.kept.value < self.half
            yield Flag(
                f"The promise of {promise.within.high} from '{label(promise.from_)}' to '{label(promise.to)}' is kept "
                f"in {percentage(promise.kept.value)} of {_cases(promise.kept.evidence)}; "
                f"it should be at least {percentage(self.half if rarely else self.most)}",
                steps=(promise.from_, promise.to),
                about=promise.key,
                at=("promises", promise.key),
                severity="error" if rarely else None,
            )


def _cases(evidence: Evidence) -> str:
    """The cases that a share is about, by its evidence."""
    match evidence:
        case Measured(n=n):
            return f"{n:,} measured cases"
        case Assumed():
            return "cases (assumed)"
    return "cases"

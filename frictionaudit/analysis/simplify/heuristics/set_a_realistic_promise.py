"""A promise out of reach becomes one that can be kept."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.promise_candidates import could_say, kept_by
from frictionaudit.analysis.simplify.rule_findings import open_findings


class SetARealisticPromise(Heuristic):
    """A promise that few cases can meet by the times on the page is set to what can be kept, with a margin.

    Nine of ten cases meet it, a quarter more is added, and the promise says so as its basis. Where its basis is a
    limit of law or code, it is left: then the procedure has to become quicker.

    Leave it when the procedure can be made quick enough to keep what was promised, which is what customers want.
    """

    answers = ("FA302",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        for finding in open_findings(subject, measures, "FA302"):
            promise = next(promise for promise in procedure.promises if promise.key == finding.about)
            if promise.basis in subject.limits:
                continue
            changes = kept_by(subject, promise)
            keepable = could_say(subject, promise.from_, promise.to)
            if changes and keepable is not None:
                kept = f"{(keepable.kept_today or 0.0) * 100:.3g} % of cases keep"
                yield Idea(
                    f"promise {keepable.say} {keepable.unit} from '{procedure.label(promise.from_)}' to "
                    f"'{procedure.label(promise.to)}', not {promise.within.high}",
                    changes,
                    steps=finding.steps,
                    trade_off=f"the shorter promise, which {kept}",
                )

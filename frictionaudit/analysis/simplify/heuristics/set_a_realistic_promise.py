"""Set a promise that can be kept instead of one that cannot."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.promise_candidates import candidate, kept_today, realistic
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.wording import step_name


class SetARealisticPromise(Heuristic):
    """Set a promise that few cases can meet, by the times on the page, to what can be kept with a margin.

    Nine in ten cases meet it, with a quarter added as a margin; the promise says so as its basis. A promise based on a
    limit in a law or code stays: then the procedure has to become quicker.

    Do not use it when the procedure can become quick enough to keep the promise, which is what customers want.
    """

    answers = ("FA302",)
    announces = True

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for finding in open_findings(subject, measures, "FA302"):
            promise = next(promise for promise in subject.procedure.promises if promise.key == finding.about)
            best = candidate(subject, promise.from_, promise.to) if promise.basis not in subject.limits else None
            if best is not None:
                start, end = step_name(subject, promise.from_), step_name(subject, promise.to)
                yield Idea(
                    f"Promise {best.say} {best.unit} from {start} to {end} instead of {promise.within.high}",
                    realistic(promise, best),
                    steps=finding.steps,
                    trade_off=f"a longer promise; {kept_today(best)} meet the shorter one",
                )

"""Set a promise that can be kept instead of one that cannot."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.promises.kept import is_said_otherwise
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.promise_candidates import candidates, kept_today, realistic
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.wording import step_name, step_names
from frictionaudit.domain.procedure import Promise
from frictionaudit.domain.quantities.format import format_share
from frictionaudit.results.simulation import PromiseCandidate


class SetARealisticPromise(Heuristic):
    """Set a promise that few cases can meet, by the times on the page, to what can be kept with a margin.

    Nine in ten cases meet it, with a quarter added as a margin; the promise says so as its basis. A promise based on a
    limit in a law or code stays: then the procedure has to become quicker. Where the page names another basis, it needs
    a check. So it does where a step tells people a time, or the page says that more cases keep the promise (`kept`).

    Do not use it when the procedure can become quick enough to keep the promise, which is what customers want.
    """

    answers = ("FA302",)
    announces = True

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        promises = {promise.key: promise for promise in subject.procedure.promises}
        ours = [
            (finding, promises[finding.about])
            for finding in open_findings(subject, measures, "FA302")
            if promises[finding.about].basis not in subject.limits
        ]
        possible = candidates(subject, (promise.ends for _, promise in ours))
        for finding, promise in ours:
            best = possible.get(promise.ends)
            if best is not None:
                start, end = step_name(subject, promise.from_), step_name(subject, promise.to)
                yield Idea(
                    f"Promise {best.say} {best.unit} from {start} to {end} instead of {promise.within.high}",
                    realistic(promise, best),
                    steps=finding.steps,
                    check="; ".join((*_contradiction(promise, best), *_to_check(subject, promise))),
                    trade_off=f"a longer promise; {_meet_today(promise, best)} meet the shorter one",
                )


def _meet_today(promise: Promise, best: PromiseCandidate) -> str:
    """The share of cases that meet today's promise: by the times on the page, unless the page states another."""
    if promise.kept is None or not is_said_otherwise(promise, best.kept_today or 0.0):
        return kept_today(best)
    return f"the page says that {format_share(promise.kept.value)} of cases"


def _contradiction(promise: Promise, best: PromiseCandidate) -> Iterator[str]:
    if promise.kept is not None and is_said_otherwise(promise, best.kept_today or 0.0):
        yield (
            f"what is right: the page says that {format_share(promise.kept.value)} of cases meet the promise, and by "
            f"its times {kept_today(best)} do"
        )


def _to_check(subject: Subject, promise: Promise) -> Iterator[str]:
    if promise.basis:
        yield f"whether its basis, '{promise.basis}', allows a longer time: a law or a guarantee does not"
    told = [id for id, step in subject.procedure.steps.items() if step.tells and isinstance(step.tells.time, str)]
    if told:
        yield f"whether people are still told the shorter time, at {step_names(subject, told)}"

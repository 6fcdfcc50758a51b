"""A time that can be kept is promised where people wait without a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.promise_candidates import basis, could_say, next_word, with_the_customer, within
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.domain.changes import PromiseAdded, PromiseAmended
from frictionaudit.domain.procedure import Promise

_NAMED = 3
"""So many promises are named in the title of an idea."""


class PublishAPromise(Heuristic):
    """For a wait that nobody announces, a promise is made from what the customer did last to the next word they get.

    The time is what nine of ten cases take, played by the times on this page, with a quarter more as a margin, as
    `frictionaudit promise` computes it; the promise says so as its basis. Where a step on the way does not state its
    time, nothing is promised. A promise without a basis that is kept by the times on the page gets that as its basis.

    Leave it when the times on the page were never counted: count them first.
    """

    answers = ("FA301", "FA904", "FA306")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        yield from self._new(subject, measures)
        yield from _founded(subject, measures)

    def _new(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        label = subject.procedure.label
        waits = in_reading_order(subject, (finding.steps[0] for finding in open_findings(subject, measures, "FA301")))
        made = _promises(subject, waits)
        stretches = [f"from '{label(one.from_)}' to '{label(one.to)}' within {one.within}" for one in made]
        if made:
            more = f" and {len(made) - _NAMED} more" if len(made) > _NAMED else ""
            yield Idea(
                f"promise in public: {'; '.join(stretches[:_NAMED])}{more}",
                tuple(PromiseAdded(promise=promise) for promise in made),
                steps=tuple(wait for wait in waits if any(_runs_over(subject, promise, wait) for promise in made)),
                trade_off="the freedom to be late without a word",
            )


def _promises(subject: Subject, waits: Iterable[str]) -> list[Promise]:
    """For each wait one promise that runs over it, where the page says enough for one; one can run over several."""
    label, made = subject.procedure.label, list[Promise]()
    for step in waits:
        ends = _ends(subject, step)
        if ends is None or any(_runs_over(subject, promise, step) for promise in made):
            continue
        keepable = could_say(subject, *ends)
        if keepable is not None:
            told = f"to be told at '{label(ends[0])}'"
            made.append(
                Promise(from_=ends[0], to=ends[1], within=within(keepable), published=told, basis=basis(keepable))
            )
    return made


def _founded(subject: Subject, measures: Measures) -> Iterator[Idea]:
    """Promises without a basis that are as long as what can be kept: they get it as their basis."""
    procedure = subject.procedure
    for finding in open_findings(subject, measures, "FA904"):
        promise = next((promise for promise in procedure.promises if promise.key == finding.about), None)
        keepable = could_say(subject, promise.from_, promise.to) if promise is not None else None
        if promise is None or keepable is None or (keepable.kept_today or 0.0) < keepable.level:
            continue
        share = (
            f"{(keepable.kept_today or 0.0) * 100:.3g} % of cases, played by the times on this page, are done by then"
        )
        yield Idea(
            f"say why {promise.within.high} from '{procedure.label(promise.from_)}' to "
            f"'{procedure.label(promise.to)}' are promised: {share}",
            (PromiseAmended(id=promise.key, attribute="basis", value=share),),
            steps=finding.steps,
        )


def _ends(subject: Subject, wait: str) -> tuple[str, str] | None:
    """The customer's last act that every case has done before a wait, and the next word that every case gets after."""
    graph = subject.graph
    start = graph.immediate_dominator.get(wait)
    while start is not None and not with_the_customer(subject, start):
        start = graph.immediate_dominator.get(start)
    end = next_word(subject, wait)
    return (start, end) if start is not None and start != end else None


def _runs_over(subject: Subject, promise: Promise, step: str) -> bool:
    graph = subject.graph
    return step in graph.after(promise.from_) and (step == promise.to or step in graph.before(promise.to))

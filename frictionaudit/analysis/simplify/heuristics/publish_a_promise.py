"""Publish a promise that can be kept where people wait without news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checks import doomed_steps
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.promise_candidates import (
    Ends,
    basis,
    candidates,
    is_ours_alone,
    is_with_customer,
    kept_today,
    next_message,
    within,
)
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.wording import step_name
from frictionaudit.domain.changes import PromiseAdded, PromiseAmended
from frictionaudit.domain.procedure import Channel, Promise, Side, StepKind
from frictionaudit.domain.quantities.listing import shortened

_NAMED = 3
"""The title names at most this many promises."""


class PublishAPromise(Heuristic):
    """Publish a promise for a wait that nobody announces, from the customer's last step to the next message.

    The time is what nine in ten cases take by the times on the page, plus a margin of a quarter. `frictionaudit
    promise` computes the same, and the promise says so as its basis. Nothing is promised where a step in between does
    not state its time, or the next message can only be bad news. The same holds where it may be the customer's turn in
    between: their time is not ours to promise. A promise ends with something that we give people: a message, a paper
    or the end, never with a step that they do not see, or do themselves. At least half of the cases have to come
    there. A promise without a basis that is kept by the times on the page gets that as its basis.

    Do not use it when the times on the page were never measured: measure them first.
    """

    answers = ("FA301", "FA904", "FA306")
    announces = True

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        yield from _new_promises(subject, measures)
        yield from _new_bases(subject, measures)


def _new_promises(subject: Subject, measures: Measures) -> Iterator[Idea]:
    waits = in_reading_order(subject, (finding.steps[0] for finding in open_findings(subject, measures, "FA301")))
    promises = _promises(subject, waits)
    if promises:
        named = [f"{promise.within} {_ends(subject, promise)}" for promise in promises]
        opening = "a promise" if len(promises) == 1 else f"{len(promises)} promises"
        yield Idea(
            f"Publish {opening}: {shortened(named, _NAMED, '; ')}",
            tuple(PromiseAdded(promise=promise) for promise in promises),
            steps=tuple(wait for wait in waits if any(_covers(subject, promise, wait) for promise in promises)),
            trade_off="late cases become visible",
        )


def _promises(subject: Subject, waits: Iterable[str]) -> list[Promise]:
    """One promise for each wait that no earlier one covers, where the page states enough."""
    promises: list[Promise] = []
    only_bad = doomed_steps(subject.graph)
    found = {wait: ends for wait in waits if (ends := _last_step_and_next_message(subject, wait)) is not None}
    good = {
        wait: ends
        for wait, ends in found.items()
        if ends[1] not in only_bad and is_ours_alone(subject, ends) and _most_come_there(subject, ends)
    }
    possible = candidates(subject, good.values())
    for wait, ends in good.items():
        if any(_covers(subject, promise, wait) for promise in promises):
            continue
        best = possible.get(ends)
        if best is not None:
            published = f"at {step_name(subject, ends[0])}"
            promises.append(
                Promise(from_=ends[0], to=ends[1], within=within(best), published=published, basis=basis(best))
            )
    return promises


def _most_come_there(subject: Subject, ends: Ends) -> bool:
    """Whether at least half of the cases that pass the first step come to the other; the rest would be promised it."""
    first, last = (subject.visits(step).value for step in ends)
    return last >= first / 2 - 1e-9


def _new_bases(subject: Subject, measures: Measures) -> Iterator[Idea]:
    """Bases for promises that have none and are kept by the times on the page."""
    promises = {promise.key: promise for promise in subject.procedure.promises}
    bare = [
        (finding, promises[finding.about])
        for finding in open_findings(subject, measures, "FA904")
        if finding.about in promises
    ]
    possible = candidates(subject, (promise.ends for _, promise in bare))
    for finding, promise in bare:
        best = possible.get(promise.ends)
        if best is None or (best.kept_today or 0.0) < best.level:
            continue
        kept = f"{kept_today(best)} meet it by the times on this page"
        yield Idea(
            f"Give a basis for the promise of {promise.within.high} {_ends(subject, promise)}: {kept}",
            (PromiseAmended(id=promise.key, attribute="basis", value=kept),),
            steps=finding.steps,
        )


def _ends(subject: Subject, promise: Promise) -> str:
    return f"from {step_name(subject, promise.from_)} to {step_name(subject, promise.to)}"


def _last_step_and_next_message(subject: Subject, wait: str) -> tuple[str, str] | None:
    """The last step with the customer that every case passes before a wait, and the next message that every case gets.

    The customer acts there, or our staff speak with them in person.
    """
    dominators = subject.graph.immediate_dominator
    start = dominators.get(wait)
    while start is not None and not (is_with_customer(subject, start) or _is_in_person(subject, start)):
        start = dominators.get(start)
    end = _given_to_customer(subject, wait)
    return (start, end) if start is not None and end is not None and start != end else None


def _given_to_customer(subject: Subject, wait: str) -> str | None:
    """The step at which we give the customer something after a wait; None where only the customer can see it come.

    Where it is the customer's turn, that is the step of ours before.
    """
    graph, end = subject.graph, next_message(subject, wait)
    if subject.side(end) is Side.CUSTOMER:
        before = graph.immediate_dominator.get(end)
        if before is None or not (before == wait or wait in graph.before(before)):
            return None
        end = before
    step = subject.procedure.steps[end]
    seen = step.channel not in (None, Channel.INTERNAL)
    return end if seen or step.tells or step.gives or step.kind is StepKind.END else None


def _is_in_person(subject: Subject, step: str) -> bool:
    channel = subject.procedure.steps[step].channel
    return subject.side(step) is Side.FRONTSTAGE and channel is not None and channel.in_person


def _covers(subject: Subject, promise: Promise, step: str) -> bool:
    graph = subject.graph
    return step in graph.after(promise.from_) and (step == promise.to or step in graph.before(promise.to))

"""What a drawing of several pools leaves open: a pool that just stops, and a customer who waits for no message."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.graph import Arc, FrictionGraph
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Side, StepKind

_ONE_OF = (StepKind.TASK, StepKind.EVENT, StepKind.EXCLUSIVE, StepKind.EVENT_BASED)


def _joined(subject: Subject) -> bool:
    """Whether the page comes from a drawing whose pools are joined by messages."""
    return subject.procedure.drawn.get("drawn_pools", 0) > 1


def stopping_tasks(subject: Subject) -> tuple[str, ...]:
    """Tasks of ours after which only their message goes on, and never back to us, where another path of ours ends."""
    graph = subject.graph
    if not _joined(subject) or not any(_ours(subject, end) for end in subject.procedure.ends):
        return ()
    return tuple(
        id
        for id in subject.tasks
        if _ours(subject, id)
        and len(graph.outgoing[id]) == 1
        and _delivers(subject, graph.outgoing[id][0])
        and not any(_ours(subject, later) for later in graph.after(id))
    )


def _delivers(subject: Subject, arc: Arc) -> bool:
    """Whether a flow is a message: one side sends it, and the other receives it."""
    one, other = subject.procedure.steps[arc.source], subject.procedure.steps[arc.target]
    return other.by in one.sends_to and one.by in other.receives_from and not _ours(subject, arc.target)


def left_waiting(subject: Subject) -> Iterator[tuple[str, str]]:
    """Steps at which the customer waits for our last message, each with a step of ours after which it never comes.

    Only decisions count that a case of the customer's comes to, with no branch beside them that may send the message.
    Nor does a branch count on which we tell or send the customer anything.
    """
    graph, steps = subject.graph, subject.procedure.steps
    last = [id for id in steps if _is_last_message(subject, id)] if _joined(subject) else []
    customers = [id for id in steps if subject.side(id) is Side.CUSTOMER]
    for split in graph.steps if last else ():
        if not graph.is_split(split) or graph.routing(split) not in _ONE_OF:
            continue
        if not any(graph.certainly_before(before, split) for before in customers):
            continue
        ways = [(arc.target, {arc.target, *graph.after(arc.target)}) for arc in graph.outgoing[split]]
        for waiting in last:
            silent = [way for way, ahead in ways if _is_silent(subject, ahead)]
            if silent and any(waiting in ahead for _, ahead in ways) and _alone(graph, split, waiting):
                yield from ((waiting, _first_task(graph, way)) for way in silent)


def _is_last_message(subject: Subject, step: str) -> bool:
    """Whether the customer receives a message of ours here, and none after it."""
    after = subject.graph.after(step)
    return _receives(subject, step) and not any(_receives(subject, later) for later in after)


def _receives(subject: Subject, step: str) -> bool:
    parties = subject.procedure.parties
    senders = subject.procedure.steps[step].receives_from
    return subject.side(step) is Side.CUSTOMER and any(parties[sender].side.ours for sender in senders)


def _alone(graph: FrictionGraph, split: str, waiting: str) -> bool:
    """Whether no other branch of the case leads past a decision to the step that waits."""
    for before in graph.before(split):
        if graph.is_split(before) and graph.routing(before) not in _ONE_OF:
            aheads = [{arc.target, *graph.after(arc.target)} for arc in graph.outgoing[before]]
            if any(split not in ahead and waiting in ahead for ahead in aheads):
                return False
    return True


def _first_task(graph: FrictionGraph, step: str) -> str:
    """The first task on a branch, which says more than an event; the step itself where there is none."""
    queue = [step]
    for near in queue:  # grows while it is walked
        if graph.steps[near].kind is StepKind.TASK:
            return near
        queue += [arc.target for arc in graph.outgoing[near] if arc.target not in queue]
    return step


def _is_silent(subject: Subject, ahead: set[str]) -> bool:
    """Whether a branch of ours comes to its end, and nobody tells the customer anything on it."""
    steps, parties = subject.procedure.steps, subject.procedure.parties
    told = any(
        subject.side(id) is Side.CUSTOMER
        or steps[id].tells
        or steps[id].gives
        or any(parties[party].side is Side.CUSTOMER for party in steps[id].sends_to)
        for id in ahead
    )
    return not told and any(_ours(subject, id) for id in ahead)


def _ours(subject: Subject, step: str) -> bool:
    side = subject.side(step)
    return side is not None and side.ours

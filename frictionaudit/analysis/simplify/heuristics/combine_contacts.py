"""Combine two contacts with the customer into one."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.inputs_outputs import inputs_by_step, outputs_by_step
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.merge_steps import merge
from frictionaudit.analysis.simplify.wording import step_name, step_names
from frictionaudit.analysis.simplify.working_copy import WorkingCopy
from frictionaudit.domain.procedure import Side, Step, StepKind
from frictionaudit.domain.quantities import Duration

_SHARED = ("travel", "queue")


class CombineContacts(Heuristic):
    """Do what the customer comes for a second time at the first contact; our steps in between follow after it.

    The two contacts are in the same channel, with only steps of ours in between, none of which decides the route. The
    second contact uses nothing from those steps, pays nothing that is worked out there, and has no wait. The trip and
    the queue count once, the longer of the two. They have to take more than `short` together: a brief second stop at
    the same counter is left alone.

    Do not use it when the two are at different places, or customers need the result of the first for the second.

    Source: contact reduction in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 2
    answers = ("FA405",)

    short: Duration = Duration.fixed(minutes=5)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        limit = subject.procedure.calendar.expected_touch(self.short)
        for first in subject.tasks:
            if subject.side(first) is not Side.CUSTOMER:
                continue
            between, second = _next_contact(subject, first)
            if second is None or not between or not _is_same_contact(subject, first, second):
                continue
            if _saved_minutes(subject, first, second) > limit and not _depends(subject, between, second):
                yield from _ideas(subject, first, between, second)


def _next_contact(subject: Subject, step: str) -> tuple[list[str], str | None]:
    """Our consecutive steps after a step of the customer, and the customer's step that is certain to follow them."""
    graph, between = subject.graph, list[str]()
    while len(graph.outgoing[step]) == 1:
        step = graph.outgoing[step][0].target
        side = subject.side(step)
        if len(graph.incoming[step]) != 1 or graph.steps[step].kind is not StepKind.TASK or side is None:
            break
        if side is Side.CUSTOMER:
            return between, step if len(graph.outgoing[step]) == 1 else None
        if not side.ours:
            break
        between.append(step)
    return between, None


def _is_same_contact(subject: Subject, first: str, second: str) -> bool:
    """Whether the same party does both steps in the same channel."""
    before, after = subject.procedure.steps[first], subject.procedure.steps[second]
    return before.by == after.by and before.channel is not None and before.channel is after.channel


def _saved_minutes(subject: Subject, first: str, second: str) -> float:
    """How much travelling and queueing counts twice; both steps have to state it."""
    touch = subject.procedure.calendar.expected_touch
    efforts = [subject.procedure.steps[step].effort for step in (first, second)]
    saved = 0.0
    for part in _SHARED:
        durations = [effort.part(part) if effort is not None else None for effort in efforts]
        saved += min(touch(duration) if duration is not None else 0.0 for duration in durations)
    return saved


def _depends(subject: Subject, between: list[str], second: str) -> bool:
    """Whether a contact waits for something, or uses, fetches or pays what the steps before it produce."""
    steps = subject.procedure.steps
    contact = steps[second]
    produced = set().union(*(outputs_by_step(subject)[step] for step in between))
    used = {*contact.asks, *inputs_by_step(subject)[second]}
    fetches = bool(produced) and not contact.asks and not contact.needs
    pays = contact.effort is not None and contact.effort.pay is not None
    worked_out = pays and any(steps[step].tells.cost for step in between)
    return fetches or bool(produced & used) or worked_out or _waits(contact)


def _waits(step: Step) -> bool:
    wait = step.wait
    return wait is not None and any((wait.queue, wait.batch, wait.customer, wait.third))


def _ideas(subject: Subject, first: str, between: list[str], second: str) -> Iterator[Idea]:
    procedure = subject.procedure
    copy = WorkingCopy(procedure)
    (incoming,), (outgoing,) = procedure.steps[between[-1]].next, procedure.steps[second].next
    copy.reroute(between[-1], incoming.key, outgoing.to)
    if not merge(copy, first, second, _SHARED):
        return
    copy.set_flows(first, procedure.steps[first].next)
    bypassed = step_names(subject, between)
    yield Idea(
        f"Do {step_name(subject, second)} together with {step_name(subject, first)}, before {bypassed}",
        copy.changes(),
        steps=(first, second),
        trade_off=f"{step_name(subject, second)} is done before the result of {bypassed} is known",
    )

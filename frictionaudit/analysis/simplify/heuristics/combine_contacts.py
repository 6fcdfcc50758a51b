"""Two errands of the customer become one."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.inputs_outputs import outputs_by_step
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.merge_steps import merge
from frictionaudit.analysis.simplify.sketch import Sketch
from frictionaudit.domain.procedure import Side, Step, StepKind

_ONCE = ("travel", "queue")


class CombineContacts(Heuristic):
    """What the customer comes for a second time is done the first time, and our steps between follow after it.

    Meant are two contacts in the same channel with only steps of ours between, none of which decides the way, where
    the second brings or fetches nothing that comes from between, pays nothing that is worked out there, and waits
    for nothing. The way there and the standing in line are counted once, the longer of the two.

    Leave it when the two are at different places, or customers can do the second only once they know of the first.

    Source: contact reduction in Reijers and Liman Mansar (2005) (not read first-hand).
    """

    number = 2
    answers = ("FA405",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for first in subject.tasks:
            if subject.side(first) is Side.CUSTOMER:
                between, second = _next_contact(subject, first)
                if second is not None and between and _alike(subject, first, second):
                    yield from self._ideas(subject, first, between, second)

    def _ideas(self, subject: Subject, first: str, between: list[str], second: str) -> Iterator[Idea]:
        procedure = subject.procedure
        two = procedure.steps[second]
        brought = set().union(*(outputs_by_step(subject)[step] for step in between))
        told_cost = any(procedure.steps[step].tells.cost for step in between)
        pays = two.effort is not None and two.effort.pay is not None
        fetches = bool(brought) and not two.asks and not two.needs
        if fetches or brought & {*two.asks, *(two.needs or ())} or (told_cost and pays) or _waits(two):
            return
        sketch = Sketch(procedure)
        (way_in,), (way_on,) = procedure.steps[between[-1]].next, two.next
        sketch.reroute(between[-1], way_in.key, way_on.to)
        ways = procedure.steps[first].next
        if not merge(sketch, first, second, _ONCE):
            return
        sketch.set_flows(first, ways)
        name, then = procedure.label(first), procedure.label(second)
        passed = ", ".join(f"'{procedure.label(step)}'" for step in between)
        yield Idea(
            f"do '{then}' together with '{name}', before {passed}",
            sketch.changes(),
            steps=(first, second),
            trade_off=f"knowing what comes of {passed} before '{then}'",
        )


def _next_contact(subject: Subject, step: str) -> tuple[list[str], str | None]:
    """Our steps in a row after one of the customer's, and the customer's step that follows them for certain."""
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


def _alike(subject: Subject, first: str, second: str) -> bool:
    """Whether both are done by the same people in the same channel, and there is a way or a line to be spared."""
    one, two = subject.procedure.steps[first], subject.procedure.steps[second]
    if one.by != two.by or one.channel is None or one.channel is not two.channel:
        return False
    if one.effort is None or two.effort is None:
        return False
    return any(one.effort.part(part) and two.effort.part(part) for part in _ONCE)


def _waits(step: Step) -> bool:
    wait = step.wait
    return wait is not None and any((wait.queue, wait.batch, wait.customer, wait.third))

"""Requests for missing information: where a case comes back to the customer for something to be added."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import networkx as nx

from frictionaudit.analysis.flow.passages import Handover
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Side


@dataclass(frozen=True)
class Request:
    """A step of ours after which the customer has to add something.

    `expected` times per case; `once` is the share of cases in which it happens at all, at least; `most` is how
    often it can happen in one case, None where the page sets no limit.
    """

    step: str
    expected: float
    once: float
    most: int | None


def requests(subject: Subject) -> tuple[Request, ...]:
    """Steps of ours from which a case comes to the customer for something to be added, and returns. Linear.

    The customer adds something where the step asks for a form or a document, or takes time to gather or fill in.
    Going on to something new on a loop, or coming back for an appointment, is no request.
    """
    graph = subject.graph
    if not graph.loops or not any(_adds(subject, id) for id in subject.tasks):
        return ()
    onward: dict[str, list[str]] = {}
    for passage in subject.by_party:
        if passage.source is not None:
            onward.setdefault(passage.source, []).append(passage.target)
    found: dict[str, float] = {}
    targets: dict[str, str] = {}
    for passage in subject.by_party:
        source = passage.source
        if source is not None and _asks(subject, passage) and goes_back(subject, passage, onward):
            found[source] = found.get(source, 0.0) + passage.expected
            targets[source] = passage.target
    if not found:
        return ()
    limits = _Limits(subject)
    return tuple(
        Request(step, expected, _once(subject, step, expected), limits.most(step, targets[step]))
        for step, expected in sorted(found.items())
        if math.isfinite(expected)
    )


def _asks(subject: Subject, passage: Handover) -> bool:
    """Whether a case on a loop comes from us to the customer, who has something to give."""
    source = str(passage.source)
    side, loop = subject.side(source), subject.graph.loop_of(source)
    to_customer = side is not None and side.ours and _adds(subject, passage.target)
    on_loop = loop is not None and loop == subject.graph.loop_of(passage.target)
    return to_customer and on_loop


def _adds(subject: Subject, step: str) -> bool:
    """Whether the customer has something to give there."""
    drawn = subject.procedure.steps[step]
    takes_time = drawn.effort is not None and bool(drawn.effort.gather or drawn.effort.fill)
    return subject.side(step) is Side.CUSTOMER and (bool(drawn.asks) or takes_time)


def goes_back(subject: Subject, passage: Handover, onward: Mapping[str, list[str]]) -> bool:
    """Whether the customer's answer leads to a step passed for certain before, with no further turn of the customer's.

    Going on to something new on a loop, such as waiting where a machine broke down, is not being sent back.
    """
    source = str(passage.source)
    seen, queue = {passage.target}, [passage.target]
    while queue:
        step = queue.pop()
        if subject.graph.certainly_before(step, source):
            return True
        answered = subject.side(step) is not Side.CUSTOMER
        for following in onward.get(step, ()):
            again = answered and subject.side(following) is Side.CUSTOMER
            if following not in seen and not again:
                seen.add(following)
                queue.append(following)
    return False


def _once(subject: Subject, step: str, expected: float) -> float:
    """Share of the cases that are asked when they first come to the step, before any limit on repeats matters."""
    reached = subject.reached(step)
    if reached is None:
        return 0.0
    if all(segment.visits.space.plain for segment in subject.segments):
        return reached * expected / subject.visits(step).value
    free = _without_limits(subject)
    asked = sum(p.expected for p in free.by_party if p.source == step and _asks(subject, p))
    return reached * asked / free.visits(step).value


@lru_cache(maxsize=1)
def _without_limits(subject: Subject) -> Subject:
    """The same procedure with flows that can be taken any number of times."""
    steps = {
        id: step.model_copy(update={"next": [flow.model_copy(update={"at_most": None}) for flow in step.next]})
        for id, step in subject.procedure.steps.items()
    }
    return Subject(subject.procedure.model_copy(update={"steps": steps}))


class _Limits:
    """How often a case can go round, as `at_most` says."""

    def __init__(self, subject: Subject) -> None:
        self.graph = subject.graph
        free = nx.DiGraph((arc.source, arc.target) for arc in self.graph.arcs if arc.flow.at_most is None)
        free.add_nodes_from(self.graph.steps)
        self.free = {step: n for n, part in enumerate(nx.strongly_connected_components(free)) for step in part}
        self.least: dict[int, int] = {}
        for arc in self.graph.arcs:
            loop = self.graph.loop_of(arc.source)
            if arc.flow.at_most is not None and loop is not None and loop == self.graph.loop_of(arc.target):
                self.least[loop] = min(self.least.get(loop, arc.flow.at_most), arc.flow.at_most)

    def most(self, source: str, target: str) -> int | None:
        """The least limit on the loop that two steps are on; None where they can be gone round without one."""
        loop = self.graph.loop_of(source)
        return None if loop is None or self.free[source] == self.free[target] else self.least[loop]

"""Correction requests: a case returns to the customer for missing information."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import networkx as nx

from frictionaudit.analysis.flow.passages import Handover
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.try_again import is_told_to_try_again
from frictionaudit.analysis.patterns.visits_by_us import is_visit, window
from frictionaudit.domain.procedure import Side, StepKind


@dataclass(frozen=True)
class CorrectionRequest:
    """A step of ours after which the customer has to add something.

    `expected` is how often per case, `once` the least share of cases in which it happens at all, and `most` how often
    it can happen in one case (None without a limit).
    """

    step: str
    expected: float
    once: float
    most: int | None


def correction_requests(subject: Subject) -> tuple[CorrectionRequest, ...]:
    """Steps of ours that send a case to the customer for an addition, after which it returns. Linear.

    The customer adds something if their step asks for a form or document, or takes time to gather or fill in. A new
    task on a loop, or a return for an appointment, is no correction request. Nor is a return after a step that told the
    result and with which cases can end: nothing was missing, and a new matter begins.
    """
    graph = subject.graph
    if not graph.loops or not any(_adds(subject, id) for id in subject.tasks):
        return ()
    onward: dict[str, list[str]] = {}
    for passage in subject.by_party:
        if passage.source is not None:
            onward.setdefault(passage.source, []).append(passage.target)
    expected_at: dict[str, float] = {}
    targets: dict[str, str] = {}
    for passage in subject.by_party:
        source = passage.source
        if source is not None and _asks(subject, passage) and is_sent_back(subject, passage, onward):
            expected_at[source] = expected_at.get(source, 0.0) + passage.expected
            targets[source] = passage.target
    if not expected_at:
        return ()
    limits = _Limits(subject)
    return tuple(
        CorrectionRequest(step, expected, _once(subject, step, expected), limits.most(step, targets[step]))
        for step, expected in sorted(expected_at.items())
        if math.isfinite(expected)
    )


def _asks(subject: Subject, passage: Handover) -> bool:
    """Whether a case on a loop goes from us to the customer for an addition."""
    source = str(passage.source)
    side, loop = subject.side(source), subject.graph.loop_of(source)
    to_customer = side is not None and side.ours and _adds(subject, passage.target)
    on_loop = loop is not None and loop == subject.graph.loop_of(passage.target)
    ends = any(subject.graph.steps[arc.target].kind is StepKind.END for arc in subject.graph.outgoing[source])
    settled = ends and bool(subject.procedure.steps[source].tells.result)
    comes_again = is_new_appointment(subject, passage) or is_told_to_try_again(subject, passage)
    return to_customer and on_loop and not settled and not comes_again


def _adds(subject: Subject, step: str) -> bool:
    """Whether the customer adds something at a step."""
    definition = subject.procedure.steps[step]
    takes_time = definition.effort is not None and bool(definition.effort.gather or definition.effort.fill)
    return subject.side(step) is Side.CUSTOMER and (bool(definition.asks) or takes_time)


def is_sent_back(subject: Subject, passage: Handover, onward: Mapping[str, list[str]]) -> bool:
    """Whether the customer's answer leads to a dominator of the asking step before the customer's next turn.

    A new task on a loop, such as waiting after a breakdown, does not send the case back. Nor does an invitation that
    every case gets there, to which people come back who missed it.
    """
    source = str(passage.source)
    invites = subject.graph.immediate_postdominator.get(source) == passage.target
    seen, queue = {passage.target}, [passage.target]
    while queue:
        step = queue.pop()
        if subject.graph.certainly_before(step, source) and not (invites and step == source):
            return True
        answered = subject.side(step) is not Side.CUSTOMER
        for following in onward.get(step, ()):
            next_turn = answered and subject.side(following) is Side.CUSTOMER
            if following not in seen and not next_turn:
                seen.add(following)
                queue.append(following)
    return False


def is_new_appointment(subject: Subject, passage: Handover) -> bool:
    """Whether the customer keeps time free for us again, or gets a date on which they only have to come."""
    steps = subject.procedure.steps
    return bool(
        window(steps[passage.target]) or (steps[str(passage.source)].tells.time and is_visit(steps[passage.target]))
    )


def _once(subject: Subject, step: str, expected: float) -> float:
    """Share of cases that are asked when they first reach the step, before any limit on repeats matters."""
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
    """How often a case can repeat each loop, by the `at_most` of its flows."""

    def __init__(self, subject: Subject) -> None:
        self.graph = subject.graph
        unlimited = nx.DiGraph((arc.source, arc.target) for arc in self.graph.arcs if self.graph.limit(arc) is None)
        unlimited.add_nodes_from(self.graph.steps)
        components = enumerate(nx.strongly_connected_components(unlimited))
        self.unlimited_component = {step: n for n, component in components for step in component}
        self.least: dict[int, int] = {}
        for arc in self.graph.arcs:
            loop = self.graph.loop_of(arc.source)
            limit = self.graph.limit(arc)
            if limit is not None and loop is not None and loop == self.graph.loop_of(arc.target):
                self.least[loop] = min(self.least.get(loop, limit), limit)

    def most(self, source: str, target: str) -> int | None:
        """The least limit on the loop of two steps; None if a case can repeat it without passing a limit."""
        loop = self.graph.loop_of(source)
        unlimited = self.unlimited_component[source] == self.unlimited_component[target]
        return None if loop is None or unlimited else self.least[loop]

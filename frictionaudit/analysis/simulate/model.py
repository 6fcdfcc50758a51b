"""The procedure as it is played: what each visit takes, and by which ways a case goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Literal

from frictionaudit.analysis.flow.durations import lasting
from frictionaudit.analysis.flow.subject import CustomerSegment, Subject
from frictionaudit.analysis.simulate.sampling import Sampler
from frictionaudit.domain.procedure import CUSTOMER_PARTS, STAFF_PARTS, StepKind

CUSTOMER, STAFF, OURS, CUSTOMERS_TURN, THIRD = range(5)
"""What is added up per case beside the lead time."""
_TURNS = (("queue", OURS), ("batch", OURS), ("customer", CUSTOMERS_TURN), ("third", THIRD))

Route = Literal["stop", "one", "all", "some"]
Gather = Literal["each", "all", "fed", "merge"]


@dataclass(frozen=True)
class VisitPart:
    """One part of what a visit takes: its key on the page, and where it is added up beside the lead time."""

    name: str
    sampler: Sampler
    elapses: bool
    into: int | None
    touch: bool


@dataclass(frozen=True)
class Ways:
    """How a case goes on from a step: `levels` are the shares one after the other, added up."""

    route: Route
    targets: tuple[str, ...] = ()
    slots: tuple[int, ...] = ()
    levels: tuple[float, ...] = ()
    ticket: tuple[str, ...] = ()


@dataclass(frozen=True)
class SimulationModel:
    """Everything that is needed to play one stream of customers; nothing here is random."""

    subject: Subject
    stream: CustomerSegment

    @cached_property
    def parts(self) -> Mapping[str, tuple[VisitPart, ...]]:
        """What a visit of each step takes, in the order of the page's vocabulary."""
        return {step: tuple(_parts(self.subject, step)) for step in self.subject.procedure.steps}

    def factor(self, part: VisitPart) -> float:
        """How much more of the customer's time it takes this group; as in the measures, not on the clock."""
        return self.stream.factor(part.name) if part.into == CUSTOMER else 1.0

    @cached_property
    def gather(self) -> Mapping[str, Gather]:
        """What a step makes of the tokens that come to it."""
        graph, joins = self.subject.graph, self.stream.visits.joins
        kinds: dict[str, Gather] = dict.fromkeys(graph.steps, "each")
        for step in joins.factor:
            kinds[step] = "all" if graph.routing(step) is StepKind.PARALLEL else "merge"
        kinds.update(dict.fromkeys(joins.fed_by, "fed"))
        return kinds

    @cached_property
    def ways(self) -> Mapping[str, Ways]:
        """How cases go on from each step."""
        graph, visits = self.subject.graph, self.stream.visits
        slots = {arc.id: n for arcs in graph.incoming.values() for n, arc in enumerate(arcs)}
        fed: dict[str, list[str]] = {}
        for join, split in visits.joins.fed_by.items():
            fed.setdefault(split, []).append(join)
        found: dict[str, Ways] = {}
        for step, arcs in graph.outgoing.items():
            route: Route = "stop" if not arcs else "one"
            kind = graph.routing(step)
            if len(arcs) > 1 and kind in (StepKind.INCLUSIVE, StepKind.COMPLEX):
                route = "some"
            elif arcs and kind is StepKind.PARALLEL:
                route = "all"
            weights = [visits.routing.weights[arc.id].value for arc in arcs]
            levels = [1.0 if route == "one" and level > 1 - 1e-12 else level for level in accumulate(weights)]
            found[step] = Ways(
                route,
                tuple(arc.target for arc in arcs),
                tuple(slots[arc.id] for arc in arcs),
                tuple(levels),
                tuple(fed.get(step, ())),
            )
        return found

    @cached_property
    def plural(self) -> bool:
        """Whether one case can be in several places at a time."""
        return any(ways.route in ("all", "some") and len(ways.targets) > 1 for ways in self.ways.values())


def _parts(subject: Subject, step: str) -> list[VisitPart]:
    calendar, drawn = subject.procedure.calendar, subject.procedure.steps[step]
    counted = {id(duration) for duration, _ in lasting(subject, step)}
    parts: list[VisitPart] = []
    for name, into in _TURNS:
        duration = getattr(drawn.wait, name) if drawn.wait else None
        if duration is not None:
            parts.append(VisitPart(name, Sampler.of(duration, calendar.elapsed), True, into, False))
    for name in (*CUSTOMER_PARTS, *STAFF_PARTS):
        duration = drawn.effort.part(name) if drawn.effort else None
        if duration is not None:
            into = CUSTOMER if name in CUSTOMER_PARTS else STAFF
            parts.append(VisitPart(name, Sampler.of(duration, calendar.touch), id(duration) in counted, into, True))
    if drawn.processing is not None and id(drawn.processing) in counted:
        parts.append(VisitPart("processing", Sampler.of(drawn.processing, calendar.elapsed), True, None, False))
    return parts

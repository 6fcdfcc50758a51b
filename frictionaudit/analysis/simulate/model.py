"""The simulation model: what each visit takes, and how a case is routed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Literal

from frictionaudit.analysis.flow.disruptions import delays_at
from frictionaudit.analysis.flow.durations import Services, is_concurrent, services
from frictionaudit.analysis.flow.graph import Arc
from frictionaudit.analysis.flow.markov.blocks import blocks_of
from frictionaudit.analysis.flow.markov.branching import Branching
from frictionaudit.analysis.flow.subject import CustomerSegment, Subject
from frictionaudit.analysis.simulate.sampling import Sampler
from frictionaudit.analysis.simulate.working_time import Unit, WorkingTime, unit_of, working_time
from frictionaudit.domain.procedure import EFFORT_PARTS, Bearer, StepKind
from frictionaudit.domain.quantities import Calendar, Duration

CUSTOMER, STAFF, OURS, CUSTOMERS_TURN, THIRD = range(5)
"""Indices of the totals kept per case beside the lead time."""
_TOTALS = {Bearer.CUSTOMER: CUSTOMER, Bearer.STAFF: STAFF}
_TURNS = (("queue", OURS), ("batch", OURS), ("customer", CUSTOMERS_TURN), ("third", THIRD))

Clock = Literal["own", "counter", "work"]
"""Whether a part passes by itself, or beside that of the other side of a counter."""
Route = Literal["stop", "one", "all", "some"]
Gather = Literal["each", "all", "fed", "merge"]


@dataclass(frozen=True)
class VisitPart:
    """One part of a visit: its key on the page, its sampler, and the total it is added to."""

    name: str
    sampler: Sampler
    elapses: bool
    into: int | None
    touch: bool
    clock: Clock = "own"
    unit: Unit = "clock"
    share: float | None = None
    """Share of the visits in which it happens, for what goes wrong; None for what always passes."""


@dataclass(frozen=True)
class Outgoing:
    """Routing after a step: `levels` are the cumulative shares of the branches of a decision."""

    route: Route
    targets: tuple[str, ...] = ()
    slots: tuple[int, ...] = ()
    levels: tuple[float, ...] = ()
    limits: tuple[int | None, ...] = ()
    """How often one case can take each branch, where that is limited."""
    ticket: tuple[str, ...] = ()
    chances: tuple[tuple[float, float], ...] = ()
    """After an inclusive split each branch's chance: where none of the earlier ones is taken, and where one is."""


@dataclass(frozen=True)
class SimulationModel:
    """The deterministic part of a simulation, for one customer segment."""

    subject: Subject
    segment: CustomerSegment

    @cached_property
    def parts(self) -> Mapping[str, tuple[VisitPart, ...]]:
        """The parts of a visit to each step, in the order of the page's vocabulary."""
        return {step: tuple(_parts(self.subject, step)) for step in self.subject.procedure.steps}

    @cached_property
    def services(self) -> Services:
        """Where customers are served."""
        return services(self.subject)

    @cached_property
    def looked_through(self) -> frozenset[str]:
        """Events and exclusive gateways: a customer who was at a counter before them is still served after them."""
        graph, tasks = self.subject.graph, self.subject.tasks
        return frozenset(
            step
            for step in graph.steps
            if step not in tasks and graph.outgoing[step] and not is_concurrent(self.subject, step)
        )

    def factor(self, part: VisitPart) -> float:
        """The segment's factor on a part of customer effort; as in the measures, the clock is not scaled."""
        return self.segment.factor(part.name) if part.into == CUSTOMER else 1.0

    @cached_property
    def gather(self) -> Mapping[str, Gather]:
        """How each step joins incoming tokens."""
        graph, joins = self.subject.graph, self.segment.visits.joins
        kinds: dict[str, Gather] = dict.fromkeys(graph.steps, "each")
        for step, block in blocks_of(graph).by_join.items():
            kinds[step] = "all" if block.kind == "parallel" else "fed"
        for step in joins.factor:
            kinds[step] = "all" if graph.routing(step) is StepKind.PARALLEL else "merge"
        return kinds

    @cached_property
    def outgoing(self) -> Mapping[str, Outgoing]:
        """Routing after each step."""
        graph, visits = self.subject.graph, self.segment.visits
        slots = {arc.id: n for arcs in graph.incoming.values() for n, arc in enumerate(arcs)}
        fed: dict[str, list[str]] = {}
        for join, split in visits.joins.fed_by.items():
            fed.setdefault(split, []).append(join)
        routing: dict[str, Outgoing] = {}
        for step, arcs in graph.outgoing.items():
            route: Route = "stop" if not arcs else "one"
            kind = graph.routing(step)
            if len(arcs) > 1 and kind in (StepKind.INCLUSIVE, StepKind.COMPLEX):
                route = "some"
            elif arcs and kind is StepKind.PARALLEL:
                route = "all"
            weights = [visits.routing.weights[arc.id].value for arc in arcs]
            levels = [1.0 if route == "one" and level > 1 - 1e-12 else level for level in accumulate(weights)]
            routing[step] = Outgoing(
                route,
                tuple(arc.target for arc in arcs),
                tuple(slots[arc.id] for arc in arcs),
                tuple(levels),
                _limits(arcs) if route == "one" else (),
                tuple(fed.get(step, ())),
                _chances(weights) if route == "some" else (),
            )
        return routing

    @cached_property
    def working(self) -> WorkingTime:
        """The calendar of the page."""
        return working_time(self.subject.procedure.calendar)

    @cached_property
    def tails(self) -> bool:
        """Whether some time is stated up to a quantile only."""
        return any(part.sampler.limit is not None for parts in self.parts.values() for part in parts)

    @cached_property
    def plural(self) -> bool:
        """Whether a case can have several tokens at a time."""
        return any(
            outgoing.route in ("all", "some") and len(outgoing.targets) > 1 for outgoing in self.outgoing.values()
        )


def _chances(shares: Sequence[float]) -> tuple[tuple[float, float], ...]:
    """The joint law of the measures (`branching.py`), one branch after the other."""
    law = Branching.inclusive(shares)
    return tuple((law.taken_after(n, taken=False), law.taken_after(n, taken=True)) for n in range(len(shares)))


def _limits(arcs: tuple[Arc, ...]) -> tuple[int | None, ...]:
    """The limits on repeats after a decision; empty if there is none."""
    limits = tuple(arc.flow.at_most for arc in arcs)
    return limits if len(arcs) > 1 and any(limits) else ()


def _parts(subject: Subject, step: str) -> list[VisitPart]:
    calendar, data, service = subject.procedure.calendar, subject.procedure.steps[step], services(subject)
    parts: list[VisitPart] = []
    for name, into in _TURNS:
        duration = getattr(data.wait, name) if data.wait else None
        if duration is not None:
            unit = unit_on(calendar, duration)
            parts.append(VisitPart(name, Sampler.of(duration, calendar.elapsed), True, into, False, unit=unit))
    parts += _delays(subject, step)
    for name in EFFORT_PARTS:
        duration = data.effort.part(name) if data.effort else None
        if duration is not None:
            bearer = subject.procedure.bearer(step, name)
            customer = bearer is Bearer.CUSTOMER
            total = _TOTALS.get(bearer)
            clock: Clock = "own"
            if name == "counter" and step in service.counters | service.joint:
                clock = "counter"
            elif not customer and step in service.clerks | service.joint:
                clock = "work"
            parts.append(VisitPart(name, Sampler.of(duration, calendar.touch), True, total, True, clock))
    if data.processing is not None and data.effort is None and data.wait is None:
        unit = unit_on(calendar, data.processing)
        parts.append(
            VisitPart("processing", Sampler.of(data.processing, calendar.elapsed), True, None, False, unit=unit)
        )
    return parts


_TURN_OF = {"ours": OURS, "customer": CUSTOMERS_TURN, "third": THIRD}


def _delays(subject: Subject, step: str) -> Iterator[VisitPart]:
    """What goes wrong at a step before its work is done; what the page does not say how often is not played."""
    calendar = subject.procedure.calendar
    for delay in delays_at(subject, step):
        share, takes = delay.disruption.share, delay.disruption.takes
        if share is None or share.value == 0:
            continue
        sampler = Sampler.unknown() if takes is None else Sampler.of(takes, calendar.elapsed)
        unit: Unit = "clock" if takes is None else unit_on(calendar, takes)
        into = _TURN_OF[delay.turn] if delay.turn else None
        yield VisitPart("disruption", sampler, True, into, False, unit=unit, share=share.value)


def unit_on(calendar: Calendar, duration: Duration) -> Unit:
    """In what a wait passes; where nobody is ever away, working time is time on the clock."""
    return "clock" if working_time(calendar).hours.always else unit_of(duration)

"""What every number is worth, and how much the customers' time depends on those that nobody has measured.

What a tenth less of each number saves is told in `burden.tenths`. Each assumed figure is also made a fifth lower and a
fifth higher. Effort, volume and the business-as-usual share enter the total as factors, so their effect is exact
without solving anything again. For the share of a flow, the other flows of the decision keep their proportions; the
backward equations give the exact total, or else the visits are solved again. Of the flows of a decision without a
stated share, the one with the least effect is left out, since it is the rest. A share that a fifth more would take to 1
or beyond goes halfway to 1 instead, because a loop that no case leaves has no total. Only the most visited flows are
tried, at most SHARES, and fewer in a large procedure, so that no more than WORK steps are solved again.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from frictionaudit.analysis.burden.amounts import adjoints, to_go
from frictionaudit.analysis.burden.tenths import PART, tenths
from frictionaudit.analysis.flow.describe import describe, sentence
from frictionaudit.analysis.flow.graph import Arc
from frictionaudit.analysis.flow.reweighting import Shares, rescaled, stated_by, visits_if
from frictionaudit.analysis.flow.subject import CustomerSegment, Subject
from frictionaudit.domain.procedure import Bearer, StepKind
from frictionaudit.domain.quantities import Assumed, Quantity
from frictionaudit.results.sensitivity import Driver, TornadoChart

FIFTH = 0.2
SHARES = 50
"""Most flows tried; the most visited ones."""
WORK = 20_000
"""Most steps solved again for all flows together; lower and higher count once."""
_NOT_EXCLUSIVE = (StepKind.INCLUSIVE, StepKind.COMPLEX)
_NOT_STATED = "no share is stated; the remaining cases are split evenly"


def sensitivity(subject: Subject, stated_only: bool = False) -> TornadoChart:
    """The assumed figures of a procedure, largest effect first; `stated_only` leaves out shares that are missing."""
    total = _Total(subject)
    procedure = subject.procedure
    yearly = procedure.volume is not None
    drivers: list[Driver] = []
    left_out = 0
    if total.value and math.isfinite(total.value):
        shares, left_out = _uncertain_shares(subject, stated_only)
        moved = (driver for share in shares if (driver := _share_driver(total, share)))
        drivers = _without_remainders(subject, [*_factors(total), *_groups(total), *moved])
    return TornadoChart(
        id=procedure.id,
        title=procedure.title,
        key="customer_hours_year" if yearly else "customer_minutes",
        total=round(total.value, 9) if math.isfinite(total.value) else None,
        unit="hours" if yearly else "minutes",
        levers=tuple(sorted(drivers, key=lambda driver: (-driver.moves, driver.path))),
        left_out=left_out,
        numbers=() if stated_only else tenths(subject),
        currency=procedure.currency,
    )


def guesses(subject: Subject, share: float = 0.1) -> tuple[str, ...]:
    """The assumed figures that move the customers' time by more than a share of it, in words; one for each decision."""
    if not subject.efforts:
        return ()
    found: dict[tuple[str, ...], str] = {}
    for driver in sensitivity(subject, stated_only=True).levers:
        if driver.moves > share + 1e-9:
            found.setdefault(driver.path[:2] if "next" in driver.path else driver.path, sentence(driver.what))
    return tuple(found.values())


class _Total:
    """The customers' hours per year, or minutes per case, as a function of the visits of each customer segment."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        volume, bau = subject.procedure.volume, subject.procedure.bau_share
        self.scale = volume.per_year * (1 - (bau.value if bau else 0.0)) / 60 if volume else 1.0

    @cached_property
    def _minutes_per_visit(self) -> Sequence[Mapping[str, float]]:
        """For each segment, the customer's minutes of one visit to each step."""
        segments: list[dict[str, float]] = []
        for segment in self.subject.segments:
            by_step: dict[str, float] = {}
            for step, part, _, minutes in self.subject.efforts:
                if self.subject.procedure.bearer(step, part) is Bearer.CUSTOMER:
                    by_step[step] = by_step.get(step, 0.0) + segment.factor(part) * minutes
            segments.append(by_step)
        return segments

    def of(self, visits: Sequence[Mapping[str, float]]) -> float:
        """The total for given visits of each segment."""
        return sum(s.share * part for s, part in zip(self.subject.segments, self.parts(visits), strict=True))

    def parts(self, visits: Sequence[Mapping[str, float]]) -> list[float]:
        """The total if each segment were all customers."""
        return [
            self.scale * sum(visits_of[step] * minutes for step, minutes in by_step.items())
            for visits_of, by_step in zip(visits, self._minutes_per_visit, strict=True)
        ]

    @cached_property
    def visits(self) -> Sequence[Mapping[str, float]]:
        return [segment.visits.value for segment in self.subject.segments]

    @cached_property
    def value(self) -> float:
        return self.of(self.visits) if any(self._minutes_per_visit) else 0.0

    def driver(self, path: tuple[str, ...], what: str, figure: Quantity | None, low: float, high: float) -> Driver:
        assumed = figure is not None and isinstance(figure.evidence, Assumed)
        why = figure.evidence.why if figure is not None and isinstance(figure.evidence, Assumed) else _NOT_STATED
        moves = max(abs(low - self.value), abs(high - self.value)) / self.value
        return Driver(
            path=path,
            what=what,
            why=why,
            stated=assumed,
            low=round(low, 9),
            high=round(high, 9),
            moves=round(moves, 9),
        )


def _factors(total: _Total) -> Iterator[Driver]:
    """The volume, the business-as-usual share and every customer effort, if assumed."""
    procedure, value = total.subject.procedure, total.value
    if procedure.volume is not None and isinstance(procedure.volume.evidence, Assumed):
        ends = value * (1 - FIFTH), value * (1 + FIFTH)
        yield total.driver(("volume",), "the number of cases", procedure.volume, *ends)
    bau = procedure.bau_share
    if bau is not None and procedure.volume is not None and isinstance(bau.evidence, Assumed):
        low, high = (value * (1 - _moved(bau.value, by)) / (1 - bau.value) for by in (-FIFTH, FIFTH))
        yield total.driver(("bau_share",), "the share that people would do anyway", bau, low, high)
    for step, part, duration, minutes in total.subject.efforts:
        if procedure.bearer(step, part) is Bearer.CUSTOMER and isinstance(duration.evidence, Assumed):
            moved = FIFTH * total.scale * total.subject.effort_visits(step, part).value * minutes
            if moved:
                path = ("steps", step, "effort", part)
                what = f"the time to {PART.get(part, part)} at {describe(total.subject.graph, step)}"
                yield total.driver(path, what, duration, value - moved, value + moved)


def _groups(total: _Total) -> Iterator[Driver]:
    """The assumed shares of customer groups; the other groups keep their proportions."""
    segments = total.subject.segments
    parts = total.parts(total.visits)
    for n, segment in enumerate(segments):
        if segment.group is None or len(segments) < 2 or not isinstance(segment.group.share.evidence, Assumed):
            continue
        rest = 1.0 - segment.share
        others = sum(s.share * part for m, (s, part) in enumerate(zip(segments, parts, strict=True)) if m != n)
        shares = [_moved(segment.share, by) for by in (-FIFTH, FIFTH)]
        low, high = (share * parts[n] + others * (1 - share) / rest for share in shares)
        what = f"the share of customers in the group '{segment.group.name or segment.name}'"
        yield total.driver(("groups", segment.name, "share"), what, segment.group.share, low, high)


def _moved(share: float, by: float) -> float:
    """A share changed by a part of itself, at most halfway to 1."""
    moved = share * (1 + by)
    return moved if moved < 1 else (1 + share) / 2


@dataclass(frozen=True)
class _UncertainShare:
    """The share of a flow that is assumed or missing, for all customers or for one group."""

    arc: Arc
    group: str | None
    share: Quantity | None


def _uncertain_shares(subject: Subject, stated_only: bool) -> tuple[list[_UncertainShare], int]:
    """The shares to try, most visited first, and how many are left out."""
    graph = subject.graph
    uncertain: list[_UncertainShare] = []
    groups = subject.procedure.groups
    for step, arcs in graph.outgoing.items():
        if len(arcs) < 2 or graph.routing(step) is StepKind.PARALLEL:
            continue
        missing = sum(arc.flow.share is None for arc in arcs)
        for arc in arcs:
            share = arc.flow.share
            if share is None:
                if not stated_only and (missing > 1 or graph.routing(step) in _NOT_EXCLUSIVE):
                    uncertain.append(_UncertainShare(arc, None, None))
            elif isinstance(share.evidence, Assumed):
                uncertain.append(_UncertainShare(arc, None, share))
            for id, group in sorted(groups.items()):
                own = group.flows.get(arc.id)
                if own is not None and isinstance(own.evidence, Assumed):
                    uncertain.append(_UncertainShare(arc, id, own))
    uncertain.sort(key=lambda share: (-subject.visits(share.arc.source).value, share.arc.id, share.group or ""))
    limit = min(SHARES, WORK // len(graph.steps))
    return uncertain[:limit], max(0, len(uncertain) - limit)


def _share_driver(total: _Total, uncertain: _UncertainShare) -> Driver | None:
    """The effect of a flow's share; None if no case reaches the flow, or if the total becomes infinite."""
    subject, arc, group = total.subject, uncertain.arc, uncertain.group
    arcs = subject.graph.outgoing[arc.source]
    exclusive = subject.graph.routing(arc.source) not in _NOT_EXCLUSIVE

    def changed(by: float, segment: CustomerSegment) -> Shares:
        concerned = segment.name == group if group else arc.id not in stated_by(segment)
        if not concerned:
            return {}
        current = {flow.id: segment.visits.routing.weights[flow.id].value for flow in arcs}
        share = _moved(current[arc.id], by)
        return rescaled(arcs, current, arc.id, share) if exclusive else {arc.id: share}

    low, high = (_with_shares(total, arc.source, partial(changed, by)) for by in (-FIFTH, FIFTH))
    if not math.isfinite(low) or not math.isfinite(high) or low == high == total.value:
        return None
    step, key = arc.source, arc.flow.key
    path = ("groups", group, "flows", arc.id) if group else ("steps", step, "next", key, "share")
    of_group = f" in the group '{subject.procedure.groups[group].name or group}'" if group else ""
    route = f"from {describe(subject.graph, step)} to {describe(subject.graph, arc.target)}"
    return total.driver(path, f"the share of cases that go {route}{of_group}", uncertain.share, low, high)


def _with_shares(total: _Total, step: str, shares: Callable[[CustomerSegment], Shares]) -> float:
    """The total with other shares after a decision: by the backward equations, or else with visits solved again."""
    subject, change = total.subject, 0.0
    for n, (segment, adjoint) in enumerate(zip(subject.segments, adjoints(subject), strict=True)):
        changed = shares(segment)
        if changed:
            moved = adjoint.change(step, changed, to_go(subject, "customer")[n]) if adjoint.finite else None
            if moved is None:
                return total.of(visits_if(subject, shares))
            change += segment.share * moved
    return total.value + total.scale * change


def _without_remainders(subject: Subject, drivers: Sequence[Driver]) -> list[Driver]:
    """Leave out, of the missing shares of each decision, the one with the least effect: it is the remainder."""
    by_step: dict[str, list[Driver]] = {}
    for driver in drivers:
        if not driver.stated and subject.graph.routing(driver.path[1]) not in _NOT_EXCLUSIVE:
            by_step.setdefault(driver.path[1], []).append(driver)
    least = {min(group, key=lambda driver: (driver.moves, driver.path)).path for group in by_step.values() if group[1:]}
    return [driver for driver in drivers if driver.stated or driver.path not in least]

"""Routing: the weight of each arc, its bounds, and the assumptions behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from frictionaudit.analysis.flow.describe import called, how_often
from frictionaudit.analysis.flow.graph import Arc, FrictionGraph
from frictionaudit.domain.procedure import CustomerGroup, StepKind
from frictionaudit.domain.quantities import Assumed, Measured, Share

TOLERANCE = 1e-6


@dataclass(frozen=True)
class Weight:
    """Expected tokens that an arc carries per visit of its source, with bounds."""

    value: float
    low: float
    high: float

    @classmethod
    def exact(cls, value: float) -> Weight:
        return cls(value, value, value)

    @property
    def tight(self) -> bool:
        return self.low == self.value == self.high


@dataclass
class Routing:
    """Weights of all arcs by id, the assumptions behind them, and the evidence of their shares."""

    weights: dict[str, Weight] = field(default_factory=dict)
    assumed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    stated: bool = False
    measured: bool = False

    def enter(self, share: Share) -> None:
        """Record the evidence of a share that the routing uses."""
        match share.evidence:
            case Measured():
                self.measured = True
            case Assumed(why=why):
                self.assumed.append(why)
            case _:
                self.stated = True


def route(graph: FrictionGraph, group: CustomerGroup | None = None) -> Routing:
    """Weights of all arcs for a customer group, or for customers in no group."""
    own: Mapping[str, Share] = group.flows if group else {}
    routing = Routing()
    for step, arcs in graph.outgoing.items():
        if not arcs:
            continue
        shares = {arc.id: own.get(arc.id, arc.flow.share) for arc in arcs}
        for share in shares.values():
            if share is not None and (len(arcs) > 1 or isinstance(share.evidence, Assumed)):
                routing.enter(share)
        kind = graph.routing(step)
        if kind is StepKind.PARALLEL:
            routing.weights.update((arc.id, Weight.exact(1.0)) for arc in arcs)
        elif kind in (StepKind.INCLUSIVE, StepKind.COMPLEX) and len(arcs) > 1:
            _inclusive(routing, graph, step, arcs, shares)
        else:
            _exclusive(routing, graph, step, arcs, shares)
    return routing


def _exclusive(
    routing: Routing, graph: FrictionGraph, step: str, arcs: tuple[Arc, ...], shares: Mapping[str, Share | None]
) -> None:
    """Each case takes one flow. A single flow without a share takes what the others leave, as certain as they are."""
    given = {id: share.value for id, share in shares.items() if share is not None}
    total = sum(given.values())
    open_arcs = [arc.id for arc in arcs if arc.id not in given]
    if open_arcs:
        rest = max(0.0, 1.0 - total) / len(open_arcs)
        given.update(dict.fromkeys(open_arcs, rest))
        if len(open_arcs) > 1:
            said = how_often(graph, step)
            unstated = f"{said} is not given" if said else f"shares after {called(graph, step)} are not given"
            routing.assumed.append(f"{unstated}; what is left is split evenly")
        total = sum(given.values())
    if total and abs(total - 1.0) > TOLERANCE:
        routing.assumed.append(f"shares after {called(graph, step)} sum to {total:g}; scaled to 1")
    scale = total or 1.0
    routing.weights.update((id, Weight.exact(share / scale)) for id, share in given.items())


def _inclusive(
    routing: Routing, graph: FrictionGraph, step: str, arcs: tuple[Arc, ...], shares: Mapping[str, Share | None]
) -> None:
    """Each branch is taken or not, at least one of them; where no share says how often, it is bounded."""
    for arc in arcs:
        share = shares[arc.id]
        routing.weights[arc.id] = Weight(1 / len(arcs), 0.0, 1.0) if share is None else Weight.exact(share.value)
    if any(share is None for share in shares.values()):
        if said := how_often(graph, step):
            routing.assumed.append(f"{said} is not given")
            routing.notes.append(f"{said} is not given: values are bounded")
            return
        name = called(graph, step)
        routing.assumed.append(f"{name} may take one branch or several, and their shares are not given")
        routing.notes.append(f"inclusive routing at {name}: values are bounded")

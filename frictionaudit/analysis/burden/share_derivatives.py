"""How the totals change with the share of a flow: its derivative, by the backward equations or a central difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from frictionaudit.analysis.burden.amounts import Amount, adjoints, per_visit, to_go
from frictionaudit.analysis.flow.graph import Arc
from frictionaudit.analysis.flow.reweighting import Shares, visits_if
from frictionaudit.analysis.flow.subject import CustomerSegment, Subject
from frictionaudit.domain.procedure import StepKind

AMOUNTS: tuple[Amount, ...] = ("customer", "staff", "customer money", "staff money", "waiting", "elapsed")
"""The totals whose savings are told."""
_STEP = 1e-4
"""Relative step of a central difference, where the chain has no derivative in closed form."""


def changes_with_share(
    subject: Subject, arc: Arc, concerned: Callable[[CustomerSegment], bool]
) -> Mapping[Amount, float]:
    """share × the derivative of each total by the share, over the customers concerned."""
    changes: dict[Amount, float] = {}
    for amount in AMOUNTS:
        if not any(amounts.get(amount) for amounts in per_visit(subject)):
            continue
        total = 0.0
        for n, (segment, adjoint) in enumerate(zip(subject.segments, adjoints(subject), strict=True)):
            if concerned(segment):
                weight = segment.visits.routing.weights[arc.id].value
                slope = adjoint.derivative(arc.source, _direction(subject, segment, arc), to_go(subject, amount)[n])
                if slope is None:
                    return _by_difference(subject, arc, concerned)
                total += segment.share * weight * slope
        changes[amount] = total
    return changes


def _direction(subject: Subject, segment: CustomerSegment, arc: Arc) -> Shares:
    """How the shares after an exclusive decision move if one of them grows by one."""
    arcs = subject.graph.outgoing[arc.source]
    weights = {other.id: segment.visits.routing.weights[other.id].value for other in arcs}
    left = 1.0 - weights[arc.id]
    if left <= 1e-12:
        return {other.id: 1.0 if other.id == arc.id else -1.0 / (len(arcs) - 1) for other in arcs}
    return {other.id: 1.0 if other.id == arc.id else -weights[other.id] / left for other in arcs}


def _by_difference(subject: Subject, arc: Arc, concerned: Callable[[CustomerSegment], bool]) -> Mapping[Amount, float]:
    """The same by a central difference of two solutions, where branches do not exclude each other."""

    def moved(by: float, segment: CustomerSegment) -> Shares:
        if not concerned(segment):
            return {}
        current = segment.visits.routing.weights[arc.id].value
        arcs = subject.graph.outgoing[arc.source]
        if subject.graph.routing(arc.source) in (StepKind.INCLUSIVE, StepKind.COMPLEX):
            return {arc.id: current * (1 + by)}
        direction = _direction(subject, segment, arc)
        weights = segment.visits.routing.weights
        moves = {other.id: weights[other.id].value + by * current * direction[other.id] for other in arcs}
        return {id: min(1.0, max(0.0, share)) for id, share in moves.items()}

    low, high = (visits_if(subject, partial(moved, by)) for by in (-_STEP, _STEP))
    changes: dict[Amount, float] = {}
    for amount in AMOUNTS:
        total = 0.0
        for segment, before, after, amounts in zip(subject.segments, low, high, per_visit(subject), strict=True):
            for step, each in amounts.get(amount, {}).items():
                total += segment.share * each * (after[step] - before[step])
        changes[amount] = total / (2 * _STEP)
    return changes

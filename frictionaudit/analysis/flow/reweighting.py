"""Visits as they would be if other parts of the cases went some ways; and how the other ways give room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from frictionaudit.analysis.flow.graph import Arc
from frictionaudit.analysis.flow.subject import CustomerSegment, Subject
from frictionaudit.analysis.flow.visits import Visits
from frictionaudit.domain.procedure import CustomerGroup
from frictionaudit.domain.quantities import Share

Shares = Mapping[str, float]
"""Shares that differ, by the id of the arc."""


def visits_if(subject: Subject, shares: Callable[[CustomerSegment], Shares]) -> list[Mapping[str, float]]:
    """Expected visits of each stream of customers, solved anew where a share differs for it."""
    return [_solved(subject, stream, shares(stream)) for stream in subject.segments]


def _solved(subject: Subject, stream: CustomerSegment, shares: Shares) -> Mapping[str, float]:
    if not shares:
        return stream.visits.value
    own = {**stated_by(stream), **{arc: Share(value=share) for arc, share in shares.items()}}
    return Visits.of(subject.graph, CustomerGroup(share=Share(value=1.0), flows=own)).value


def stated_by(stream: CustomerSegment) -> Mapping[str, Share]:
    """The shares that a group of customers has for itself."""
    return stream.group.flows if stream.group else {}


def rescaled(arcs: Sequence[Arc], now: Shares, arc: str, share: float) -> Shares:
    """All shares after a decision between ways that exclude each other, once one of them has another share.

    The other ways keep their proportions; where they had nothing, they divide what is left evenly.
    """
    left = 1.0 - now[arc]
    others = [other.id for other in arcs if other.id != arc]
    room = 1.0 - share
    if left <= 1e-12:
        return {arc: share, **dict.fromkeys(others, room / len(others))}
    return {arc: share, **{other: now[other] * room / left for other in others}}

"""Expected visits under other shares, and how the other branches of a decision are rescaled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from frictionaudit.analysis.flow.graph import Arc
from frictionaudit.analysis.flow.subject import CustomerSegment, Subject
from frictionaudit.analysis.flow.visits import Visits
from frictionaudit.domain.procedure import CustomerGroup
from frictionaudit.domain.quantities import Share

Shares = Mapping[str, float]
"""Changed shares by arc id."""


def visits_if(subject: Subject, shares: Callable[[CustomerSegment], Shares]) -> list[Mapping[str, float]]:
    """Expected visits of each customer segment, solved again where one of its shares differs."""
    return [_solved(subject, segment, shares(segment)) for segment in subject.segments]


def _solved(subject: Subject, segment: CustomerSegment, shares: Shares) -> Mapping[str, float]:
    if not shares:
        return segment.visits.value
    own = {**stated_by(segment), **{arc: Share(value=share) for arc, share in shares.items()}}
    return Visits.of(subject.graph, CustomerGroup(share=Share(value=1.0), flows=own)).value


def stated_by(segment: CustomerSegment) -> Mapping[str, Share]:
    """The shares stated for a customer group."""
    return segment.group.flows if segment.group else {}


def rescaled(arcs: Sequence[Arc], now: Shares, arc: str, share: float) -> Shares:
    """All shares after an exclusive decision once one branch has another share.

    The other branches keep their proportions; if all were 0, they split the rest evenly.
    """
    left = 1.0 - now[arc]
    siblings = [branch.id for branch in arcs if branch.id != arc]
    room = 1.0 - share
    if left <= 1e-12:
        return {arc: share, **dict.fromkeys(siblings, room / len(siblings))}
    return {arc: share, **{sibling: min(1.0, now[sibling] * room / left) for sibling in siblings}}

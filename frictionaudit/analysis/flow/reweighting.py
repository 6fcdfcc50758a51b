"""Expected visits under other shares, and how the other branches of a decision are rescaled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from frictionaudit.analysis.flow.graph import Arc
from frictionaudit.analysis.flow.subject import CustomerSegment, Known, Subject
from frictionaudit.analysis.flow.visits import Visits
from frictionaudit.domain.procedure import CustomerGroup
from frictionaudit.domain.quantities import Share

Shares = Mapping[str, float]
"""Changed shares by arc id."""


def subject_if(subject: Subject, shares: Shares) -> Subject:
    """The same subject with other shares for all customers."""
    segments = tuple(
        replace(segment, visits=_visits(subject, segment, shares) if shares else segment.visits)
        for segment in subject.segments
    )
    known = Known(graph=subject.graph, segments=segments)
    return Subject(subject.procedure, subject.limits, subject.portfolio, subject.today, known)


def visits_if(subject: Subject, shares: Callable[[CustomerSegment], Shares]) -> list[Mapping[str, float]]:
    """Expected visits of each customer segment, solved again where one of its shares differs."""
    return [_solved(subject, segment, shares(segment)) for segment in subject.segments]


def _solved(subject: Subject, segment: CustomerSegment, shares: Shares) -> Mapping[str, float]:
    if not shares:
        return segment.visits.value
    return _visits(subject, segment, shares).value


def _visits(subject: Subject, segment: CustomerSegment, shares: Shares) -> Visits:
    own = {**stated_by(segment), **{arc: Share(value=share) for arc, share in shares.items()}}
    return Visits.of(subject.graph, CustomerGroup(share=Share(value=1.0), flows=own))


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

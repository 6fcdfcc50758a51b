"""The impact of unknown shares: what the totals of a case are with a low and with a high share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from frictionaudit.analysis.burden.amounts import adjoints
from frictionaudit.analysis.flow.graph import Arc
from frictionaudit.analysis.flow.reweighting import stated_by, visits_if
from frictionaudit.analysis.missing import wording as words
from frictionaudit.analysis.missing.plausible_ranges import SHARE, SHARES
from frictionaudit.analysis.missing.totals import CaseTotals, Impact, Total
from frictionaudit.domain.procedure import StepKind
from frictionaudit.domain.quantities import Share
from frictionaudit.results.question import Question

_NOT_EXCLUSIVE = (StepKind.INCLUSIVE, StepKind.COMPLEX)


@dataclass(frozen=True)
class _Decision:
    """A step with flows without a share, and what the stated shares leave for them."""

    step: str
    unknown: tuple[Arc, ...]
    left: float
    exclusive: bool


def open_shares(totals: CaseTotals) -> Iterator[tuple[Question, Impact]]:
    """A question for each unknown share; one flow of an exclusive decision takes the rest and is not asked about."""
    remaining = SHARES
    for decision in sorted(_decisions(totals), key=lambda d: (-totals.visits(d.step), d.step)):
        arcs = decision.unknown[:remaining]
        remaining -= len(arcs)
        impacts = {arc: _impact(totals, arc, decision.left) for arc in arcs}
        ranked = sorted(arcs, key=lambda arc: (-totals.weight(impacts[arc]), arc.id))
        if decision.exclusive and len(arcs) == len(decision.unknown):
            ranked = ranked[:-1]
        for arc in ranked:
            others = [other.target for other in decision.unknown if other != arc]
            yield words.share(totals.subject.graph, arc, others, decision.exclusive, impacts[arc]), impacts[arc]
        if not remaining:
            return


def _decisions(totals: CaseTotals) -> Iterator[_Decision]:
    graph = totals.subject.graph
    for step, arcs in graph.outgoing.items():
        kind = graph.routing(step)
        unknown = tuple(arc for arc in arcs if arc.flow.share is None)
        if len(arcs) < 2 or not unknown or kind is StepKind.PARALLEL or not totals.visits(step):
            continue
        if kind in _NOT_EXCLUSIVE:
            yield _Decision(step, unknown, 1.0, exclusive=False)
            continue
        left = 1.0 - sum(arc.flow.share.value for arc in arcs if arc.flow.share)
        if len(unknown) > 1 and left > 1e-6:  # a single one takes the rest
            yield _Decision(step, unknown, left, exclusive=True)


def _impact(totals: CaseTotals, arc: Arc, left: float) -> Impact:
    low, high = (_changes(totals, arc, left * share) for share in (SHARE.low, SHARE.high))
    if low is not None and high is not None:
        return {total: abs(high[total] - low[total]) for total in high}
    less, more = (_totals_with(totals, arc, left * share) for share in (SHARE.low, SHARE.high))
    return {total: abs(more[total] - less[total]) for total in more}


def _changes(totals: CaseTotals, arc: Arc, share: float) -> Mapping[Total, float] | None:
    """How the totals of minutes change with this share, by the backward equations; None where these do not tell it."""
    if totals.to_go is None:
        return None
    subject = totals.subject
    changes: dict[Total, float] = {"customer": 0.0, "staff": 0.0, "waiting": 0.0}
    for segment, adjoint, to_go in zip(subject.segments, adjoints(subject), totals.to_go, strict=True):
        if arc.id in stated_by(segment):
            continue
        weights = _weights(subject.graph.outgoing[arc.source], arc, share, stated_by(segment))
        for total, go in to_go.items():
            change = adjoint.change(arc.source, weights, go)
            if change is None:
                return None
            changes[total] += segment.share * change
    return changes


def _weights(arcs: Sequence[Arc], arc: Arc, share: float, own: Mapping[str, Share]) -> Mapping[str, float]:
    """All shares of an exclusive decision once one of those that are missing is known; the others split the rest."""
    given = {other.id: stated.value for other in arcs if (stated := own.get(other.id, other.flow.share)) is not None}
    given[arc.id] = share
    missing = [other.id for other in arcs if other.id not in given]
    rest = max(0.0, 1.0 - sum(given.values()))
    weights = {**given, **{id: rest / len(missing) for id in missing}}
    total = sum(weights.values()) or 1.0
    return {id: weight / total for id, weight in weights.items()}


def _totals_with(totals: CaseTotals, arc: Arc, share: float) -> Mapping[Total, float]:
    """The totals of minutes if this were the share; a group with its own share keeps that."""
    return totals.minutes(
        visits_if(totals.subject, lambda segment: {} if arc.id in stated_by(segment) else {arc.id: share})
    )

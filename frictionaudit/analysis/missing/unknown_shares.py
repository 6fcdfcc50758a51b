"""What hangs on a share that is not given: visits are solved with little and with much of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from frictionaudit.analysis.flow.graph import Arc
from frictionaudit.analysis.flow.reweighting import stated_by, visits_if
from frictionaudit.analysis.missing import wording as words
from frictionaudit.analysis.missing.plausible_ranges import SHARE, SHARES
from frictionaudit.analysis.missing.totals import CaseTotals, Impact, Total
from frictionaudit.domain.procedure import StepKind
from frictionaudit.results.question import Question

_ANY = (StepKind.INCLUSIVE, StepKind.COMPLEX)


@dataclass(frozen=True)
class _Decision:
    """A step whose ways on do not all say their share, and what the others leave."""

    step: str
    unknown: tuple[Arc, ...]
    left: float
    exclusive: bool


def open_shares(account: CaseTotals) -> Iterator[tuple[Question, Impact]]:
    """A question for each share that is not given; of an exclusive decision one takes the rest, and is not asked."""
    room = SHARES
    for decision in sorted(_decisions(account), key=lambda d: (-account.visits(d.step), d.step)):
        arcs = decision.unknown[:room]
        room -= len(arcs)
        swings = {arc: _swing(account, arc, decision.left) for arc in arcs}
        ranked = sorted(arcs, key=lambda arc: (-account.weight(swings[arc]), arc.id))
        if decision.exclusive and len(arcs) == len(decision.unknown):
            ranked = ranked[:-1]
        for arc in ranked:
            others = [other.target for other in decision.unknown if other != arc]
            yield words.share(account.subject.procedure, arc, others, decision.exclusive, swings[arc]), swings[arc]
        if not room:
            return


def _decisions(account: CaseTotals) -> Iterator[_Decision]:
    graph = account.subject.graph
    for step, arcs in graph.outgoing.items():
        kind = graph.routing(step)
        unknown = tuple(arc for arc in arcs if arc.flow.share is None)
        if len(arcs) < 2 or not unknown or kind is StepKind.PARALLEL or not account.visits(step):
            continue
        if kind in _ANY:
            yield _Decision(step, unknown, 1.0, exclusive=False)
            continue
        left = 1.0 - sum(arc.flow.share.value for arc in arcs if arc.flow.share)
        if len(unknown) > 1 and left > 1e-6:  # a single one is what the others leave
            yield _Decision(step, unknown, left, exclusive=True)


def _swing(account: CaseTotals, arc: Arc, left: float) -> Impact:
    little, much = (_with(account, arc, left * share) for share in (SHARE.low, SHARE.high))
    return {total: abs(much[total] - little[total]) for total in much}


def _with(account: CaseTotals, arc: Arc, share: float) -> Mapping[Total, float]:
    """The totals of minutes were this the share; a group that has a share of its own there keeps it."""
    return account.minutes(
        visits_if(account.subject, lambda stream: {} if arc.id in stated_by(stream) else {arc.id: share})
    )

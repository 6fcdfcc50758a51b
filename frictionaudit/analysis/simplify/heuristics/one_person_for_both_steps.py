"""Let one person do two consecutive steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.adjacent_steps import adjacent_tasks
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rewrites import amend_step
from frictionaudit.analysis.simplify.wording import party_name, step_name
from frictionaudit.domain.procedure import Channel, Party


class OnePersonForBothSteps(Heuristic):
    """Give two consecutive steps of one unit, done by two parties, to the party whose hour costs more.

    The party that costs more is assumed to be able to do the other's step, not the reverse. A control keeps its own
    pair of eyes, and what the front line does with customers stays there. Where the other party has the case right
    before or after the two steps as well, the hand-off would only move.

    Do not use it when the party that costs more is the bottleneck.

    Source: order assignment in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 13
    answers = ("FA401", "FA402")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        for pair in adjacent_tasks(subject):
            first, second = (procedure.steps[step] for step in pair)
            if first.by is None or second.by is None or first.control is not None or second.control is not None:
                continue
            able = _costlier(procedure.parties, first.by, second.by)
            if able is None:
                continue
            reassigned = pair[0] if able == second.by else pair[1]
            same_side = procedure.parties[first.by].side is procedure.parties[second.by].side
            if _only_moves(subject, reassigned, pair):
                continue
            if same_side or procedure.steps[reassigned].channel is Channel.INTERNAL:
                name = party_name(procedure, able)
                yield Idea(
                    f"Let {name} do both {step_name(subject, pair[0])} and {step_name(subject, pair[1])}",
                    amend_step(reassigned, by=able),
                    steps=pair,
                    trade_off=f"more time of {name}, whose hour costs more",
                )


def _only_moves(subject: Subject, reassigned: str, pair: tuple[str, str]) -> bool:
    """Whether the party that gives up a step has the case next to it too, the customer's own steps left aside."""
    later = reassigned == pair[1]
    by, reached, queue = subject.procedure.steps[reassigned].by, {*pair}, [reassigned]
    while queue:
        step = queue.pop()
        arcs = subject.graph.outgoing[step] if later else subject.graph.incoming[step]
        for near in {arc.target if later else arc.source for arc in arcs} - reached:
            reached.add(near)
            side = subject.side(near)
            if side is not None and side.ours:
                if subject.procedure.steps[near].by == by:
                    return True
            else:
                queue.append(near)
    return False


def _costlier(parties: Mapping[str, Party], first: str, second: str) -> str | None:
    """Of two parties of ours in one unit, the one whose hour costs more; None where that is unknown."""
    before, after = parties[first], parties[second]
    if first == second or not before.side.ours or not after.side.ours or not before.unit or before.unit != after.unit:
        return None
    if before.cost is None or after.cost is None or before.cost.amount == after.cost.amount:
        return None
    return first if before.cost.amount > after.cost.amount else second

"""Who has the case in hand does the next step too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.adjacent_steps import adjacent_tasks
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.sketch import amend_step
from frictionaudit.domain.procedure import Channel, Party


class OnePersonForBothSteps(Heuristic):
    """Two neighbouring steps of one unit, done by two parties, are done by the one whose hour costs more.

    The dearer is taken to be able to do the other's step, not the other way round. A control keeps its own pair of
    eyes, and what the front line does with customers stays there.

    Leave it when the dearer one is the bottleneck.

    Source: order assignment in Reijers and Liman Mansar (2005) (not read first-hand).
    """

    number = 13
    answers = ("FA401", "FA402")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        for pair in adjacent_tasks(subject):
            one, two = (procedure.steps[step] for step in pair)
            if one.by is None or two.by is None or one.control is not None or two.control is not None:
                continue
            able = _dearer(procedure.parties, one.by, two.by)
            if able is None:
                continue
            moved = pair[0] if able == two.by else pair[1]
            parties = procedure.parties
            internal = procedure.steps[moved].channel is Channel.INTERNAL
            if internal or parties[one.by].side is parties[two.by].side:
                name = parties[able].name or able
                yield Idea(
                    f"let '{name}' do both '{procedure.label(pair[0])}' and '{procedure.label(pair[1])}'",
                    amend_step(moved, by=able),
                    steps=pair,
                    trade_off=f"the time of '{name}', whose hour costs more",
                )


def _dearer(parties: Mapping[str, Party], one: str, two: str) -> str | None:
    """Of two different parties of ours in one unit the one whose hour costs more; None where that cannot be told."""
    first, second = parties[one], parties[two]
    if one == two or not first.side.ours or not second.side.ours or not first.unit or first.unit != second.unit:
        return None
    if first.cost is None or second.cost is None or first.cost.amount == second.cost.amount:
        return None
    return one if first.cost.amount > second.cost.amount else two

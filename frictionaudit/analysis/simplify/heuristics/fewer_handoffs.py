"""Nobody is drawn into a case for one step alone."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.sketch import amend_step
from frictionaudit.domain.procedure import Party


class FewerHandoffs(Heuristic):
    """The only step of a party of ours goes to a party of the same unit that has the case before or after it.

    Proposed is the neighbour that the case passes to or from most often, of those whose hour costs as much or more:
    they are taken to be able to do it. An approval, or a step that looks at a decision again, keeps its own pair of
    eyes.

    Leave it when the one step takes knowledge that only its party has.

    Source: numerical involvement in Reijers and Liman Mansar (2005) (not read first-hand).
    """

    number = 18
    answers = ("FA401", "FA402")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        done: dict[str, list[str]] = {}
        for id, step in subject.tasks.items():
            if step.by is not None and procedure.parties[step.by].side.ours:
                done.setdefault(step.by, []).append(id)
        alone = {steps[0]: party for party, steps in done.items() if len(steps) == 1}
        near: dict[str, dict[str, float]] = {step: {} for step in alone}
        for passage in subject.by_party:
            for one, other in ((passage.source, passage.target), (passage.target, passage.source)):
                if one in alone and one is not None and other is not None:
                    by = procedure.steps[other].by or ""
                    near[one][by] = near[one].get(by, 0.0) + passage.expected
        for id, party in alone.items():
            step, own = procedure.steps[id], procedure.parties[party]
            others = {by: often for by, often in near[id].items() if by != party and by in done}
            same = {by: often for by, often in others.items() if _able(procedure.parties[by], own)}
            if same and step.control != "approval" and step.reviews is None:
                to = max(sorted(same), key=lambda by: same[by])
                taking, name = procedure.parties[to].name or to, own.name or party
                yield Idea(
                    f"let '{taking}' do '{procedure.label(id)}', the only step of '{name}'",
                    amend_step(id, by=to),
                    steps=(id,),
                    trade_off=f"what only '{name}' knows",
                )


def _able(party: Party, other: Party) -> bool:
    """Whether a party of the same unit costs as much an hour or more."""
    same = other.unit is not None and party.unit == other.unit
    return same and party.cost is not None and other.cost is not None and party.cost.amount >= other.cost.amount

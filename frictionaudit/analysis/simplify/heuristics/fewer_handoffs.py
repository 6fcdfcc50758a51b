"""Reduce hand-offs: involve nobody for a single step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rewrites import amend_step
from frictionaudit.analysis.simplify.wording import party_name, step_name
from frictionaudit.domain.procedure import Party


class FewerHandoffs(Heuristic):
    """Give the only step of a party to a party of the same unit that has the case before or after it.

    The step goes to the neighbour with the most hand-offs, among those whose hour costs as much or more. The heuristic
    assumes that they are able to do it. An approval, or a step that reviews a decision, keeps its own pair of eyes.

    Do not use it when the step takes knowledge that only its party has.

    Source: numerical involvement in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 18
    answers = ("FA401", "FA402")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        steps = _steps_of_our_parties(subject)
        single = {own[0]: party for party, own in steps.items() if len(own) == 1}
        neighbours = _expected_handoffs(subject, single)
        for id, party in single.items():
            step, own = procedure.steps[id], procedure.parties[party]
            able = {
                neighbour: expected
                for neighbour, expected in neighbours[id].items()
                if neighbour in steps and neighbour != party and _is_able(procedure.parties[neighbour], own)
            }
            if able and step.control != "approval" and step.reviews is None:
                taker = max(sorted(able), key=lambda neighbour: able[neighbour])
                name = party_name(procedure, party)
                yield Idea(
                    f"Give {step_name(subject, id)}, the only step of {name}, to {party_name(procedure, taker)}",
                    amend_step(id, by=taker),
                    steps=(id,),
                    trade_off=f"knowledge that only {name} has",
                )


def _steps_of_our_parties(subject: Subject) -> dict[str, list[str]]:
    steps: dict[str, list[str]] = {}
    for id, step in subject.tasks.items():
        if step.by is not None and subject.procedure.parties[step.by].side.ours:
            steps.setdefault(step.by, []).append(id)
    return steps


def _expected_handoffs(subject: Subject, steps: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """For each of some steps the parties before and after it, with the expected number of hand-offs per case."""
    handoffs: dict[str, dict[str, float]] = {step: {} for step in steps}
    for handover in subject.by_party:
        for step, neighbour in ((handover.source, handover.target), (handover.target, handover.source)):
            if step in handoffs and step is not None and neighbour is not None:
                party = subject.procedure.steps[neighbour].by or ""
                handoffs[step][party] = handoffs[step].get(party, 0.0) + handover.expected
    return handoffs


def _is_able(party: Party, replaced: Party) -> bool:
    """Whether a party is in the same unit and its hour costs as much or more."""
    if replaced.unit is None or party.unit != replaced.unit or party.cost is None or replaced.cost is None:
        return False
    return party.cost.amount >= replaced.cost.amount

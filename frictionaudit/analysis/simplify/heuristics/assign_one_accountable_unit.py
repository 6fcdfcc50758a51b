"""Assign one accountable unit to each step."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rewrites import amend_step
from frictionaudit.analysis.simplify.wording import enumeration, party_name, step_name
from frictionaudit.domain.procedure import Step


class AssignOneAccountableUnit(Heuristic):
    """Where several units are accountable for a step, keep the unit that does it; otherwise the first that is named.

    Do not use it when a law makes two offices accountable together.

    Source: split responsibilities in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 16
    answers = ("FA409",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        parties = subject.procedure.parties
        for id, step in subject.procedure.steps.items():
            doing = _doing(subject, id, step)
            accountable = list(dict.fromkeys([*([doing] if doing else []), *step.accountable]))
            with_unit = [party for party in accountable if parties[party].unit]
            if not step.accountable or len({parties[party].unit for party in with_unit}) < 2:
                continue
            kept = with_unit[0]
            others = [party_name(subject.procedure, party) for party in accountable if party != kept]
            yield Idea(
                f"Make {party_name(subject.procedure, kept)} alone accountable for {step_name(subject, id)}",
                amend_step(id, accountable=[kept] if kept in step.accountable else []),
                steps=(id,),
                trade_off=f"{enumeration(others)} {'is' if len(others) == 1 else 'are'} no longer accountable",
            )


def _doing(subject: Subject, id: str, step: Step) -> str | None:
    """The party of ours that does a step."""
    side = subject.side(id)
    return step.by if side is not None and side.ours else None

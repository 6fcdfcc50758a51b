"""Assign a reviewer who did not take the decision."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.wording import party_name, step_name
from frictionaudit.domain.changes import StepAmended
from frictionaudit.domain.procedure import Side


class AssignAnIndependentReviewer(Heuristic):
    """Give a review to another party of ours than the one that took the decision.

    A party of another unit comes first, because it has no stake in the decision. Then comes the one with the most
    authority, then the first on the page. Only back-office parties and parties with authority are considered, and
    nobody who may decide less than the party that took the decision.

    Do not use it when the first look is only a chance to correct a slip, and a second stage by others follows.
    """

    answers = ("FA602",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        for finding in open_findings(subject, measures, "FA602"):
            review, decision = (*finding.steps, "")[:2]
            if finding.about or not decision:
                continue
            decider = procedure.steps[decision].by or ""
            reviewer = _independent_reviewer(subject, decider)
            if reviewer is not None:
                yield Idea(
                    f"Let {party_name(procedure, reviewer)} do {step_name(subject, review)} instead of "
                    f"{party_name(procedure, decider)}, who took the decision",
                    (StepAmended(id=review, attribute="by", value=reviewer),),
                    steps=(review, decision),
                    trade_off="the reviewer has to read the case first, which takes time that the page does not state",
                )


def _independent_reviewer(subject: Subject, decider: str) -> str | None:
    """Another party of ours that may decide as much; None where there is none."""
    parties = subject.procedure.parties
    unit, limit = parties[decider].unit, _authority(subject, decider)
    able = [
        party
        for party in parties
        if party != decider
        and _decides(subject, party)
        and (limit is None or (_authority(subject, party) or 0.0) >= limit)
    ]

    def fitness(party: str) -> tuple[bool, float]:
        independent = None not in (unit, parties[party].unit) and parties[party].unit != unit
        return independent, _authority(subject, party) or 0.0

    return max(able, key=fitness) if able else None


def _decides(subject: Subject, party: str) -> bool:
    """Whether a party of ours works in the back office, or has a stated authority."""
    side = subject.procedure.parties[party].side
    return side is Side.BACKSTAGE or (side.ours and _authority(subject, party) is not None)


def _authority(subject: Subject, party: str) -> float | None:
    """The amount up to which a party may decide alone; None where the page does not say."""
    amount = subject.procedure.parties[party].authority
    return None if amount is None else float(amount.amount)

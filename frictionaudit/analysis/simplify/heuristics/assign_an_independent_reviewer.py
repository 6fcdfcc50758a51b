"""Somebody else looks again."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.domain.changes import StepAmended
from frictionaudit.domain.procedure import Side


class AssignAnIndependentReviewer(Heuristic):
    """A review by the party whose decision it is about goes to another party of ours.

    One of another unit is taken first, since it has no hand in the matter, then the one with most authority, then the
    first on the page. Meant are those behind, and those with authority; nobody is proposed who may decide less than
    whoever decided.

    Leave it when the first look is only a chance to correct a slip, and a second stage by others follows.
    """

    answers = ("FA602",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        for finding in open_findings(subject, measures, "FA602"):
            review, judged = (*finding.steps, "")[:2]
            if finding.about or not judged:
                continue
            by = procedure.steps[judged].by or ""
            other = _other(subject, by)
            if other is not None:
                name, was = (procedure.parties[party].name or party for party in (other, by))
                yield Idea(
                    f"let '{name}' do '{procedure.label(review)}', not '{was}', whose decision it is about",
                    (StepAmended(id=review, attribute="by", value=other),),
                    steps=(review, judged),
                    trade_off="the knowledge of the case that whoever decided has; reading in is not on the page",
                )


def _other(subject: Subject, by: str) -> str | None:
    """Another party of ours that may decide as much; None where there is none."""
    parties = subject.procedure.parties
    unit, limit = parties[by].unit, _authority(subject, by)
    able = [
        party
        for party, open_findings in parties.items()
        if party != by and _decides(subject, party) and (limit is None or (_authority(subject, party) or 0.0) >= limit)
    ]

    def fitness(party: str) -> tuple[bool, float]:
        apart = None not in (unit, parties[party].unit) and parties[party].unit != unit
        return apart, _authority(subject, party) or 0.0

    return max(able, key=fitness) if able else None


def _decides(subject: Subject, party: str) -> bool:
    """Whether a party of ours works behind, or is said to have authority."""
    side = subject.procedure.parties[party].side
    return side is Side.BACKSTAGE or (side.ours and _authority(subject, party) is not None)


def _authority(subject: Subject, party: str) -> float | None:
    """Up to which amount a party may decide alone; None where the page does not say."""
    amount = subject.procedure.parties[party].authority
    return None if amount is None else float(amount.amount)

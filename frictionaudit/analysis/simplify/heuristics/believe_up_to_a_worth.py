"""Believe people in cases that are worth less than their proof."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.wording import document_names, step_name
from frictionaudit.domain.changes import StepAmended
from frictionaudit.domain.quantities.format import count, format_share


class BelieveUpToAWorth(Heuristic):
    """Ask for no proof in cases that are worth less than handling the proof costs.

    The documents that FA112 reports are no longer asked for. The trade-off says what it would cost a year if
    `dishonest` of all cases came from people who are not entitled. That share is an assumption: check a sample.
    Identity documents that a law demands stay, where the page says so with `because`.

    Do not use it when the proof protects other people. Where one person could claim again and again, check the list of
    names.
    """

    answers = ("FA112",)
    dishonest: float = 0.02

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        for finding in open_findings(subject, measures, "FA112"):
            (id,) = finding.steps
            step = procedure.steps[id]
            proof = [thing for thing in step.asks if thing in procedure.documents]
            kept = [thing for thing in step.asks if thing not in proof]
            yield Idea(
                f"Believe people at {step_name(subject, id)}, and no longer ask for {document_names(procedure, proof)}",
                (StepAmended(id=id, attribute="asks", value=kept),),
                steps=(id,),
                trade_off=self._cost_of_trust(subject),
            )

    def _cost_of_trust(self, subject: Subject) -> str:
        """What it costs if a share of the cases is not entitled, a year where the volume is known."""
        worth, volume = subject.procedure.worth, subject.procedure.volume
        share = format_share(self.dishonest)
        if worth is None or volume is None:
            return f"if {share} of the cases were not entitled (assumed), each would cost what a case is worth"
        cases = volume.per_year * self.dishonest
        return (
            f"if {share} of the cases were not entitled (assumed), {count(cases, 'case')} a year would cost "
            f"{cases * float(worth.amount):,.0f} {worth.currency}"
        )

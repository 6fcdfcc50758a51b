"""Believe people in cases that are worth less than their proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.held_documents import names_document
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rewrites import main_flow
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.scale_effort import fewer_documents
from frictionaudit.analysis.simplify.without_documents import dropped_too, without_idle_trips
from frictionaudit.analysis.simplify.wording import document_names, step_name, step_names
from frictionaudit.analysis.simplify.working_copy import WorkingCopy
from frictionaudit.domain.changes import Change, StepAmended, StepRemoved, apply, difference
from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.quantities.format import count, format_share


class BelieveUpToAWorth(Heuristic):
    """Ask for no proof in cases that are worth less than handling the proof costs.

    The documents that FA112 reports are no longer asked for, and nobody is sent back or turned away without them. Where
    the route depends on them, all cases take that of most. Steps that only lead to one of them go too. The trade-off
    says what it would cost a year if `dishonest` of all cases came from people who are not entitled. That share is an
    assumption: check a sample. Identity documents that a law demands stay, where the page says so with `because`.

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
            after, checking = self._without_proof(subject, id, proof)
            if after is None:
                continue
            changes = difference(procedure, after)
            yield Idea(
                f"Believe people at {step_name(subject, id)}, and no longer ask for {document_names(procedure, proof)}"
                f"{dropped_too(subject, changes)}",
                changes,
                steps=(id,),
                trade_off=self._cost_of_trust(subject),
                assumes="nobody is sent back or turned away there for anything else" if checking else "",
                check="; ".join(_to_check(subject, checking, changes)),
            )

    def _without_proof(self, subject: Subject, id: str, proof: Sequence[str]) -> tuple[Procedure | None, list[str]]:
        """The procedure without the proof and the routes of those who do not have it, and where these began.

        None where the page does not say which route most cases take.
        """
        copy = WorkingCopy(subject.procedure)
        checking = _deciding_on(subject, id, proof)
        for check in checking:
            step = subject.procedure.steps[check]
            main = main_flow(step)
            if main is None or main.to == id:
                return None, checking
            for flow in step.next:
                if flow != main and (flow.to == id or _names_any(subject.procedure, flow.when, proof)):
                    copy.close(check, flow.key)
        if not copy.prune():
            return None, checking
        kept = [thing for thing in subject.procedure.steps[id].asks if thing not in proof]
        fewer = fewer_documents(subject.procedure, id, len(proof))
        after = apply(copy.after(), (StepAmended(id=id, attribute="asks", value=kept), *fewer))
        return without_idle_trips(subject, after, proof, held=False), checking

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


def _to_check(subject: Subject, checking: Sequence[str], changes: Sequence[Change]) -> Iterator[str]:
    if checking:
        yield f"what else {step_names(subject, checking)} decides on"
    removed = {change.id for change in changes if isinstance(change, StepRemoved)}
    ours = [id for id in subject.tasks if id in removed and subject.procedure.steps[id].gives]
    if ours:
        yield f"what else {step_names(subject, ours)} is for"


def _deciding_on(subject: Subject, id: str, proof: Sequence[str]) -> list[str]:
    """The steps after one at which the route depends on some documents, by the conditions that the page states."""
    procedure, after = subject.procedure, subject.graph.after(id)
    return [
        step
        for step in procedure.in_reading_order()
        if step in after
        and len(procedure.steps[step].next) > 1
        and any(_names_any(procedure, flow.when, proof) for flow in procedure.steps[step].next)
    ]


def _names_any(procedure: Procedure, condition: str | None, documents: Sequence[str]) -> bool:
    return any(names_document(condition or "", item, procedure.documents[item]) for item in documents)

"""Rely on checks that a public body has already made."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rewrites import main_flow, without_step
from frictionaudit.analysis.simplify.wording import document_names, step_name
from frictionaudit.domain.procedure import Step
from frictionaudit.domain.quantities.format import format_share


class RelyOnIssuerChecks(Heuristic):
    """Drop a check of ours that only looks at documents of a public body: that body has already checked them.

    The check has to state what it needs, and everything it needs is a document that an authority issues.

    Do not use it when forged documents are common, or the issuer checks something else.

    Source: trusted party in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 27
    answers = ("FA204",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        issued = {id for id, document in procedure.documents.items() if document.issued_by == "authority"}
        for id, step in subject.tasks.items():
            side, passed = subject.side(id), main_flow(step)
            if side is None or not side.ours or passed is None or not _only_checks(step, issued):
                continue
            changes = without_step(procedure, id, passed.to)
            if changes is not None:
                stopped = 1 - passed.share.value if passed.share else 0.0
                yield Idea(
                    f"Rely on the issuer of {document_names(procedure, step.needs or ())} and drop the check "
                    f"{step_name(subject, id)}",
                    changes,
                    steps=(id,),
                    trade_off=f"our own check stops {format_share(stopped)} of cases"
                    if stopped
                    else "no check of our own",
                )


def _only_checks(step: Step, issued: set[str]) -> bool:
    """Whether a step only checks documents that an authority issued."""
    if step.control != "check" or step.gives or step.tells or step.makes:
        return False
    return bool(step.needs) and set(step.needs or ()) <= issued

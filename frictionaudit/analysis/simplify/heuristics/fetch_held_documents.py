"""Fetch documents that we hold instead of asking for them."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.simplify.held_documents import is_held
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import is_unjustified
from frictionaudit.analysis.simplify.scale_effort import fewer_documents
from frictionaudit.analysis.simplify.wording import document_names
from frictionaudit.domain.changes import Change, StepAmended


class FetchHeldDocuments(Heuristic):
    """Stop asking customers for documents that one of our units issued, or that we hold; look them up instead.

    The time to gather documents shrinks in proportion to what is left to bring, and is marked as assumed. A document
    that the customer passes on to somebody else, such as a return label for the carrier, stays.

    Do not use it when a law forbids one unit to see what another holds, or the paper itself is the key, like a ticket.
    """

    answers = ("FA102", "FA103", "FA107", "FA112")
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        held = self._held_documents(subject)
        if not held:
            return
        changes: list[Change] = []
        for step, documents in held.items():
            kept = [item for item in subject.procedure.steps[step].asks if item not in documents]
            changes.append(StepAmended(id=step, attribute="asks", value=kept))
            changes += fewer_documents(subject.procedure, step, len(documents))
        distinct = dict.fromkeys(document for documents in held.values() for document in documents)
        yield Idea(
            f"Look up {document_names(subject.procedure, distinct)} internally instead of asking customers for "
            f"{'it' if len(distinct) == 1 else 'them'}",
            tuple(changes),
            steps=tuple(held),
            trade_off="no proof in the customer's hand; staff time for the lookup, which the page does not state",
        )

    def _held_documents(self, subject: Subject) -> dict[str, list[str]]:
        """For each step, in reading order, the held documents that it asks for without a reason."""
        procedure = subject.procedure
        held = {
            id: [
                item
                for item in step.asks
                if is_held(subject, id, item) and is_unjustified(procedure, ("documents", item), self.answers)
            ]
            for id, step in procedure.steps.items()
            if is_unjustified(procedure, ("steps", id), self.answers)
        }
        return {step: held[step] for step in in_reading_order(subject, held) if held[step]}

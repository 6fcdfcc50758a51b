"""Get data from public registers instead of asking for documents."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.deliberate_questions import proves_identity
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.scale_effort import fewer_documents
from frictionaudit.analysis.simplify.wording import document_names
from frictionaudit.domain.changes import Change, StepAmended
from frictionaudit.domain.procedure import Side


class GetDataFromRegisters(Heuristic):
    """Stop asking customers for documents that an authority issues; get the data from its register instead.

    The time to gather documents shrinks in proportion to what is left to bring, and is marked as assumed. Documents
    that are passed on to somebody outside stay, and so do those that show who somebody is.

    Do not use it when the law lets only the customer pass the document on, or the register cannot be queried.

    Source: buffering in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 24
    answers = ("FA107", "FA108")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        procedure = subject.procedure
        asked = _asked_authority_documents(subject)
        if not asked:
            return
        changes: list[Change] = []
        for step, documents in asked.items():
            kept = [item for item in procedure.steps[step].asks if item not in documents]
            changes.append(StepAmended(id=step, attribute="asks", value=kept))
            changes += fewer_documents(procedure, step, len(documents))
        distinct = dict.fromkeys(document for documents in asked.values() for document in documents)
        yield Idea(
            f"Get the data in {document_names(procedure, distinct)} from the issuing authority instead of asking "
            "customers",
            tuple(changes),
            steps=tuple(asked),
            assumes="every register can be queried",
            trade_off="data moves without the customer; the page does not state the cost of access to the register",
        )


def _asked_authority_documents(subject: Subject) -> dict[str, list[str]]:
    """For each step of the customer that hands in to us alone, the documents of authorities that it asks for."""
    documents = subject.procedure.documents
    issued = {
        id
        for id, document in documents.items()
        if document.issued_by == "authority" and not proves_identity(document, id)
    }
    asked: dict[str, list[str]] = {}
    for id, step in subject.tasks.items():
        takers = [subject.side(taker) for taker in subject.taken_over.get(id, ())]
        to_us = all(side is not None and side.ours for side in takers)
        items = [item for item in step.asks if item in issued]
        if subject.side(id) is Side.CUSTOMER and to_us and items:
            asked[id] = items
    return asked

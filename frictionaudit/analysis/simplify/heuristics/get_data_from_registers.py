"""Get data from public registers instead of asking for documents."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.deliberate_questions import proves_identity
from frictionaudit.analysis.simplify.document_trips import fetched_before
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.without_documents import (
    NOTHING_ELSE,
    dropped_too,
    only_brings,
    ways_back_for,
    without_documents,
)
from frictionaudit.analysis.simplify.wording import document_names
from frictionaudit.domain.procedure import Side


class GetDataFromRegisters(Heuristic):
    """Stop asking customers for documents that an authority issues; get the data from its register instead.

    The time to gather documents shrinks in proportion to what is left to bring, and is marked as assumed. Documents
    that are passed on to somebody outside stay, and so do those that show who somebody is. So does a document that has
    a step of its own, in which people get it or hand it in. A way back on which cases bring nothing else goes too.

    Do not use it when the law lets only the customer pass the document on, or the register cannot be queried.

    Source: buffering in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 24
    answers = ("FA107", "FA108")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        asked = _asked_authority_documents(subject)
        if not asked:
            return
        distinct = list(dict.fromkeys(document for documents in asked.values() for document in documents))
        changes = without_documents(subject, asked)
        yield Idea(
            f"Get the data in {document_names(subject.procedure, distinct)} from the issuing authority instead of "
            f"asking customers{dropped_too(subject, changes)}",
            changes,
            steps=tuple(asked),
            assumes="every register can be queried"
            + (f", and {NOTHING_ELSE}" if ways_back_for(subject, distinct) else ""),
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
    back = {step for loop in ways_back_for(subject, issued) for step in loop.steps}
    alone: set[str] = set()
    for id, step in subject.tasks.items():
        takers = [subject.side(taker) for taker in subject.taken_over.get(id, ())]
        to_us = all(side is not None and side.ours for side in takers)
        items = [item for item in step.asks if item in issued]
        if subject.side(id) is Side.CUSTOMER and to_us and items:
            asked[id] = items
            alone |= {*items} if id not in back and only_brings(step, issued) else set()
    left = {
        id: [item for item in items if item not in alone and not fetched_before(subject, id, item)]
        for id, items in asked.items()
    }
    return {id: items for id, items in left.items() if items}

"""Documents asked of the customer that the organisation issued or holds."""

from __future__ import annotations

import re

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures.to_sign import is_to_be_signed
from frictionaudit.domain.procedure import Document, Side

_LONG_WORD = 4
"""Shorter words, such as `of`, do not show that a condition is about a document."""


def only_hands_in_held(subject: Subject, id: str) -> bool:
    """Whether the customer only hands us documents of ours at a step, and nothing else happens there."""
    step = subject.procedure.steps[id]
    if subject.side(id) is not Side.CUSTOMER or not step.asks or not all(is_held(subject, id, i) for i in step.asks):
        return False
    pays = step.effort is not None and step.effort.pay is not None
    return not (pays or step.fees or step.gives or step.tells or step.options or step.submission or step.control)


def is_held(subject: Subject, step: str, item: str) -> bool:
    """Whether a step asks the customer for a document that we issued or hold, and hands it to us.

    It does not where somebody outside takes over, or nobody does; nor where people come there because it is missing, or
    to sign it.
    """
    document = subject.procedure.documents.get(item)
    if (
        document is None
        or is_to_be_signed(subject, step, item)
        or subject.side(step) not in (Side.CUSTOMER, Side.FRONTSTAGE)
    ):
        return False
    takers = {subject.side(taker) for taker in subject.taken_over.get(step, ())}
    if subject.side(step) is Side.CUSTOMER and (not takers or Side.THIRD in takers):
        return False
    if any(names_document(arc.flow.when or "", item, document) for arc in subject.graph.incoming[step]):
        return False
    return is_ours(subject, item)


def is_ours(subject: Subject, item: str) -> bool:
    """Whether we, or one of our units, issued a document or hold it."""
    document = subject.procedure.documents[item]
    issuer = subject.procedure.parties.get(document.issued_by or "")
    return document.known or document.issued_by == "us" or (issuer is not None and issuer.side.ours)


def is_at_hand(subject: Subject, step: str, item: str) -> bool:
    """Whether we are certain to have a document before a step: we hold it, or an earlier step makes it or hands it out.

    That one of our units issues a document does not say that it exists already.
    """
    document = subject.procedure.documents[item]
    if document.known or document.issued_by == "us":
        return True
    earlier = (subject.procedure.steps[id] for id in subject.graph.before(step))
    return any(item in (*before.gives, *before.makes) for before in earlier)


def names_document(condition: str, item: str, document: Document) -> bool:
    """Whether a condition is about a document, as `no timesheet` is about the signed timesheet."""
    named = re.findall(r"\w+", f"{item} {document.name or ''}".lower().replace("-", " "))
    words = {word for word in named if len(word) >= _LONG_WORD}
    return bool(words & set(re.findall(r"\w+", condition.lower())))

"""Documents asked of the customer that the organisation issued or holds."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Side


def only_hands_in_held(subject: Subject, id: str) -> bool:
    """Whether the customer only hands us documents of ours at a step, and nothing else happens there."""
    step = subject.procedure.steps[id]
    if subject.side(id) is not Side.CUSTOMER or not step.asks or not all(is_held(subject, id, i) for i in step.asks):
        return False
    pays = step.effort is not None and step.effort.pay is not None
    return not (pays or step.fees or step.gives or step.tells or step.options or step.submission or step.control)


def is_held(subject: Subject, step: str, item: str) -> bool:
    """Whether a step asks the customer for a document that we issued or hold, and hands it to nobody outside."""
    document = subject.procedure.documents.get(item)
    if document is None or subject.side(step) not in (Side.CUSTOMER, Side.FRONTSTAGE):
        return False
    takers = {subject.side(taker) for taker in subject.taken_over.get(step, ())}
    if subject.side(step) is Side.CUSTOMER and Side.THIRD in takers:
        return False
    issuer = subject.procedure.parties.get(document.issued_by or "")
    return document.known or document.issued_by == "us" or (issuer is not None and issuer.side.ours)

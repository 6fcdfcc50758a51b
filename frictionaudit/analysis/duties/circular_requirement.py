"""Requirements that people can only get from the procedure itself, such as the receipt of a later payment.

The check finds documents that a later step gives, documents that the name of a later step of ours says it issues, and
proofs of a payment that comes later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach, by_us, is_payment, only_after
from frictionaudit.analysis.flow.describe import describe, sentence
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checklist import asked_at, name_of, place_of
from frictionaudit.domain.limits import Duty
from frictionaudit.domain.procedure import Document

_ISSUES = r"\b(?:issues?|prepares?|makes out|prints?|produces?|gives?|hands? out|releases?)\s+(?:an?\s+|the\s+)?"
_PROOF = re.compile(
    r"^(?:official\s+|treasurer'?s?\s+|payment\s+)?receipt\b|^payment\b|^proof of payment\b", re.IGNORECASE
)


def breaches(measures: Measures, duty: Duty) -> Iterator[Breach]:
    subject, procedure = measures.subject, measures.subject.procedure
    for thing, steps in asked_at(procedure).items():
        document = procedure.documents.get(thing)
        if document is None or document.issued_by in ("customer", "authority", "third"):
            continue
        source = _later_source(subject, thing, document, steps[0])
        if source is not None:
            asking, giving = (describe(subject.graph, step) for step in (steps[0], source))
            name = name_of(procedure, thing)
            message = f"{sentence(asking)} asks for '{name}', which people get only later, at {giving}"
            yield Breach(message, (steps[0], source), at=place_of(procedure, thing))


def _later_source(subject: Subject, thing: str, document: Document, step: str) -> str | None:
    """The first later step that provides a document; None if it is available before."""
    procedure = subject.procedure
    later = only_after(subject, step)
    if any(thing in procedure.steps[id].gives for id in subject.graph.before(step)):
        return None
    name = document.name or thing
    issues = re.compile(_ISSUES + re.escape(name), re.IGNORECASE)
    is_proof = _PROOF.search(name) is not None
    return next(
        (
            id
            for id in procedure.in_reading_order()
            if id in later
            and (
                thing in procedure.steps[id].gives
                or (by_us(subject, id) and issues.search(procedure.steps[id].name or ""))
                or (is_proof and is_payment(subject, id))
            )
        ),
        None,
    )

"""Papers that people can only get from the procedure itself, at a step after the one that asks for them."""

from __future__ import annotations

import re

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.acts import by_us, only_after
from frictionaudit.analysis.patterns.payments import is_payment
from frictionaudit.domain.procedure import Document
from frictionaudit.domain.procedure.names import office_words

_ISSUES = r"\b(?:issues?|prepares?|makes out|prints?|produces?|gives?|hands? out|releases?)\s+(?:an?\s+|the\s+)?"
_PROOF = re.compile(
    r"^(?:official\s+|treasurer'?s?\s+|payment\s+)?receipt\b|^payment\b|^proof of payment\b", re.IGNORECASE
)
_WRITTEN_AFTER = (
    (
        r"\b(?:medical|medico-legal|health|physical|dental)\b.*\b(?:certificate|report|results?|clearance|findings)\b",
        r"\bexamin|\bcheck-?ups?\b|\bconsultation",
    ),
    (r"\binspection\b.*\b(?:report|certificate|results?|slip)\b|\bcertificate of inspection\b", r"\binspect"),
    (r"\b(?:laboratory|test|x-ray)\b.*\b(?:results?|reports?)\b", r"\blaborator|\btest(?:s|ed|ing)?\b|\bx-ray"),
    (
        r"\b(?:assessment|evaluation|valuation|interview|survey|case study)\b.*\b(?:report|sheet|slip|results?)\b",
        r"\bassess|\bevaluat|\bvaluation|\binterview|\bsurvey",
    ),
)
"""Papers that are written after people or things were looked at, and the words of the steps in which they are."""
_ONLY_ASKED = re.compile(r"\brequests?\b|\basks?\b|\brefers?\b|\bendorses?\b|\bschedules?\b")
"""Words of steps that only lead to an examination."""


def later_source(subject: Subject, thing: str, document: Document, step: str) -> str | None:
    """The first step after another one that provides a document; None if people can have it before.

    Papers of the customer's own, and of authorities and other third parties, come from elsewhere.
    """
    procedure = subject.procedure
    if document.issued_by in ("customer", "authority", "third"):
        return None
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
                or _examines(subject, id, name, document)
            )
        ),
        None,
    )


def _examines(subject: Subject, id: str, name: str, document: Document) -> bool:
    """Whether the issuer of a paper looks in a step at what the paper is about."""
    label = (subject.procedure.steps[id].name or "").casefold()
    looks = any(re.search(paper, name.casefold()) and re.search(step, label) for paper, step in _WRITTEN_AFTER)
    parties, steps = subject.procedure.parties, subject.procedure.steps
    issuer = parties.get(document.issued_by or "")
    if not looks or issuer is None or _ONLY_ASKED.search(label):
        return False
    serving = (steps[step].by for step in (id, *subject.taken_over.get(id, ())))
    offices = [parties[by].unit or parties[by].name or by for by in serving if by and parties[by].side.ours]
    return any(office_words(office) == office_words(issuer.unit or issuer.name or "") for office in offices)

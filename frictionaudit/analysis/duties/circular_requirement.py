"""Requirements that only the procedure itself brings: the receipt that one gets by paying later.

Found are papers that a later step gives, that a later step of ours says it issues, and proofs of a payment that is
made later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach, by_us, later, pays
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checklist import asked, name_of, place_of
from frictionaudit.domain.limits import Duty
from frictionaudit.domain.procedure import Document

_ISSUES = r"\b(?:issues?|prepares?|makes out|prints?|produces?|gives?|hands? out|releases?)\s+(?:an?\s+|the\s+)?"
_PROOF = re.compile(
    r"^(?:official\s+|treasurer'?s?\s+|payment\s+)?receipt\b|^payment\b|^proof of payment\b", re.IGNORECASE
)


def breaches(measures: Measures, duty: Duty) -> Iterator[Breach]:
    subject, procedure = measures.subject, measures.subject.procedure
    for thing, steps in asked(procedure).items():
        paper = procedure.documents.get(thing)
        if paper is None or paper.issued_by in ("customer", "authority", "third"):
            continue
        source = _source(subject, thing, paper, steps[0])
        if source is not None:
            message = (
                f"'{name_of(procedure, thing)}' is asked at '{procedure.label(steps[0])}', and is only to be had "
                f"later, at '{procedure.label(source)}'"
            )
            yield Breach(message, (steps[0], source), at=place_of(procedure, thing))


def _source(subject: Subject, thing: str, paper: Document, step: str) -> str | None:
    """The later step that brings a paper; None where it can be had before."""
    procedure = subject.procedure
    after = later(subject, step)
    if any(thing in procedure.steps[id].gives for id in subject.graph.before(step)):
        return None
    name = paper.name or thing
    says = re.compile(_ISSUES + re.escape(name), re.IGNORECASE)
    proof = _PROOF.search(name) is not None
    return next(
        (
            id
            for id in procedure.in_reading_order()
            if id in after
            and (
                thing in procedure.steps[id].gives
                or (by_us(subject, id) and says.search(procedure.steps[id].name or ""))
                or (proof and pays(subject, id))
            )
        ),
        None,
    )

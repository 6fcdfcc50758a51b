"""Whether whoever gets an acknowledgement gets the number of their request with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checklist import name_of, place_of, receipts
from frictionaudit.analysis.patterns.grouping import in_order
from frictionaudit.domain.limits import Duty

_NUMBER = re.compile(
    r"\breference\b|\b(?:case|file|request|tracking|control|identification)\s+(?:number|no\b|id\b)", re.IGNORECASE
)


def breaches(measures: Measures, duty: Duty) -> Iterator[Breach]:
    subject, procedure = measures.subject, measures.subject.procedure
    for id, steps in receipts(procedure).items():
        told = any(procedure.steps[step].tells.reference for step in steps)
        if not told and not _NUMBER.search(procedure.documents[id].text or ""):
            message = f"'{name_of(procedure, id)}' gives the request no number by which to ask for it"
            yield Breach(message, in_order(subject, steps), at=place_of(procedure, id))

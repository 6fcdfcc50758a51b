"""Whether an acknowledgement gives the request a reference number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checklist import acknowledgements, name_of, place_of
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.domain.limits import Duty

_NUMBER = re.compile(
    r"\breference\b|\b(?:case|file|request|tracking|control|identification)\s+(?:number|no\b|id\b)", re.IGNORECASE
)


def breaches(measures: Measures, duty: Duty) -> Iterator[Breach]:
    subject, procedure = measures.subject, measures.subject.procedure
    for id, steps in acknowledgements(procedure).items():
        told = any(procedure.steps[step].tells.reference for step in steps)
        if not told and not _NUMBER.search(procedure.documents[id].text or ""):
            message = f"'{name_of(procedure, id)}' gives the request no reference number"
            yield Breach(message, in_reading_order(subject, steps), at=place_of(procedure, id))

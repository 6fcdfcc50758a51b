"""What an acknowledgement receipt has to show, judged by the words of its text if the page gives one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checklist import acknowledgements, name_of, place_of
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.domain.limits import Duty
from frictionaudit.domain.quantities.listing import listed

_SHOWS = {
    "the seal": r"\bseal\b|\blogo\b",
    "the name of the officer": r"\bofficer\b|\breceived by\b|\bname\b|\bhandled by\b",
    "the unit": r"\bunit\b|\boffice\b|\bdivision\b|\bdepartment\b|\bsection\b",
    "the designation": r"\bdesignation\b|\bposition\b|\btitle\b",
    "the date and time": r"\bdate\b.*\btime\b|\btime\b.*\bdate\b",
}


def breaches(measures: Measures, duty: Duty) -> Iterator[Breach]:
    subject, procedure = measures.subject, measures.subject.procedure
    for id, steps in acknowledgements(procedure).items():
        text = procedure.documents[id].text
        if not text:
            continue
        missing = [item for item, words in _SHOWS.items() if not re.search(words, text, re.IGNORECASE | re.DOTALL)]
        if missing:
            items = listed(missing, shown=None, last="or")
            message = f"'{name_of(procedure, id)}' does not show {items}"
            yield Breach(message, in_reading_order(subject, steps), at=place_of(procedure, id))

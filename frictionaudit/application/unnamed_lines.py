"""Lines of the file in findings about elements of a drawing that have no name, and none nearby either."""

from __future__ import annotations

import re

from frictionaudit.domain.procedure import Reading
from frictionaudit.domain.quantities.listing import listed
from frictionaudit.results.audit import Finding

_NOBODY_KNOWS = re.compile(r"\b(?:an|[0-9]+) unnamed ", re.IGNORECASE)


def with_lines(finding: Finding, reading: Reading) -> Finding:
    """The finding with the lines of its elements without a name, where its message cannot say which ones they are."""
    steps = reading.procedure.steps
    if not reading.procedure.drawn or not _NOBODY_KNOWS.search(finding.message):
        return finding
    places = {
        (span.line, "element" if steps[id_].implied else str(steps[id_].kind))
        for id_ in finding.steps
        if (span := reading.span("steps", id_)) is not None and not steps[id_].name
    }
    lines = {line for line, _ in places}
    if not lines or (finding.where is not None and lines == {finding.where.line}):
        return finding
    told = listed([f"{what} on line {line}" for line, what in sorted(places)], 5)
    return finding.model_copy(update={"message": f"{finding.message}. Without a name: {told}"})

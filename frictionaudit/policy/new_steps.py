"""A finding of which a team accepted some steps says which of its steps are new."""

from __future__ import annotations

from collections.abc import Collection

from frictionaudit.domain.procedure.names import made_up
from frictionaudit.domain.quantities.format import count
from frictionaudit.domain.quantities.listing import listed, quoted
from frictionaudit.results.audit import Finding


def beyond(finding: Finding, accepted: Collection[str], words: str) -> Finding:
    """The finding with the steps that nobody accepted at the end of its message, and shown first."""
    new = [step for step in dict.fromkeys(finding.steps) if step not in accepted]
    named = count(len(new), "step") if any(map(made_up, new)) else listed(quoted(new))
    return finding.model_copy(update={"message": f"{finding.message}; {words}: {named}"})

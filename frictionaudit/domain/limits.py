"""Legal and code limits on time, with their clause and whether it was read first-hand."""

from __future__ import annotations

from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.values import Value


class TimeLimit(Value):
    """How long something may take; `within` None means 'promptly', without a number."""

    id: str
    jurisdiction: str
    regime: str
    what: str
    within: Duration | None
    starts_at: str
    clause: str = ""
    seen: str = ""

    @property
    def cited(self) -> str:
        """The source as it is to be shown, with a mark where it was not read first-hand."""
        mark = "" if self.seen in ("yes", "quoted") else " (not read first-hand)"
        regime, clause = self.regime.split(), self.clause.split()
        shared = next((n for n in range(len(clause), 0, -1) if regime[-n:] == clause[:n]), 0)
        return " ".join([*regime, *clause[shared:]]) + mark

"""Time limits in a sentence: what they are in calendar days, and when their clock starts."""

from __future__ import annotations

from frictionaudit.domain.limits import TimeLimit
from frictionaudit.domain.quantities import Duration
from frictionaudit.domain.quantities.format import format_elapsed

_STARTS = {
    "received": "receipt",
    "received goods": "receipt of the goods",
    "complete application received": "receipt of the complete application",
    "acknowledged": "the acknowledgement",
    "agreed": "the day of the agreement",
    "informed": "the day of notice",
    "validated": "validation",
    "submitted": "submission",
}


def limit_in_words(limit: Duration, minutes: float) -> str:
    """A limit at its longest as stated, with its elapsed time where that reads differently.

    For example `7 working days (9.8 calendar days)`, `8 weeks (56 days)`, `14 days`.
    """
    stated, elapsed = str(limit.high), format_elapsed(minutes)
    return stated if stated == elapsed else f"{stated} ({comparable(minutes, limit)})"


def comparable(minutes: float, limit: Duration) -> str:
    """Elapsed minutes to set beside a limit: in calendar days where the limit is in working time."""
    elapsed = format_elapsed(minutes)
    return elapsed.replace(" day", " calendar day") if limit.high.working else elapsed


def clock_start(limit: TimeLimit) -> str:
    """When the clock of a limit starts: `counted from the day of notice`."""
    start = _STARTS.get(limit.starts_at)
    return f"counted from {start}" if start else f"counted from: {limit.starts_at}"

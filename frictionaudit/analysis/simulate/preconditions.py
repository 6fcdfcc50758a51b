"""What cannot be played: told before the first case, with what to mend."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate.statistics import LEVELS, least
from frictionaudit.errors import InputError, UsageError

MOST_CASES = 10_000_000
MOST_VISITS = 2_000_000_000
"""Visits of steps that one simulation plays at most, so that none runs for ever."""


def refuse(subject: Subject, cases: int) -> None:
    """Raise where there is nothing to play: UsageError for the number of cases, InputError for the procedure."""
    few = least(max(LEVELS))
    if cases < few:
        raise UsageError.of(
            "too-few-cases", f"of {cases} cases a 90th percentile is not defined; it takes at least {few}"
        )
    if cases > MOST_CASES:
        raise UsageError.of("too-many-cases", f"{cases:,} cases are more than the {MOST_CASES:,} that are played")
    where = subject.procedure.id
    if not subject.graph.entries:
        hint = "draw a step of kind start"
        raise InputError.of("no-start", "the procedure has no step at which a case begins", where, hint)
    endless = sorted({step for stream in subject.segments for step in stream.visits.endless})
    if endless:
        names = ", ".join(f"'{subject.procedure.label(step)}'" for step in endless[:5])
        more = f" and {len(endless) - 5} more" if len(endless) > 5 else ""
        raise InputError.of(
            "never-ends", f"a case never leaves {names}{more}", where, "give one of the ways out a share above 0"
        )

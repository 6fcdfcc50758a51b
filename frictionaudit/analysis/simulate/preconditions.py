"""Preconditions of a simulation, checked before the first case."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate.statistics import LEVELS, least
from frictionaudit.domain.quantities.listing import quoted, shortened
from frictionaudit.errors import InputError, UsageError

MOST_CASES = 10_000_000


def refuse(subject: Subject, cases: int) -> None:
    """Raise UsageError for a number of cases out of range, InputError for a procedure that cannot be simulated."""
    few = least(max(LEVELS))
    if cases < few:
        raise UsageError.of(
            "too-few-cases", f"of {cases} cases a 90th percentile is not defined; it takes at least {few}"
        )
    if cases > MOST_CASES:
        raise UsageError.of("too-many-cases", f"{cases:,} cases are more than the {MOST_CASES:,} that are played")
    where = subject.procedure.id
    if not subject.graph.entries:
        hint = "draw a start event" if subject.procedure.drawn else "add a step with `kind: start`"
        raise InputError.of("no-start", "the procedure has no step at which a case begins", where, hint)
    endless = sorted({step for segment in subject.segments for step in segment.visits.endless})
    if endless:
        names = shortened(quoted(map(subject.procedure.label, endless)), 5)
        raise InputError.of(
            "never-ends", f"a case never leaves {names}", where, "give a flow out of the loop a share above 0"
        )

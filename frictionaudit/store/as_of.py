"""Which version of a design is meant: a number, a moment, the end of a day, or the last one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from frictionaudit.domain.design import Design
from frictionaudit.errors import Problem, UsageError

When = int | datetime | date | None
"""A version's number, a moment, the end of a day in UTC, or None for now. A moment without zone is in UTC."""


def number_at(design: Design, when: When) -> int:
    """The number of the version that was the last one then; UsageError where there was none."""
    if when is None:
        return design.version
    if isinstance(when, int):
        if not 1 <= when <= design.version:
            raise no_such_version(design.procedure.id, design.version, when)
        return when
    moment = when if isinstance(when, datetime) else datetime.combine(when, time.max)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    then = [version.number for version in design.versions if version.at <= moment]
    if not then:
        first = design.versions[0].at
        raise UsageError(
            Problem(
                "before-first-version",
                f"nothing was on record of '{design.procedure.id}' at {when.isoformat()}",
                hint=f"version 1 was recorded on {first:%Y-%m-%d} at {first:%H:%M} UTC",
            )
        )
    return then[-1]


def no_such_version(id: str, last: int, number: int) -> UsageError:
    """The error for a version that is not on record."""
    hint = f"versions 1 to {last} are on record" if last else "nothing is on record of it yet"
    return UsageError(Problem("no-such-version", f"there is no version {number} of '{id}'", hint=hint))

"""Selects a version of a design: by number, by time, by the end of a day, or the last one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from frictionaudit.domain.design import Design
from frictionaudit.errors import Problem, UsageError

When = int | datetime | date | None
"""A version's number, a time, a day (its end in UTC), or None for now. A time without a zone is in UTC."""


def number_at(design: Design, when: When) -> int:
    """The number of the last version at that time; UsageError where there was none."""
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
                f"'{design.procedure.id}' was not recorded yet on {when.isoformat()}",
                hint=f"version 1 is from {first:%Y-%m-%d}, {first:%H:%M} UTC; choose a later time",
            )
        )
    return then[-1]


def no_such_version(id: str, last: int, number: int) -> UsageError:
    """The error for a version that does not exist."""
    hint = f"choose one from 1 to {last}" if last else "nothing is recorded of it yet"
    return UsageError(Problem("no-such-version", f"there is no version {number} of '{id}'", hint=hint))

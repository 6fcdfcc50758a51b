"""Selects a version of a design: by number, by time, by the end of a day, or the last one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from itertools import takewhile

from frictionaudit.domain.design import Version
from frictionaudit.errors import Problem, UsageError

When = int | datetime | date | None
"""A version's number, a time, a day (its end in UTC), or None for now. A time without a zone is in UTC."""


def number_at(id: str, versions: Sequence[Version], when: When) -> int:
    """The number of the last version at that time; UsageError where there was none."""
    if when is None:
        return len(versions)
    if isinstance(when, int):
        if not 1 <= when <= len(versions):
            raise no_such_version(id, len(versions), when)
        return when
    moment = when if isinstance(when, datetime) else datetime.combine(when, time.max)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    then = [*takewhile(lambda version: version.at <= moment, versions)]  # each version holds all those before it
    if not then:
        first = versions[0].at
        raise UsageError(
            Problem(
                "before-first-version",
                f"'{id}' was not recorded yet on {when.isoformat()}",
                hint=f"version 1 is from {first:%Y-%m-%d}, {first:%H:%M} UTC; choose a later time",
            )
        )
    return then[-1].number


def no_such_version(id: str, last: int, number: int) -> UsageError:
    """The error for a version that does not exist."""
    hint = f"choose one from 1 to {last}" if last else "nothing is recorded of it yet"
    return UsageError(Problem("no-such-version", f"there is no version {number} of '{id}'", hint=hint))

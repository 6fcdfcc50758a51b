"""A time as XML Schema and schema.org write it: P14D, PT2H."""

from __future__ import annotations

from collections.abc import Iterable

from frictionaudit.domain.quantities import Duration
from frictionaudit.results.customer_page import Promised


def whole_time(promises: Iterable[Promised]) -> str | None:
    """The time that is promised up to an end, if one can be written so; a promise over a part is not that."""
    times = (iso_duration(promise.within) for promise in promises if promise.published and promise.whole)
    return next((time for time in times if time), None)


def iso_duration(time: Duration) -> str | None:
    """The longest of the time, in ISO 8601; None for a length in working days, which that form cannot say."""
    period = time.high
    if period.working and period.days:
        return None
    days = period.weeks * 7 + period.days
    hours, minutes = divmod(period.minutes, 60)
    date = "".join(f"{_whole(number)}{unit}" for number, unit in ((period.months, "M"), (days, "D")) if number)
    clock = "".join(f"{_whole(number)}{unit}" for number, unit in ((hours, "H"), (minutes, "M")) if number)
    return f"P{date}{'T' + clock if clock else ''}" if date or clock else "PT0M"


def _whole(number: float) -> str:
    """The number rounded up: a time that is promised must not be shorter than it was."""
    return str(int(number) + (number != int(number)))

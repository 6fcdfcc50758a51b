"""Times and fees as a charter prints them, in words that every reader of the table understands."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import reduce

from frictionaudit.domain.procedure import Fee, Step
from frictionaudit.domain.quantities import Assumed, Duration, Money, Period

_LATER = "after"


def time_of(step: Step) -> str:
    """The time of a step of the office: as published, else its waits and its work; '' where neither is known."""
    if step.processing is not None:
        return duration(step.processing)
    if printed := later(step):
        return printed
    wait = step.wait
    waits = [time for time in ((wait.queue, wait.batch, wait.third) if wait else ()) if time is not None]
    work = step.effort.work if step.effort else None
    if work is not None and any(point.working for time in waits for point in time.points):
        work = _in_working_time(work)
    times = [*waits, *([work] if work is not None else [])]
    if not times:
        return ""
    try:
        return duration(reduce(Duration.plus, times))
    except ValueError:  # such as quantiles, or clock time and working time: one after the other
        return " and ".join(map(duration, times))


def _in_working_time(work: Duration) -> Duration:
    """Minutes of work after a wait in working time: they are worked in opening hours."""
    points = tuple(point.model_copy(update={"working": True}) for point in work.points)
    return work if any(point.weeks or point.months for point in points) else work.model_copy(update={"points": points})


def later(step: Step) -> str:
    """A time that a table printed as 'after …': a wait until a fixed date; '' where there is none."""
    batch = step.wait.batch if step.wait else None
    return f"{_LATER} {duration(batch)}" if batch is not None and _printed_as_after(batch) else ""


def _printed_as_after(time: Duration) -> bool:
    return isinstance(time.evidence, Assumed) and "'after" in time.evidence.why


def duration(time: Duration) -> str:
    """A time in words: '5 minutes', '2 working days and 1 hour', '5 minutes to 10 minutes'."""
    if time.quantiles or len(time.points) > 2:
        return time.short()
    return " to ".join(period(point) for point in time.points)


def period(time: Period) -> str:
    """One length of time."""
    days = "working day" if time.working else "calendar day"
    hours, minutes = divmod(time.minutes, 60)
    seconds = round(minutes % 1 * 60) if minutes % 1 and abs(minutes * 60 - round(minutes * 60)) < 1e-6 else 0
    minutes = minutes // 1 if seconds else minutes
    parts = [(time.months, "month"), (time.weeks, "week"), (time.days, days), (hours, "hour"), (minutes, "minute")]
    parts += [(seconds, "second")]
    if time.working and not time.days:
        parts[3:5] = [(hours, "working hour"), (minutes, "working minute")]
    said = [f"{number:g} {unit}{'' if number == 1 else 's'}" for number, unit in parts if number]
    return " and ".join(filter(None, [", ".join(said[:-1]), said[-1]])) if said else "0 minutes"


def fees(fees: Iterable[Fee] | None) -> str:
    """The fees of a row: 'None' where nothing is due, '' where that is not known, one line a fee."""
    if fees is None:
        return ""
    return "\n".join(_fee(fee) for fee in fees) or "None"


def _fee(fee: Fee) -> str:
    price = money(fee.amount) if fee.amount else fee.note or "amount not fixed"
    return f"{fee.name}: {price}" if fee.name else price


def money(amount: Money) -> str:
    """An amount with its currency in front: PHP 120.50."""
    cents = amount.amount.quantize(Decimal("0.01")) if amount.amount % 1 else amount.amount.to_integral_value()
    return f"{amount.currency} {cents:f}"

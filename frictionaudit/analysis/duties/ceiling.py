"""The longest time, in working days, that the law allows for the class of a request.

The check compares the published total, each promise, and the sum of the published times of the steps. Tables do not
say whether they count working hours, so both doubts are decided in the office's favour: a time of a day or more that
is printed in hours is read as hours on the clock, and only whole days count.
"""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach
from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.measures import Measures
from frictionaudit.domain.limits import Duty
from frictionaudit.domain.procedure import PagePath
from frictionaudit.domain.quantities import Calendar, Period


def breaches(measures: Measures, duty: Duty) -> Iterator[Breach]:
    procedure = measures.subject.procedure
    kind = procedure.complexity
    if kind is None or not duty.id.endswith(kind.replace(" ", "-")):
        return
    calendar = procedure.calendar
    limit = duty.number or 0.0
    total = sum(working_days(calendar, step.processing.high) for step in procedure.steps.values() if step.processing)
    times: list[tuple[float, str, PagePath]] = []
    if procedure.published is not None and procedure.published.time is not None:
        times.append((working_days(calendar, procedure.published.time.high), "The published total", ("published",)))
    for promise in procedure.promises:
        label = f"The time promised until {describe(measures.subject.graph, promise.to)}"
        times.append((working_days(calendar, promise.within.high), label, ("promises", promise.key)))
    times.append((total, "The sum of the published times", ("steps",)))
    exceeding = [(days, label, place) for days, label, place in times if int(days + 1e-9) > limit]
    if exceeding:
        days, label, place = exceeding[0]
        message = f"{label} is {days:.3g} working days; the limit for a {kind} request is {limit:.3g}"
        yield Breach(message, at=place)


def working_days(calendar: Calendar, period: Period) -> float:
    """A period in working days; 24 hours or more are clock hours unless the page calls them working hours."""
    days = period.days + (period.weeks + period.months * 30.4375 / 7) * 7
    if not period.working and days:
        days = days * len(calendar.week) / 7
    is_clock_time = not period.working and period.minutes >= 1440
    return days + period.minutes / (1440 if is_clock_time else calendar.day_minutes)

"""The longest time that the class of a request allows, in working days.

Compared are the published total, each promise, and the sum of the published times of the steps. What is printed in
hours and lasts a day or longer is read as hours on the clock, and what is left of a day beyond whole days does not
count: both in favour of the office, since tables say neither.
"""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach
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
    most = duty.number or 0.0
    sums = sum(days(calendar, step.processing.high) for step in procedure.steps.values() if step.processing)
    times: list[tuple[float, str, PagePath]] = []
    if procedure.published is not None and procedure.published.time is not None:
        times.append((days(calendar, procedure.published.time.high), "the published total", ("published",)))
    for promise in procedure.promises:
        label = f"what is promised until '{procedure.label(promise.to)}'"
        times.append((days(calendar, promise.within.high), label, ("promises", promise.key)))
    times.append((sums, "the sum of the published times", ("steps",)))
    over = [(number, what, at) for number, what, at in times if int(number + 1e-9) > most]
    if over:
        number, what, at = over[0]
        yield Breach(f"{what} is {number:.3g} working days; {most:.3g} is the most for a {kind} request", at=at)


def days(calendar: Calendar, period: Period) -> float:
    """Working days; hours of a day and more are on the clock, unless they are called working hours."""
    whole = period.days + (period.weeks + period.months * 30.4375 / 7) * 7
    if not period.working and whole:
        whole = whole * len(calendar.week) / 7
    clock = not period.working and period.minutes >= 1440
    return whole + period.minutes / (1440 if clock else calendar.day_minutes)

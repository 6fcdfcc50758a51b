"""Dates on which something is done, counted on the calendar with its weekends and holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from frictionaudit.domain.quantities import Calendar, Period
from frictionaudit.domain.quantities.calendar import WEEKDAYS, open_spans

YEARS = 6
LONGEST = 5 * 366
"""Days that are counted at most; a case that takes longer has no date."""


@dataclass(frozen=True)
class CalendarDays:
    """Opening days from a day on. Holidays are those on the page, else those of the country from that year on.

    UnreadableValueError for a country or region whose holidays are not known.
    """

    calendar: Calendar
    start: date

    @cached_property
    def closed(self) -> frozenset[date]:
        """Holidays of the years from the start on."""
        return self.calendar.model_copy(update={"year": self.start.year}).closed_days(YEARS)

    def is_open(self, day: date) -> bool:
        """Whether somebody is in on a day."""
        return WEEKDAYS[day.weekday()] in self.calendar.week and day not in self.closed

    def begin(self) -> datetime:
        """The start at the usual opening time."""
        return self._opening(self.start)

    def open_from(self, moment: datetime) -> datetime | None:
        """The moment where somebody is in on its day, else the next opening; None where it is too far away to tell."""
        day = moment.date()
        while not self.is_open(day):
            day += timedelta(days=1)
            if (day - self.start).days > LONGEST:
                return None
        return moment if day == moment.date() else self._opening(day)

    def _opening(self, day: date) -> datetime:
        spans = open_spans(self.calendar.hours)
        today = spans.get(WEEKDAYS[day.weekday()]) or next(iter(spans.values()))
        return datetime.combine(day, time()) + timedelta(minutes=today[0][0])

    def after(self, moment: datetime, period: Period) -> datetime | None:
        """The moment a period later; None where it is too far away to tell.

        The day on which a time begins does not count: one working day after a Friday is Monday. A month later is the
        same day of the next month, or its last day.
        """
        if period.working:
            later = self._open_days(moment, period.days)
            return None if later is None else self._open_minutes(later, period.minutes)
        days = period.weeks * 7 + period.days
        if period.months * 31 + days > LONGEST:
            return None
        return _months(moment, period.months) + timedelta(days=days, minutes=period.minutes)

    def _open_days(self, moment: datetime, days: float) -> datetime | None:
        whole = int(days)
        while whole > 0:
            moment += timedelta(days=1)
            whole -= self.is_open(moment.date())
            if (moment.date() - self.start).days > LONGEST:
                return None
        part = days - int(days)
        return self._open_minutes(moment, part * self.calendar.day_minutes) if part > 1e-9 else moment

    def _open_minutes(self, moment: datetime, minutes: float) -> datetime | None:
        """So many open minutes later: closing time rather than the next opening."""
        spans, left = open_spans(self.calendar.hours), minutes
        while left > 1e-9:
            midnight = datetime.combine(moment.date(), time())
            if self.is_open(moment.date()):
                for opening, closing in spans[WEEKDAYS[moment.weekday()]]:
                    begin = max(moment, midnight + timedelta(minutes=opening))
                    there = max(0.0, (midnight + timedelta(minutes=closing) - begin).total_seconds() / 60)
                    if there and left <= there + 1e-9:
                        return begin + timedelta(minutes=left)
                    left -= there
            moment = midnight + timedelta(days=1)
            if (moment.date() - self.start).days > LONGEST:
                return None
        return moment

    def working_days(self, day: date) -> int:
        """The number of open days after the start, up to a day and with it."""
        return sum(self.is_open(self.start + timedelta(n)) for n in range(1, (day - self.start).days + 1))


def _months(moment: datetime, months: float) -> datetime:
    """The same day some whole months later, or the last day of that month; a part of a month has its days."""
    whole = int(months)
    year, month = divmod(moment.month - 1 + whole, 12)
    first = moment.replace(year=moment.year + year, month=month + 1, day=1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    moved = first.replace(day=min(moment.day, last.day))
    return moved + timedelta(days=(months - whole) * 30.4375)

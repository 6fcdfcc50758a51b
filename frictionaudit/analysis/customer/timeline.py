"""The likeliest course of a case as dates: what happens on which day, at the earliest and at the latest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from frictionaudit.analysis.customer.calendar_days import CalendarDays
from frictionaudit.analysis.flow.opening_hours import needs_somebody_in
from frictionaudit.domain.procedure import CUSTOMER_PARTS, Procedure
from frictionaudit.domain.quantities import Duration, Period
from frictionaudit.domain.value_errors import UnreadableValueError
from frictionaudit.results.customer_page import Entry, Timeline, Turn


@dataclass(frozen=True)
class _Moment:
    """The earliest and the latest moment; `sure` where every time on the way there is known."""

    first: datetime
    last: datetime
    sure: bool = True

    def later_of(self, other: _Moment) -> _Moment:
        return _Moment(max(self.first, other.first), max(self.last, other.last), self.sure and other.sure)


class _TooFarError(Exception):
    """A date is too far away to be told."""


def timeline(procedure: Procedure, turns: tuple[Turn, ...], start: date) -> Timeline | None:
    """The dates of the likeliest course; None where the procedure states no time that leads past the first day."""
    try:
        course = _Course(procedure, start)
        course.follow(turns, _Moment(course.days.begin(), course.days.begin()))
    except (_TooFarError, OverflowError, ValueError, UnreadableValueError):
        return None
    entries = _once(sorted(course.entries, key=lambda entry: (entry.last, entry.first)))
    if not entries or entries[-1].last == start:
        return None
    closed = sorted(day for day in course.days.closed if start <= day <= entries[-1].last)
    calendar = procedure.calendar
    return Timeline(
        start=start, entries=tuple(entries), hours=calendar.hours, country=calendar.country, closed=tuple(closed)
    )


def _once(entries: list[Entry]) -> list[Entry]:
    """The entries, with the first only of several days by which the same is promised: that one binds."""
    first: dict[str, Entry] = {}
    for entry in entries:
        if entry.promise:
            first.setdefault(entry.id, entry)
    return [entry for entry in entries if not entry.promise or first[entry.id] is entry]


class _Course:
    """Walks along the turns and notes the days of those that concern the customer."""

    def __init__(self, procedure: Procedure, start: date) -> None:
        self.procedure, self.days = procedure, CalendarDays(procedure.calendar, start)
        self.entries: list[Entry] = []
        self.done: dict[str, _Moment] = {}

    def follow(self, turns: Iterable[Turn], moment: _Moment) -> _Moment:
        """Go through the turns from a moment on; returns the moment at which the last one is done."""
        for turn in turns:
            moment = self._do(turn, moment)
            if (turn.name and turn.actor in ("you", "end")) or (turn.tells and turn.id not in self.procedure.starts):
                self._note(turn.id, turn.name, turn.actor, moment)
            self.done[turn.id] = moment
            self._promises(turn.id, moment)
            if turn.actor == "end":
                break
            if turn.split in ("and", "any"):
                reached = [self.follow(branch.turns, moment) for branch in turn.branches if branch.turns]
                for other in reached:
                    moment = moment.later_of(other)
        return moment

    def _do(self, turn: Turn, moment: _Moment) -> _Moment:
        for wait in turn.waits:
            moment = self._add(moment, wait.time) if wait.time else replace(moment, sure=False)
        step = self.procedure.steps[turn.id]
        if turn.actor == "you" and needs_somebody_in(step):
            moment = self._open(moment)
        if turn.actor in ("you", "we", "third") and step.wait is None:
            moment = replace(moment, sure=False)
        for part in (*CUSTOMER_PARTS, "search", "work") if step.effort else ():
            duration = step.effort.part(part) if step.effort else None
            if duration is not None:
                ours = part == "work" or (part == "search" and turn.actor != "you")
                moment = self._add(moment, _in_hours(duration) if ours else duration)
        return moment

    def _open(self, moment: _Moment) -> _Moment:
        """The moment, or the next opening where nobody is in on its day."""
        first, last = self.days.open_from(moment.first), self.days.open_from(moment.last)
        if first is None or last is None:
            raise _TooFarError
        return replace(moment, first=first, last=last)

    def _add(self, moment: _Moment, duration: Duration) -> _Moment:
        least = Period() if duration.quantiles else duration.low
        first, last = self.days.after(moment.first, least), self.days.after(moment.last, duration.high)
        if first is None or last is None:
            raise _TooFarError
        return _Moment(first, last, moment.sure)

    def _note(self, id: str, name: str, actor: str, moment: _Moment, promise: bool = False) -> None:
        first, last = moment.first.date(), moment.last.date()
        days = (self.days.working_days(first), self.days.working_days(last))
        self.entries.append(
            Entry.model_validate(
                {"id": id, "name": name, "actor": actor, "first": first, "last": last, "days": days}
                | {"sure": moment.sure, "promise": promise}
            )
        )

    def _promises(self, step: str, moment: _Moment) -> None:
        """The day by which a promise that begins here is due."""
        for promise in self.procedure.promises:
            if promise.from_ == step and promise.published:
                due = self._add(moment, Duration(points=(promise.within.high,)))
                self._note(promise.to, self.procedure.label(promise.to), "we", _Moment(due.last, due.last), True)


def _in_hours(duration: Duration) -> Duration:
    """Staff work as time in opening hours; a stated day of work is a working day."""
    points = tuple(
        point if point.working or point.months or point.weeks else point.model_copy(update={"working": True})
        for point in duration.points
    )
    return duration.model_copy(update={"points": points})

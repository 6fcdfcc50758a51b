"""What a published time means for a step: minutes are touch time, days are waiting; both are marked as assumed."""

from __future__ import annotations

import re

from frictionaudit.domain.procedure import Effort, Step, Wait
from frictionaudit.domain.quantities import Assumed, Calendar, Duration, Period
from frictionaudit.sources.tables.cells.times import ReadTime
from frictionaudit.sources.tables.conventions import A_WAIT, AT_THE_COUNTER, AT_WORK, OWN_TIME
from frictionaudit.sources.tables.people import CUSTOMER

_LINE = re.compile(r"^(?:wait|queue|fall in line|lin(?:e|es) up|warte)", re.IGNORECASE)
_PARTS = {
    "fill": r"\bfill|\bcomplete|ausfüll|füllt",
    "attend": r"^(?:attend|stay (?:at home|in)|be (?:at home|in))\b|^bleibt zu hause",
    "pay": r"\bpay|zahl",
    "travel": r"^(?:go|come|travel|drive)|fährt|kommt|\bgeht",
    "gather": r"\bgather|\bcollect|\bprepare|sammel|besorg|stellt .*zusammen",
    "chase": r"\bchase|asks? where|nachfrag",
}


def counted_time(step: Step, time: ReadTime, calendar: Calendar, *, main: bool, both: bool) -> dict[str, object]:
    """Processing on the row's main step; minutes as touch time of whoever takes part, days as a wait."""
    counted: dict[str, object] = {"processing": time.duration} if main and time.duration else {}
    if time.duration is None:
        return counted
    waits, touch = _parted(time.duration, calendar)
    if waits and main:
        counted["wait"] = Wait(queue=_because(waits, A_WAIT))
    if touch:
        mine = step.by == CUSTOMER
        part = "work" if not mine else _part(step.name or "", both)
        counted["effort"] = Effort(
            **{part: _because(touch, (AT_THE_COUNTER if both else OWN_TIME) if mine else AT_WORK)}
        )
    return counted


def _parted(duration: Duration, calendar: Calendar) -> tuple[Duration | None, Duration | None]:
    """The part of a published time that is waiting, and the part that is touch time."""
    points = duration.points
    if not any(point.days or point.months for point in points):
        long = max(point.minutes for point in points) > calendar.day_minutes
        return (duration, None) if long else (None, duration)
    minutes = [point.minutes for point in points]
    if not all(point.days or point.months for point in points) or minutes != sorted(minutes) or max(minutes) > 480:
        return duration, None
    days = tuple(point.model_copy(update={"minutes": 0.0}) for point in points)
    touch = tuple(Period(minutes=minute) for minute in minutes)
    return Duration(points=days), Duration(points=touch) if any(minutes) else None


def _because(duration: Duration, evidence: Assumed) -> Duration:
    return duration.model_copy(update={"evidence": evidence})


def wait_before(wait: object, time: ReadTime, waiting: ReadTime) -> Wait | None:
    """The wait before the row's first step: a printed waiting time, a printed 'after', or days of processing."""
    known = wait if isinstance(wait, Wait) else None
    if waiting.duration:
        known = (known or Wait()).model_copy(update={"queue": waiting.duration})
    if time.later:
        later = _because(time.later, Assumed(why="a time printed as 'after …' is read as a wait until a fixed date"))
        known = (known or Wait()).model_copy(update={"batch": later})
    return known


def _part(name: str, both: bool) -> str:
    """What the client spends the time on; in a row shared with staff it is time at the counter, or in the line."""
    if _LINE.match(name):
        return "queue"
    known = [] if both else [part for part, words in _PARTS.items() if re.search(words, name.casefold())]
    return known[0] if known else "counter"

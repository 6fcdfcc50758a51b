"""What a published time means for a step: minutes are touch time, days are waiting; both are marked as assumed."""

from __future__ import annotations

import re

from frictionaudit.domain.procedure import Channel, Effort, Side, Step, Wait
from frictionaudit.domain.quantities import Assumed, Calendar, Duration, Period
from frictionaudit.sources.tables.cells.efforts import ReadParts
from frictionaudit.sources.tables.cells.times import ReadTime, resting_on
from frictionaudit.sources.tables.conventions import A_WAIT, AT_THE_COUNTER, AT_WORK, OF_BOTH, OWN_TIME
from frictionaudit.sources.tables.turns import in_line, turn_of

_AT_HOME = re.compile(
    r"^be (?:at home|in)\b|\b(?:stay|wait)s? (?:in|at home)|\bis at home|\bkeeps? .*free|bleibt zu hause"
    r"|\bzu hause (?:bleiben|warten|sein)"
)
_PARTS = {
    "fill": r"\bfill|\bcomplete|ausfüll|füllt",
    "pay": r"\bpay|zahl",
    "attend": rf"^attend\b|{_AT_HOME.pattern}",
    "travel": r"^(?:go|come|travel|drive)|fährt|kommt|\bgeht",
    "gather": r"\bgather|\bcollect|\bprepare|sammel|besorg|stellt .*zusammen",
    "chase": r"\bchase|asks? where|nachfrag",
}


_WRITTEN = (Channel.WEB, Channel.APP, Channel.EMAIL, Channel.POST)
_VISITS = (Channel.HOME, Channel.ONSITE)


def counted_time(
    step: Step, time: ReadTime, calendar: Calendar, side: Side | None, *, main: bool, both: bool
) -> dict[str, object]:
    """Processing on the row's main step; minutes as touch time of whoever takes part, days as a wait."""
    counted: dict[str, object] = {"processing": time.duration} if main and time.duration else {}
    if time.duration is None:
        return counted
    mine = side is Side.CUSTOMER
    part = ("queue" if time.waits else likely_part(step, both)) if mine else "work"
    waits, touch = _parted(time.duration, calendar)
    if time.waits and touch and not mine:
        waits, touch = time.duration, None
    if waits and part == "attend" and calendar.touch(waits.high) <= calendar.day_minutes:
        waits, touch = None, waits  # half a day at home is the customer's time, not a wait
    if waits and main:
        counted["wait"] = Wait.model_validate({_turn(step, time, side): _because(waits, A_WAIT)})
    if touch:
        counted["effort"] = Effort(
            **{part: _because(touch, (AT_THE_COUNTER if both and part != "attend" else OWN_TIME) if mine else AT_WORK)}
        )
    return counted


def _turn(step: Step, time: ReadTime, side: Side | None) -> str:
    """Whose turn it is in a published time: a time that is called a wait is no time that the customer takes."""
    turn = turn_of(step, side)
    return "queue" if time.waits and turn == "customer" else turn


def of_both(effort: object, side: Side | None) -> object:
    """The one time of a step that customer and staff do together, as time of both."""
    times = [(part, time) for part, time in effort if time] if isinstance(effort, Effort) else []
    other = "work" if side is Side.CUSTOMER else "counter"
    if not isinstance(effort, Effort) or len(times) != 1 or times[0][0] == other:
        return effort
    return effort.model_copy(update={other: _because(times[0][1], OF_BOTH)})


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
    waits, work = (Duration(points=points, evidence=duration.evidence) for points in (days, touch))
    return waits, work if any(minutes) else None


def _because(duration: Duration, evidence: Assumed) -> Duration:
    """The duration with what it rests on; what its own words leave open, such as 'at most', stays said."""
    return duration.model_copy(update={"evidence": resting_on(evidence, duration)})


def wait_before(wait: object, time: ReadTime, waiting: ReadParts, turn: str) -> Wait | None:
    """The wait before the row's first step: a printed waiting time, a printed 'after', or days of processing.

    `turn` is whose turn it is where the table does not say.
    """
    known = wait if isinstance(wait, Wait) else None
    if waiting.none or time.at_once:
        known = known or Wait()
    for named, duration in waiting.times.items():
        known = (known or Wait()).model_copy(update={named or turn: duration})
    if time.later:
        later = _because(time.later, Assumed(why="a time printed as 'after …' is read as a wait until a fixed date"))
        known = (known or Wait()).model_copy(update={"batch": later})
    return known


def likely_part(step: Step, both: bool = False) -> str:
    """What the customer spends the time on; in a row shared with staff it is time at the counter, or in the queue."""
    name = (step.name or "").casefold()
    if in_line(name):
        return "queue"
    if both and not _AT_HOME.search(name):
        return "counter"
    known = next((part for part, words in _PARTS.items() if re.search(words, name)), None)
    return known or ("fill" if step.channel in _WRITTEN else "attend" if step.channel in _VISITS else "counter")

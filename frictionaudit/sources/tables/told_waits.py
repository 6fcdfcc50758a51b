"""Waits that stand in the words of an action: 'Schedules release within 10 working days', 'Returns after 3 days'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from frictionaudit.domain.quantities import Assumed
from frictionaudit.sources.tables.cells.efforts import ReadParts
from frictionaudit.sources.tables.cells.times import ReadTime, read_time
from frictionaudit.sources.tables.conventions import Convention
from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.people import acts
from frictionaudit.sources.tables.printed import PrintedRow
from frictionaudit.sources.tables.wording import actions

_UNIT = r"(?:days?|weeks?|months?|arbeitstage?n?|werktage?n?|tage?n?|wochen?|monate?n?)\b"
_TIME = re.compile(
    r"\b(?:(?:with ?in|after|in|innerhalb(?: von)?|binnen|nach)\s+"
    rf"(?P<time>(?:(?:\d+|\w+|\(\d+\)|to|-|–|bis)[ -]*){{1,4}}?(?:(?:working|business|office|calendar)[ -])?{_UNIT})"
    r"|(?P<next>(?:the )?next (?:(?:working|business) )?day))",
    re.IGNORECASE,
)
_DAYS = re.compile(_UNIT, re.IGNORECASE)
_SCHEDULES = re.compile(
    r"^(?:re-?)?(?:schedul|sets?\b|fix(?:es)?\b|arrang|books?\b|appoints?\b|vereinbart|terminiert|bestellt)",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"^(?:advis|inform|instruct|tells?\b|asks?\b|remind|notif|teilt\b|bittet\b|informiert)", re.IGNORECASE
)
_TO_COME = re.compile(
    r"\b(?:releas|claim|pick|collect|return|come|follow|get|receiv|result|available|ready|abhol|wiederkomm|fertig)",
    re.IGNORECASE,
)
_THEIR_DUTY = re.compile(
    r"\b(?:submit|compl[yei]|lacking|missing|pay|correct|appeal|nachreich|einreich|zahl)", re.IGNORECASE
)
"""What a customer has to do in the time that is told, which is then a limit for them."""
_COMES_AGAIN = re.compile(
    r"^(?:returns?|comes? (?:back|again)|kommt .*wieder|follows? up|claims?|picks? up)\b", re.IGNORECASE
)
_LIMITS = re.compile(r"\b(?:with ?in|innerhalb|binnen)\b", re.IGNORECASE)
_TOLD = Assumed(why="a time in the words of an action read as the wait before the customer comes again")


def told_wait(row: PrintedRow, rows: Sequence[PrintedRow], convention: Convention) -> ReadParts | None:
    """The wait before a row in which the client acts, as its own words or those of the row above tell it."""
    for text in telling(row, rows):
        read = _read(text, convention.working_days)
        if read.duration:
            wait = read.duration.model_copy(update={"evidence": _TOLD})
            return ReadParts({"queue": wait}, plain_days=read.plain_days)
    return None


def telling(row: PrintedRow, rows: Sequence[PrintedRow]) -> list[str]:
    """The one action that tells the wait before a row, in a list; empty where there is none, or several do.

    Days that a row prints in a column of times are taken for the same days.
    """
    if not acts(row) or prints_days(row):
        return []
    mine = [text for text in actions(row.own(Role.CLIENT)) if _COMES_AGAIN.search(text) and not _LIMITS.search(text)]
    above = [other for other in rows if other.row < row.row]
    theirs = actions(above[-1].own(Role.AGENCY)) if above and not prints_days(above[-1]) else []
    texts = [text for text in mine if has_time(text)] or [text for text in theirs if _schedules(text)]
    return texts if len(texts) == 1 and _read(texts[0], working_days=False).duration else []


def is_told_wait(text: str, row: PrintedRow, rows: Sequence[PrintedRow]) -> bool:
    """Whether an action of a row tells the wait before this row or the next one."""
    below = [other for other in rows if other.row > row.row]
    return any(text in telling(other, rows) for other in (row, *below[:1]))


def has_time(text: str) -> bool:
    """Whether days, weeks or months stand among the words of an action."""
    return _TIME.search(text) is not None


def prints_days(row: PrintedRow) -> bool:
    """Whether a row prints days, weeks or months in a column of times."""
    return any(_DAYS.search(row.own(role)) for role in (Role.TIME, Role.WAIT, Role.LEAD_TIME))


def _schedules(text: str) -> bool:
    """Whether staff set or tell a time after which the client comes again."""
    tells = _TELLS.search(text) and _TO_COME.search(text)
    return has_time(text) and bool(tells or _SCHEDULES.search(text)) and not _THEIR_DUTY.search(text)


def _read(text: str, working_days: bool) -> ReadTime:
    match = _TIME.search(text)
    return read_time((match["time"] or match["next"]) if match else "", working_days=working_days)

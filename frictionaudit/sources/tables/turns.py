"""Whose time passes in a row: nobody's where it names nobody, and the customer's where the customer has to act."""

from __future__ import annotations

import re
from dataclasses import replace

from frictionaudit.domain.procedure import Side, Step, StepKind
from frictionaudit.domain.quantities import Calendar
from frictionaudit.sources.tables.cells.efforts import ReadParts
from frictionaudit.sources.tables.columns import Header
from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.sides import is_known_customer
from frictionaudit.sources.tables.timing import turn_of

NOBODYS = "where a row names nobody, its time counts neither for customers nor for staff"
_MEETS_US = re.compile(
    r"^(?:attends?|comes?|goes?|visits?|meets?|sees?|talks?|speaks?|stays?|keeps?|is seen|undergoes?|sits?"
    r"|takes? (?:the|a|an) (?:test|exam|examination|interview)|kommt|besucht|spricht|geht|trifft)\b"
    r"|\b(?:attends?|appointment|interview|hearing|examination|check-?up|termin|anhörung|prüfung)\b",
    re.IGNORECASE,
)
"""What the customer can do only when our side is ready, so that a wait before it is ours."""
_BEFORE = re.compile(r"\b(?:before|vorher|davor)\b", re.IGNORECASE)


def is_nobodys(step: Step) -> bool:
    """Whether a row names nobody who does its step."""
    return step.by is None and step.kind is StepKind.TASK


def named_parts(read: ReadParts) -> ReadParts:
    """The times of a row that name whose they are: 'queue 5 min', but not a bare '5 min'."""
    return replace(read, times={part: time for part, time in read.times.items() if part})


def turn_before(step: Step, side: Side | None, waiting: ReadParts, header: Header, calendar: Calendar) -> str:
    """Whose turn a printed wait is that names nobody.

    Days before a customer's own act are the customer's. Hours are not, and neither are days before the customer gets
    something or meets us. A heading such as 'Wait before', and a step table, mean the time until the act can begin.
    """
    if side is not Side.CUSTOMER:
        return "third" if side is Side.THIRD else "queue"
    wait = waiting.times.get("")
    before = Role.TELLS in header.roles or any(_BEFORE.search(column.heading) for column in header.of(Role.WAIT))
    days = wait is not None and not before and calendar.elapsed(wait.high) > calendar.day_minutes
    name = _without_subject(step.name or "")
    return turn_of(step.model_copy(update={"name": name}), side) if days and not _MEETS_US.search(name) else "queue"


def _without_subject(name: str) -> str:
    """What the customer does, without who does it: 'attends with child' of 'Parent attends with child'."""
    first, _, rest = name.removeprefix("The ").partition(" ")
    return rest if rest and is_known_customer(first) else name

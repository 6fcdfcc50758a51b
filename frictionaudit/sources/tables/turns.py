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
from frictionaudit.sources.tables.wording import numbered

NOBODYS = "where a row names nobody, its time counts neither for customers nor for staff"
_LINE = re.compile(r"^(?:wait(?!s? (?:in|at home))|queue|fall in line|lin(?:e|es) up|warte)", re.IGNORECASE)
_GETS = re.compile(r"^(?:receive|get|collect|pick up|hear|erhält|bekommt|holt|wartet)", re.IGNORECASE)
_ANSWERS = re.compile(
    r"^(?:confirm|change|cancel|accept|declin|refus|repl(?:y|ies)|respon|answer|sign|return|choos|bestätig|antwort)"
    r"|\b(?:bestätigen|absagen|verschieben|beantworten|unterschreiben|zurücksenden)\b",
    re.IGNORECASE,
)
"""What the customer does alone and at any time, even where it is about an appointment."""
_MEETS_US = re.compile(
    r"^(?:attends?|comes?|goes?|visits?|meets?|sees?|talks?|speaks?|stays?|keeps?\b.*\bfree|is seen|undergoes?|sits?"
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


def in_line(name: str) -> bool:
    """Whether the name of a step says that the customer waits for their turn."""
    return _LINE.match(name) is not None


def is_an_answer(name: str) -> bool:
    """Whether a step by its name only answers what somebody asked, so that a case is under way."""
    return _ANSWERS.search(_without_subject(numbered(name)[1])) is not None


def turn_of(step: Step, side: Side | None) -> str:
    """Whose turn it is while days pass for a step: whoever does it.

    It is ours where the customer waits, gets something or meets us: they cannot do that before we are ready.
    """
    if side is not Side.CUSTOMER:
        return "third" if side is Side.THIRD else "queue"
    name = _without_subject(step.name or "")
    if in_line(name) or _GETS.match(name):
        return "queue"
    return "queue" if _MEETS_US.search(name) and not _ANSWERS.search(name) else "customer"


def turn_before(step: Step, side: Side | None, waiting: ReadParts, header: Header, calendar: Calendar) -> str:
    """Whose turn a printed wait is that names nobody.

    Days before a customer's own act are the customer's. Hours are not, and neither are days before the customer gets
    something or meets us. A heading such as 'Wait before', and a step table, mean the time until the act can begin.
    """
    if side is not Side.CUSTOMER:
        return turn_of(step, side)
    wait = waiting.times.get("")
    before = Role.TELLS in header.roles or any(_BEFORE.search(column.heading) for column in header.of(Role.WAIT))
    days = wait is not None and not before and calendar.elapsed(wait.high) > calendar.day_minutes
    return turn_of(step, side) if days else "queue"


def _without_subject(name: str) -> str:
    """What the customer does, without who does it: 'attends with child' of 'Parent attends with child'."""
    first, _, rest = name.removeprefix("The ").partition(" ")
    return rest if rest and is_known_customer(first) else name

"""The kinds of packs there are: limits on time, duties of law, standard times, travel and wages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from frictionaudit.domain.limits import CHECKS, CLOCKS, Duty, TimeLimit
from frictionaudit.domain.quantities import Duration, Rate
from frictionaudit.domain.standards import Activity, Travel, Wage
from frictionaudit.packs.rows import Line, RowKind

UNITS = {
    "working days": "working days",
    "business days": "working days",
    "calendar days": "days",
    "weeks": "weeks",
    "months": "months",
}
_NO_NUMBER = ("promptly", "on submit")
SEEN = ("yes", "quoted", "secondary", "no")
_GRADES = {"simple_and_middle": "simple and middle", "upper": "upper", "higher": "higher", "average": "average"}


def _limit(line: Line, pack: str) -> Iterator[TimeLimit]:
    unit, limit = line.says("unit"), line.says("limit")
    within = None
    if unit in UNITS and limit.isdigit():
        within = Duration.model_validate(f"{limit} {UNITS[unit]}")
    elif limit not in _NO_NUMBER and unit not in _NO_NUMBER:
        raise ValueError(f"expected a whole number of {', '.join(UNITS)}, found '{limit} {unit}'".replace(" '", " '"))
    seen = line.says("seen_first_hand")
    if seen not in SEEN:
        raise ValueError(f"seen_first_hand: expected {', '.join(SEEN)}, found '{seen}'")
    found = TimeLimit(within=within, pack=pack, seen=seen, **_named(line), **line.validity())
    if not found.clock:
        raise ValueError(f"starts_at: expected {', '.join(CLOCKS)}, found '{found.starts_at}'")
    yield found


def _named(line: Line) -> dict[str, Any]:
    found = {name: line.says(name) for name in ("id", "jurisdiction", "regime", "what", "starts_at", "clause")}
    for name in ("id", "what"):
        if not found[name]:
            raise ValueError(f"{name} is missing")
    return found


def _duty(line: Line, pack: str) -> Iterator[Duty]:
    seen = line.says("seen")
    if seen not in ("read", "memory"):
        raise ValueError(f"seen: expected read or memory, found '{seen}'")
    number = line.number("number")
    named = _named(line)
    within = None
    if line.says("unit"):
        if line.says("unit") not in UNITS or number is None:
            raise ValueError(f"expected a number of {', '.join(UNITS)}")
        within = Duration.model_validate(f"{number:g} {UNITS[line.says('unit')]}")
    check = line.says("check")
    if check not in CHECKS:
        raise ValueError(f"check: expected {', '.join(CHECKS)}, found '{check}'")
    if check == "ceiling" and line.says("unit") not in ("working days", "business days"):
        raise ValueError(f"unit: a ceiling is counted in working days, found '{line.says('unit')}'")
    yield Duty(pack=pack, seen=seen, check=check, number=number, within=within, **named, **line.validity())


def _activity(line: Line, _: str) -> Iterator[Activity]:
    yield Activity(
        table=line.says("table"),
        row=int(line.needed("row")),
        activity=line.says("activity"),
        edition=line.says("edition"),
        simple=line.number("simple_min"),
        medium=line.number("medium_min"),
        complex=line.number("complex_min"),
        **line.validity(),
    )


def _travel(line: Line, _: str) -> Iterator[Travel]:
    yield Travel(
        level=line.says("level"),
        minutes=line.needed("minutes_per_visit"),
        cost=line.needed("cost_eur_per_visit"),
        **line.validity(),
    )


def _wage(line: Line, _: str) -> Iterator[Wage]:
    year = int(line.needed("year"))
    for column, grade in _GRADES.items():
        rate = Rate.model_validate(f"{line.says(f'{column}_eur_h')} EUR/h")
        yield Wage(sector=line.says("sector"), year=year, grade=grade, rate=rate, **line.validity())


LIMITS = RowKind(
    "limits on time", frozenset({"id", "limit", "unit", "starts_at", "seen_first_hand"}), _limit, lambda one: one.id
)
DUTIES = RowKind("duties of law", frozenset({"id", "clause", "check", "number", "seen"}), _duty, lambda one: one.id)
ACTIVITIES = RowKind(
    "standard times",
    frozenset({"table", "row", "activity", "simple_min", "medium_min", "complex_min"}),
    _activity,
    lambda one: (one.table, one.row),
)
TRAVEL = RowKind(
    "travel", frozenset({"level", "minutes_per_visit", "cost_eur_per_visit"}), _travel, lambda one: one.level
)
WAGES = RowKind(
    "wages",
    frozenset({"sector", "year", *(f"{column}_eur_h" for column in _GRADES)}),
    _wage,
    lambda one: (one.sector, one.year, one.grade),
)
KINDS: tuple[RowKind[Any], ...] = (LIMITS, DUTIES, ACTIVITIES, TRAVEL, WAGES)

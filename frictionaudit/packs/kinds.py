"""The kinds of packs: time limits, legal duties, standard times, travel and wages."""

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
        raise ValueError(f"'{limit} {unit}' is not a whole number of {', '.join(UNITS)}")
    seen = line.says("seen_first_hand")
    if seen not in SEEN:
        raise ValueError(f"seen_first_hand: '{seen}' is not one of {', '.join(SEEN)}")
    limit_of_row = TimeLimit(within=within, pack=pack, seen=seen, **_named(line), **line.validity())
    if not limit_of_row.clock:
        raise ValueError(f"starts_at: '{limit_of_row.starts_at}' names none of {', '.join(CLOCKS)}")
    yield limit_of_row


def _named(line: Line) -> dict[str, Any]:
    named = {name: line.says(name) for name in ("id", "jurisdiction", "regime", "what", "starts_at", "clause")}
    for name in ("id", "what"):
        if not named[name]:
            raise ValueError(f"{name} is missing")
    return named


def _duty(line: Line, pack: str) -> Iterator[Duty]:
    seen = line.says("seen")
    if seen not in ("read", "memory"):
        raise ValueError(f"seen: '{seen}' is neither read nor memory")
    number = line.number("number")
    named = _named(line)
    within = None
    if line.says("unit"):
        if line.says("unit") not in UNITS or number is None:
            raise ValueError(f"the limit is not a number of {', '.join(UNITS)}")
        within = Duration.model_validate(f"{number:g} {UNITS[line.says('unit')]}")
    check = line.says("check")
    if check not in CHECKS:
        raise ValueError(f"check: '{check}' is not one of {', '.join(CHECKS)}")
    if check == "ceiling" and line.says("unit") not in ("working days", "business days"):
        raise ValueError(f"unit: a ceiling is in working days, not '{line.says('unit')}'")
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
    "time limits", frozenset({"id", "limit", "unit", "starts_at", "seen_first_hand"}), _limit, lambda limit: limit.id
)
DUTIES = RowKind("legal duties", frozenset({"id", "clause", "check", "number", "seen"}), _duty, lambda limit: limit.id)
ACTIVITIES = RowKind(
    "standard times",
    frozenset({"table", "row", "activity", "simple_min", "medium_min", "complex_min"}),
    _activity,
    lambda activity: (activity.table, activity.row),
)
TRAVEL = RowKind(
    "travel", frozenset({"level", "minutes_per_visit", "cost_eur_per_visit"}), _travel, lambda travel: travel.level
)
WAGES = RowKind(
    "wages",
    frozenset({"sector", "year", *(f"{column}_eur_h" for column in _GRADES)}),
    _wage,
    lambda wage: (wage.sector, wage.year, wage.grade),
)
KINDS: tuple[RowKind[Any], ...] = (LIMITS, DUTIES, ACTIVITIES, TRAVEL, WAGES)

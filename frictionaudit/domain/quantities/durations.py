"""How long something takes: a fixed time, a range, three points or quantiles, in clock or working time."""

from __future__ import annotations

import re
from typing import Annotated, Any

import isodate
from pydantic import AfterValidator, Field, model_validator

from frictionaudit.domain.quantities.duration_text import (
    DECIMALS,
    EXPECTED,
    clock,
    counted,
    figure,
    in_figures,
    is_no_single_time,
    unreadable_time,
    with_units,
)
from frictionaudit.domain.quantities.evidence import Quantity
from frictionaudit.domain.value_errors import UnreadableValueError
from frictionaudit.domain.values import Value

_UNITS = {
    "seconds": ("s", "sec", "secs", "second", "seconds"),
    "minutes": ("m", "min", "mins", "minute", "minutes"),
    "hours": ("h", "hr", "hrs", "hour", "hours"),
    "days": ("d", "day", "days"),
    "weeks": ("w", "wk", "week", "weeks"),
    "months": ("mo", "mos", "month", "months"),
    "years": ("y", "yr", "year", "years"),
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*(working\s+|business\s+)?([a-z]+)\.?", re.IGNORECASE)
_FILLER = re.compile(r"[\s,&]|\band\b", re.IGNORECASE)
_QUANTILE = re.compile(r"\bP(\d{1,2}(?:\.\d+)?)\s*=\s*", re.IGNORECASE)
_ISO = re.compile(r"^P(?=\d|T\d)", re.IGNORECASE)
_ISO_WEEKS = re.compile(r"(\d+(?:[.,]\d+)?)W", re.IGNORECASE)

_MOST = {
    "years": 1e3,
    "months": 12e3,
    "weeks": 53e3,
    "days": 366e3,
    "hours": 8.8e6,
    "minutes": 5.3e8,
    "seconds": 3.2e10,
}
"""A thousand years in each unit: more than any procedure takes, and less than a number that no page can spell."""
_DIGITS = 30
_Amount = Annotated[float, Field(ge=0), AfterValidator(lambda amount: round(amount, DECIMALS))]
"""Rounded to what is written, so that a time reads back as itself: 0.06 hours are 3.6 minutes."""
_AMOUNTS = ("months", "weeks", "days", "minutes")


class Period(Value):
    """One length of time, its months, weeks, days and minutes kept apart: a month has no fixed length, and a
    week of work has fewer days than one of waiting.

    `working` says that days and minutes count only while the organisation is open.
    """

    months: _Amount = 0
    weeks: _Amount = 0
    days: _Amount = 0
    minutes: _Amount = 0
    working: bool = False

    @classmethod
    def read(cls, text: str) -> Period:
        """Read one length of time; UnreadableValueError says what to write instead."""
        stripped = text.strip()
        if stripped.startswith("-"):
            raise UnreadableValueError("a time cannot be negative", EXPECTED)
        if _ISO.match(stripped):
            return cls._read_iso(stripped)
        amounts = dict.fromkeys(_UNITS, 0.0)
        working: set[bool] = set()
        for number, prefix, word in _PART.findall(stripped):
            if len(number) > _DIGITS:
                raise UnreadableValueError("a time cannot be longer than 1,000 years", EXPECTED)
            unit = _UNIT_OF.get(word.lower())
            if unit is None:
                raise UnreadableValueError(f"'{word}' is not a unit of time", EXPECTED)
            amounts[unit] += float(number)
            working.add(bool(prefix))
        if not working or _FILLER.sub("", _PART.sub("", stripped)):
            raise unreadable_time(text)
        if True in working and (amounts["weeks"] or amounts["months"] or amounts["years"]):
            raise UnreadableValueError("working time has no weeks or months", "write working days or working hours")
        if sum(amounts[unit] / most for unit, most in _MOST.items()) > 1:
            raise UnreadableValueError("a time cannot be longer than 1,000 years", EXPECTED)
        return cls(
            months=amounts["months"] + 12 * amounts["years"],
            weeks=amounts["weeks"],
            days=amounts["days"],
            minutes=amounts["minutes"] + 60 * amounts["hours"] + amounts["seconds"] / 60,
            working=True in working,
        )

    @classmethod
    def _read_iso(cls, text: str) -> Period:
        weeks = _ISO_WEEKS.search(text)
        rest = _ISO_WEEKS.sub("", text).upper()
        try:
            parsed = isodate.parse_duration("P0D" if weeks and rest == "P" else rest, as_timedelta_if_possible=False)
        except (ValueError, ArithmeticError, isodate.ISO8601Error):
            raise unreadable_time(text) from None
        if parsed.months + 12 * parsed.years > _MOST["months"] or parsed.tdelta.days > _MOST["days"]:
            raise UnreadableValueError("a time cannot be longer than 1,000 years", EXPECTED)
        minutes = parsed.tdelta.total_seconds() / 60
        days, minutes = divmod(minutes, 1440)
        number = float(weeks[1].replace(",", ".")) if weeks else 0.0
        return cls(months=float(parsed.months + 12 * parsed.years), weeks=number, days=days, minutes=minutes)

    def __str__(self) -> str:
        if self.working:
            hours_only = not self.days
            parts = [counted(self.days, "working day")] if self.days else []
            if self.minutes or hours_only:
                whole = self.minutes % 60 == 0 and self.minutes
                unit = ("working hour", self.minutes / 60) if whole else ("working minute", self.minutes)
                parts.append(counted(unit[1], unit[0]) if hours_only else clock(self.minutes))
            return " ".join(parts)
        parts = [counted(self.months, "month")] if self.months else []
        parts += [counted(self.weeks, "week")] if self.weeks else []
        parts += [counted(self.days, "day")] if self.days else []
        parts += [clock(self.minutes)] if self.minutes or not parts else []
        return " ".join(parts)

    def __bool__(self) -> bool:
        return bool(self.months or self.weeks or self.days or self.minutes)

    def times(self, factor: float) -> Period:
        """The period multiplied, rounded to the ten-thousandth of each unit."""
        parts = {name: round(getattr(self, name) * factor, 4) for name in _AMOUNTS}
        return Period(**parts, working=self.working)

    def plus(self, other: Period) -> Period:
        """One after the other. ValueError where one is in clock time and the other in working time."""
        if self and other and self.working != other.working:
            raise ValueError("clock time and working time cannot be added")
        working = self.working if self else other.working
        return Period(**{name: getattr(self, name) + getattr(other, name) for name in _AMOUNTS}, working=working)


class Duration(Quantity):
    """How long something takes, for example `10m`, `5m..20m`, `5m/8m/20m`, `P50=3d P90=10d`, `2 working days`."""

    points: tuple[Period, ...] = Field(min_length=1)
    quantiles: tuple[float, ...] = ()

    @property
    def low(self) -> Period:
        return self.points[0]

    @property
    def high(self) -> Period:
        return self.points[-1]

    @classmethod
    def fixed(cls, **amounts: Any) -> Duration:
        """A certain length, for example `Duration.fixed(minutes=10)`."""
        return cls(points=(Period(**amounts),))

    @classmethod
    def parse(cls, raw: Any) -> dict[str, Any]:
        if raw == 0 and not isinstance(raw, bool):
            raw = "0m"
        if not isinstance(raw, str):
            raise unreadable_time(raw)
        raw = in_figures(raw)
        if _QUANTILE.match(raw.strip()):
            _, *rest = _QUANTILE.split(raw.strip())
            return {
                "points": tuple(Period.read(text.strip(" ,;")) for text in rest[1::2]),
                "quantiles": tuple(round(float(number) / 100, DECIMALS) for number in rest[0::2]),
            }
        separator, allowed = ("..", 2) if ".." in raw else ("/", 3)
        texts = raw.split(separator)
        if len(texts) not in (1, allowed) or (len(texts) == 1 and is_no_single_time(raw)):
            raise unreadable_time(raw)
        return {"points": tuple(Period.read(text) for text in with_units(texts))}

    def times(self, factor: float) -> Duration:
        """The time multiplied, in the same shape and with the same evidence."""
        return self.model_copy(update={"points": tuple(point.times(factor) for point in self.points)})

    def plus(self, other: Duration) -> Duration:
        """One after the other, as stated; the mean is the sum of both.

        ValueError for quantiles, whose sum is not theirs, and for a mixture of clock and working time.
        """
        if self.quantiles or other.quantiles:
            raise ValueError("quantiles of two times cannot be added")
        points = max(len(self.points), len(other.points))
        pairs = zip(self._spread(points), other._spread(points), strict=True)
        return Duration(points=tuple(first.plus(second) for first, second in pairs))

    def _spread(self, points: int) -> tuple[Period, ...]:
        """The same time with as many points or more; the mean stays."""
        if len(self.points) == points:
            return self.points
        if len(self.points) == 1:
            return self.points * points
        return (self.low, self.low.plus(self.high).times(0.5), self.high)

    def short(self) -> str:
        if self.quantiles:
            return " ".join(f"P{figure(q * 100)}={point}" for q, point in zip(self.quantiles, self.points, strict=True))
        return (".." if len(self.points) == 2 else "/").join(str(point) for point in self.points)

    def __str__(self) -> str:
        return self.short()

    @model_validator(mode="after")
    def _ordered(self) -> Duration:
        if self.quantiles and (
            len(self.quantiles) != len(self.points) or list(self.quantiles) != sorted(set(self.quantiles))
        ):
            raise UnreadableValueError("quantiles rise, and each has its time", "write for example P50=3d P90=10d")
        if not self.quantiles and len(self.points) > 3:
            raise UnreadableValueError("a time has three points at most", EXPECTED)
        if len({point.working for point in self.points if point}) > 1:
            raise UnreadableValueError("the time mixes clock time and working time", "use the same for all its points")
        rough = [(p.months * 30.4375 + p.weeks * 7 + p.days) * 1440 + p.minutes for p in self.points]
        if rough != sorted(rough):
            raise UnreadableValueError("the points of a time go from the shortest to the longest", "swap them")
        return self

    @classmethod
    def short_schema(cls) -> dict[str, Any]:
        return {"type": "string", "examples": ["10m", "5m..20m", "5m/8m/20m", "2 working days", "P50=3d P90=10d"]}

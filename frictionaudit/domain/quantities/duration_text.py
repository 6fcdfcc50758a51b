"""How times are written: short forms that are understood, what to write instead of others, and numbers as we write."""

from __future__ import annotations

import re
from typing import Any

from frictionaudit.domain.value_errors import UnreadableValueError, shown

DECIMALS = 9
"""Decimals that a time keeps, in every unit."""
EXPECTED = "write for example 10m, 2 working days or 5m..20m"
_UP_TO = re.compile(r"^\s*up\s+to\s+", re.IGNORECASE)
_SAME_DAY = re.compile(r"^\s*(?:on\s+)?(?:the\s+)?same\s+day\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*\d+(?:\.\d+)?\s*$")
_UNIT = re.compile(r"^\s*\d+(?:\.\d+)?\s*((?:(?:working|business)\s+)?[a-z]+\.?)\s*$", re.IGNORECASE)
_DASHED = re.compile(r"^\s*(\d[\w. ]*?)\s*(?:-|–|—|\bto\b)\s*(\d[\w. ]*?)\s*$")
_COMMA = re.compile(r"(\d),(\d{1,2})(?!\d)")


def in_figures(text: str) -> str:
    """A time in figures: 'up to 3 days' is '0m..3 days', 'same day' is '0m..1 day'. A decimal comma is refused."""
    if _SAME_DAY.match(text):
        return "0m..1 day"
    if _COMMA.search(text):
        raise unreadable_time(text)
    return f"0m..{_UP_TO.sub('', text)}" if _UP_TO.match(text) else text


def is_no_single_time(text: str) -> bool:
    """Whether a text is a number without a unit, or a range with a dash."""
    return bool(_DASHED.match(text) or _NUMBER.match(text))


def unreadable_time(raw: Any) -> UnreadableValueError:
    """The error for what is no time, with what to write where that can be guessed."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return UnreadableValueError(f"{raw} has no unit of time", f"write for example {raw}m, {raw}h or {raw} days")
    text = str(raw).strip() if isinstance(raw, str) else ""
    hint = EXPECTED
    if _NUMBER.match(text):
        return UnreadableValueError(
            f"'{text}' has no unit of time", f"write for example {text}m, {text}h or {text} days"
        )
    if dashed := _DASHED.match(text):
        hint = f"write a range with two dots: {dashed[1]}..{dashed[2]}"
    elif _COMMA.search(text):
        pointed = _COMMA.sub(r"\1.\2", text)
        hint = f"write it with a point: {pointed}"
    return UnreadableValueError(f"{shown(raw)} is not a time", hint)


def with_units(texts: list[str]) -> list[str]:
    """The points of a time, each with its unit: in `5..15 working days` the last one's unit is that of all."""
    unit = _UNIT.match(texts[-1])
    return [f"{text.strip()} {unit[1]}" if unit and _NUMBER.match(text) else text for text in texts]


def figure(number: float) -> str:
    """A number as it can be read back, never with an exponent: 3.6, 20, 0.00001."""
    return f"{number:.{DECIMALS}f}".rstrip("0").rstrip(".")


def counted(number: float, unit: str) -> str:
    """A number of units: 1 day, 2.5 working days."""
    return f"{figure(number)} {unit}{'' if number == 1 else 's'}"


def clock(minutes: float) -> str:
    """Minutes in hours, minutes and whole seconds where that is the same: 1h 30m, 20s, 3.3333m."""
    hours, rest = divmod(minutes, 60)
    whole, seconds = divmod(round(rest * 60), 60)
    if rest % 1 and round(hours * 60 + whole + seconds / 60, DECIMALS) == minutes:
        rest = whole
    else:
        seconds = 0
    parts = [(hours, "h"), (rest, "m"), (seconds, "s")]
    return " ".join(f"{figure(number)}{unit}" for number, unit in parts if number) or "0m"

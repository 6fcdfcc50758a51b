"""Why a value does not fit, in plain words: what was found, what was expected, and what to write."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from frictionaudit.did_you_mean import nearest

_ID = "use letters, digits and hyphens, such as '{}'"
_CODES = {"{2}": ("a country code", "write two capitals, such as GB"), "{3}": ("a currency", "such as GBP")}
_LIMITS = {
    "greater_than_equal": ("ge", "expected {} or more"),
    "greater_than": ("gt", "expected more than {}"),
    "less_than_equal": ("le", "expected {} or less"),
    "less_than": ("lt", "expected less than {}"),
}
_TYPES = {
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "decimal": "a number",
    "string": "a text",
    "tuple": "a list",
    "list": "a list",
    "date": "a day such as 2027-06-30",
}
NAMED_PARTS = ("model_type", "dict_type", "mapping_type", "model_attributes_type")
"""Kinds of error in which a value should have been a table of keys and values."""


class UnreadableValueError(ValueError):
    """A value that its type cannot read: what is wrong, and what to write instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = message
        self.hint = hint
        super().__init__(f"{message} ({hint})" if hint else message)


def explain(details: ErrorDetails) -> tuple[str, str]:
    """What is wrong with one value and what to write, from what its model reports; never in the model's own words."""
    kind, given, context = details["type"], details.get("input"), details.get("ctx") or {}
    if kind == "value_error":
        error = context.get("error")
        return (error.message, error.hint) if isinstance(error, UnreadableValueError) else (str(error), "")
    if kind in NAMED_PARTS:
        return f"expected named parts, found {shown(given)}", ""
    if kind in ("enum", "literal_error"):
        return _choice(given, re.findall(r"'([^']*)'", str(context.get("expected", ""))))
    if kind == "string_pattern_mismatch":
        return _pattern(str(given), str(context.get("pattern", "")))
    if kind in _LIMITS:
        name, words = _LIMITS[kind]
        return f"{words.format(f'{context.get(name):,.12g}')}, found {shown(given)}", ""
    if kind in ("missing", "extra_forbidden"):
        key = details["loc"][-1] if details["loc"] else ""
        return (f"'{key}' is missing" if kind == "missing" else f"there is no key '{key}'"), ""
    if kind in ("string_too_short", "too_short"):
        return "the text is empty" if kind.startswith("string") else "the list is empty", ""
    if kind in ("string_too_long", "too_long"):
        return f"it is longer than {context.get('max_length')} characters", "shorten it"
    expected = _TYPES.get(kind.partition("_")[0])
    if expected is None:
        return f"{shown(given)} does not fit here", ""
    quoted = kind.startswith("string") and isinstance(given, int | float) and not isinstance(given, bool)
    return f"expected {expected}, found {shown(given)}", f"put it in quotes: '{given}'" if quoted else ""


def in_words(error: ValidationError) -> str:
    """All that is wrong with a value, in one line."""
    faults = (explain(details) for details in error.errors(include_url=False))
    return "; ".join(dict.fromkeys(f"{message} ({hint})" if hint else message for message, hint in faults))


def shown(value: Any) -> str:
    """A value as an error quotes it: texts in quotes, long ones cut short, tables and lists only named."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"'{value}'" if len(value) <= 60 else f"'{value[:59]}…'"
    if isinstance(value, Mapping):
        return "named parts"
    if isinstance(value, list | tuple):
        return "a list"
    return str(value)[:60]


def _choice(given: Any, among: list[str]) -> tuple[str, str]:
    near = nearest(str(given), among)
    hint = f"did you mean '{near[0]}'?" if near else f"write one of {', '.join(among)}"
    return f"{shown(given)} is not known", hint


def _pattern(given: str, pattern: str) -> tuple[str, str]:
    code = next((words for length, words in _CODES.items() if length in pattern), None)
    if code is not None:
        return f"{shown(given)} is not {code[0]}", code[1]
    if "A-Za-z0-9" in pattern:
        usable = re.sub(r"[^A-Za-z0-9_.:]+", "-", given).strip("-.:") or "a-name"
        return f"{shown(given)} cannot be an id", _ID.format(usable[:60])
    return f"{shown(given)} says nothing" if not given.strip() else f"{shown(given)} does not fit here", ""

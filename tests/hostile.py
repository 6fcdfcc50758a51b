"""Pages whose every free text holds what gives orders to a terminal, a browser, a spreadsheet or a build server."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from frictionaudit.domain.procedure import Procedure

MARKS = ("\x1b[31m", "\x1b]0;title\x07", "\x9b2J", "\u202e", "\u2066", "\u200f", "\u061c", "\ufeff", "\u200b", "\r")
"""Escape sequences, marks that turn the direction of writing, characters without width, and ends of line."""
ORDERS = "\n::error::pwned\u2028::stop-commands::t ##[error]pwned"
"""What GitHub Actions would obey."""
MARKUP = "<script>pwned()</script><img src=x onerror=pwned()>\"'`--> ]]> [pwned](javascript:pwned()) {{pwned}} %% |"
FORMULA = "=HYPERLINK(pwned)"

Place = tuple[str | int, ...]


def poisoned(text: str) -> str:
    """A text with all of them; it begins as a formula."""
    return f"{FORMULA} {text} {''.join(MARKS)}{ORDERS}{MARKUP}"


def page(path: Path, change: Callable[[str], str] = poisoned) -> str:
    """A page with every free text changed."""
    raw = copy.deepcopy(_read(path))
    for place in places(path):
        _put(raw, place, change)
    return str(yaml.safe_dump(raw, sort_keys=False, allow_unicode=False, width=10**6))


@lru_cache
def places(path: Path) -> tuple[Place, ...]:
    """Where a page takes any text: it is read with another text there as well."""
    return tuple(place for place in _texts(_read(path)) if _takes_anything(path, place))


@lru_cache
def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _texts(value: Any, place: Place = ()) -> Iterator[Place]:
    if isinstance(value, str):
        yield place
    elif isinstance(value, dict | list):
        for key, below in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(below, (*place, key))


def _takes_anything(path: Path, place: Place) -> bool:
    raw = copy.deepcopy(_read(path))
    _put(raw, place, poisoned)
    try:
        Procedure.model_validate(raw)
    except ValueError:
        return False
    return True


def _put(raw: Any, place: Place, change: Callable[[str], str]) -> None:
    for key in place[:-1]:
        raw = raw[key]
    raw[place[-1]] = change(raw[place[-1]])

"""A procedure written down as a page that a person would like to read, and that reads back as the same procedure."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

import yaml
from yaml.emitter import Emitter
from yaml.resolver import Resolver

from frictionaudit.domain.procedure import Procedure

WIDTH = 110
TABLES = ("parties", "documents", "places", "forms", "promises", "groups", "steps")
"""Written after what is said about the whole, always one part a line."""

_NUMBER = re.compile(r"^[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?$")
_UNREADABLE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|(?<=#)#(?=\\[)")
"""What is written as an escape: characters that nobody sees, and `##[`, which a build server obeys."""


def write(procedure: Procedure) -> str:
    """The YAML text of a page. Steps stand in reading order, short parts on one line; what is not said is left out."""
    page = procedure.page()
    steps = page.get("steps", {})
    if steps:
        page["steps"] = {id: _step(steps[id]) for id in procedure.in_reading_order()}
    whole = [key for key in page if key not in TABLES]
    lines: list[str] = []
    for key in whole:
        lines += _entry(key, page[key], 0)
    for key in TABLES:
        if key in page:
            lines += [f"{key}:", *_block(page[key], 2)]
    return "\n".join(lines) + "\n"


def part(body: Mapping[str, Any]) -> str:
    """The YAML text of part of a page, as it stands in an annotation of a drawing."""
    return "\n".join(_block(body, 0))


def _step(step: Mapping[str, Any]) -> dict[str, Any]:
    """The step with its ways on in short where only their targets are known."""
    ways = [way["to"] if set(way) == {"to"} else way for way in step.get("next", ())]
    if not ways:
        return dict(step)
    if all(isinstance(way, str) for way in ways):
        return {**step, "next": ways[0] if len(ways) == 1 else ways}
    return dict(step)


def _block(value: Mapping[str, Any] | list[Any], indent: int) -> Iterator[str]:
    """One entry a line, or below its key where it does not fit on one."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _entry(key, inner, indent)
        return
    for item in value:
        line = f"{' ' * indent}- {inline(item)}"
        if _short(item, line) or not isinstance(item, Mapping):
            yield line
        else:
            first, *rest = _block(item, indent + 2)
            yield f"{' ' * indent}- {first.lstrip()}"
            yield from rest


def _entry(key: str, value: Any, indent: int) -> Iterator[str]:
    start = f"{' ' * indent}{scalar(key)}:"
    line = f"{start} {inline(value)}"
    if not isinstance(value, Mapping | list) or not value or _short(value, line):
        yield line
    else:
        yield start
        yield from _block(value, indent + 2)


def _short(value: Any, line: str) -> bool:
    """Whether a part fits on its line and is not too nested to be taken in at once."""
    return len(line) <= WIDTH and _depth(value) <= 2 and not _table(value)


def _table(value: Any) -> bool:
    """Whether it reads like a table: several things with the same attributes, better one below the other."""
    return isinstance(value, list) and any(isinstance(item, Mapping) for item in value)


def _depth(value: Any) -> int:
    if isinstance(value, Mapping):
        return 1 + max(map(_depth, value.values()), default=0)
    return 1 + max(map(_depth, value), default=0) if isinstance(value, list) else 0


def inline(value: Any) -> str:
    """The YAML text of a value on one line: `{work: 4m}`, `[fill, check]`, `"12:30"`."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {inline(inner)}" for key, inner in value.items()) + "}"
    return "[" + ", ".join(map(inline, value)) + "]" if isinstance(value, list) else scalar(value)


def scalar(value: Any) -> str:
    """A text, number, truth value or nothing as YAML 1.2; texts that other readers would misread are quoted."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    if not isinstance(value, str):
        return str(value)
    if _UNREADABLE.search(value) or any(character < " " for character in value):
        return _UNREADABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))
    if _plain(value):
        return value
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


class _Analysis(Emitter, Resolver):
    """PyYAML's own judgement of what may stand without quotes, and of what it would take it for."""

    def __init__(self) -> None:
        Emitter.__init__(self, io.StringIO(), allow_unicode=True)
        Resolver.__init__(self)


_ANALYSIS = _Analysis()


@lru_cache(maxsize=4096)
def _plain(text: str) -> bool:
    if _NUMBER.match(text) or not _ANALYSIS.analyze_scalar(text).allow_flow_plain:
        return False
    taken_for: Any = _ANALYSIS.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return bool(taken_for == "tag:yaml.org,2002:str")

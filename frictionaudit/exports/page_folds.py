"""A page whose unchanged parts are folded into a line each: rewriting it costs what changes, not what it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

_LOADER = getattr(yaml, "CLoader", yaml.Loader)
_DEPTH = 2
"""Sections of a page, and the steps, forms and parties in them; what these hold is no longer cut."""


@dataclass(frozen=True)
class FoldedPage:
    """The text with a line for each run of unchanged parts, and what stood there."""

    text: str
    runs: Mapping[str, str]
    """What stood there, by the line in its place, without its indent."""
    indent: int
    """Spaces by which an entry of a section stands further in."""

    def unfolded(self, text: str) -> str:
        """A text with the same lines, each replaced by what stood there."""
        return "".join(self.runs.get(line.strip(), line) for line in text.splitlines(keepends=True))


def folded(text: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> FoldedPage:
    """Fold the sections and entries that are the same before and after.

    Comments and blank lines at the end of a run stay outside, as they may belong to what follows.
    """
    lines = text.splitlines(keepends=True)
    sign = "folded"
    while sign in text:
        sign += "_"
    kept: list[str] = []
    runs: dict[str, str] = {}
    position, whole = 0, yaml.compose(text, Loader=_LOADER)
    for start, stop, column in _runs(lines, whole, before, after, len(lines)):
        line = f"{sign}{len(runs)}: 0"
        runs[line] = "".join(lines[start:stop])
        kept += [*lines[position:start], f"{' ' * column}{line}\n"]
        position = stop
    return FoldedPage("".join([*kept, *lines[position:]]), runs, _indent(whole))


def _indent(node: yaml.Node | None) -> int:
    sections = [value for _, value in node.value] if isinstance(node, yaml.MappingNode) else []
    blocks = (each for each in sections if isinstance(each, yaml.MappingNode) and not each.flow_style)
    return next((each.start_mark.column for each in blocks if each.start_mark.column), 2)


def _runs(
    lines: list[str],
    node: yaml.Node | None,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    end: int,
    depth: int = 0,
) -> Iterator[tuple[int, int, int]]:
    """First line, line after the last, and indent of each run of parts that are the same before and after."""
    if not isinstance(node, yaml.MappingNode) or node.flow_style or depth == _DEPTH:
        return
    starts = [key.start_mark.line for key, _ in node.value]
    if len(set(starts)) < len(starts):
        return
    run: int | None = None
    for (key, value), start, stop in zip(node.value, starts, [*starts[1:], end], strict=True):
        old, new = before.get(key.value), after.get(key.value)
        if old == new:
            run = start if run is None else run
            continue
        if run is not None:
            yield run, _without_comments(lines, run, start), key.start_mark.column
            run = None
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from _runs(lines, value, old, new, stop, depth + 1)
    if run is not None:
        yield run, _without_comments(lines, run, end), node.value[0][0].start_mark.column


def _without_comments(lines: list[str], start: int, stop: int) -> int:
    while stop > start + 1 and (not lines[stop - 1].strip() or lines[stop - 1].lstrip().startswith("#")):
        stop -= 1
    return stop

"""Rows of a pack as typed values, each fault with its file and line; entries of one id must not overlap in time."""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from pydantic import ValidationError

from frictionaudit.domain.limits import Dated
from frictionaudit.domain.value_errors import explain
from frictionaudit.errors import Problem

D = TypeVar("D", bound=Dated)
_DAY = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")
_MOST = 1e12


@dataclass(frozen=True)
class Line:
    """One row of a pack by its headings, and its place."""

    where: str
    cells: Mapping[str, str]

    def says(self, name: str) -> str:
        return self.cells.get(name, "").strip()

    def number(self, name: str) -> float | None:
        """A number, None where the cell is empty; ValueError where it is neither."""
        text = self.says(name)
        try:
            number = float(text) if text else None
        except ValueError:
            raise ValueError(f"{name}: '{text}' is not a number") from None
        if number is not None and not abs(number) < _MOST:  # infinite and what is no number among them
            raise ValueError(f"{name}: '{text[:20]}' is too large")
        return number

    def needed(self, name: str) -> float:
        """A number that is needed; ValueError where it is missing."""
        value = self.number(name)
        if value is None:
            raise ValueError(f"{name} is missing")
        return value

    def validity(self) -> dict[str, date | None]:
        """The first and last day on which it is valid: a day, a month or a year each, or nothing."""
        begins, ends = _day(self, "valid_from", first=True), _day(self, "valid_to", first=False)
        if begins and ends and begins > ends:
            raise ValueError(f"valid_from {begins} is after valid_to {ends}")
        return {"valid_from": begins, "valid_to": ends}


@dataclass(frozen=True)
class RowKind(Generic[D]):
    """A kind of pack: the headings that identify it, how to read a row, and the key of an entry."""

    name: str
    headings: frozenset[str]
    read: Callable[[Line, str], Iterable[D]]
    key: Callable[[D], object]


def _day(line: Line, name: str, first: bool) -> date | None:
    text = line.says(name)
    if not text:
        return None
    match = _DAY.match(text)
    try:
        if match is None:
            raise ValueError
        year, month = int(match[1]), int(match[2] or (1 if first else 12))
        return date(year, month, int(match[3] or (1 if first else monthrange(year, month)[1])))
    except ValueError:
        raise ValueError(f"{name}: '{text}' is not a day, month or year, such as 2026-06-19") from None


def lines(text: str, path: str) -> tuple[frozenset[str], list[Line], list[Problem]]:
    """The headings of a pack, its rows, and the faults of rows that do not fit; a row with # is a comment."""
    kept = "".join("\n" if line.startswith("#") else line for line in text.splitlines(keepends=True))
    reader = csv.reader(kept.splitlines(keepends=True), strict=True)
    headings: list[str] = []
    entries: list[Line] = []
    problems: list[Problem] = []
    try:
        for cells in reader:
            where = f"{path}:{reader.line_num}:1"
            if not any(cell.strip() for cell in cells):
                continue
            if not headings:
                headings = [cell.strip() for cell in cells]
            elif len(cells) != len(headings):
                message = f"the row has {len(cells)} cells, and the heading {len(headings)}"
                problems.append(Problem("wrong-row", message, where, "put a text with a comma in quotes"))
            else:
                entries.append(Line(where, dict(zip(headings, cells, strict=True))))
    except csv.Error:
        where = f"{path}:{max(1, reader.line_num)}:1"
        problems.append(Problem("wrong-row", "a quote is not closed, or text follows it", where, "check the quotes"))
    return frozenset(headings), entries, problems


def values(kind: RowKind[D], rows: Sequence[Line], pack: str) -> tuple[list[tuple[Line, D]], list[Problem]]:
    """The values of the rows, each with its row, and the faults of those that cannot be read."""
    entries: list[tuple[Line, D]] = []
    problems: list[Problem] = []
    for row in rows:
        try:
            entries += [(row, value) for value in kind.read(row, pack)]
        except ValidationError as error:
            details = error.errors(include_url=False)[0]
            name = ".".join(str(part) for part in details["loc"])
            message, hint = explain(details)
            problems.append(Problem("wrong-row", f"{name}: {message}" if name else message, row.where, hint))
        except ValueError as error:
            problems.append(Problem("wrong-row", str(error), row.where))
    return entries, problems


def overlapping(kind: RowKind[D], entries: Iterable[tuple[Line, D]]) -> Iterator[Problem]:
    """Two rows for the same entry that are valid on the same day, so that neither takes precedence."""
    seen: dict[object, list[tuple[Line, D]]] = {}
    for row, value in entries:
        key = kind.key(value)
        for first_row, first in seen.get(key, ()):
            if value.overlaps(first):
                message = f"'{_in_words(key)}' is valid on the same days as in {first_row.where}"
                hint = "end the older with valid_to, and begin the newer with valid_from"
                yield Problem("overlapping-validity", message, row.where, hint)
                break
        seen.setdefault(key, []).append((row, value))


def _in_words(key: object) -> str:
    return " ".join(str(part) for part in key) if isinstance(key, tuple) else str(key)

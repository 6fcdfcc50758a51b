"""Rows of a pack as typed values, every fault with its file and line; two of a kind may not hold on the same day."""

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
from frictionaudit.errors import Problem

D = TypeVar("D", bound=Dated)
_DAY = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")


@dataclass(frozen=True)
class Line:
    """One row of a pack by its headings, and where it stands."""

    where: str
    cells: Mapping[str, str]

    def says(self, name: str) -> str:
        return self.cells.get(name, "").strip()

    def number(self, name: str) -> float | None:
        """A number, None where the cell is empty; ValueError where it is neither."""
        text = self.says(name)
        try:
            return float(text) if text else None
        except ValueError:
            raise ValueError(f"{name}: expected a number, found '{text}'") from None

    def needed(self, name: str) -> float:
        """A number that has to be there."""
        value = self.number(name)
        if value is None:
            raise ValueError(f"{name} is missing")
        return value

    def validity(self) -> dict[str, date | None]:
        """From and to when it holds: a day, a month or a year each, or nothing."""
        begins, ends = _day(self, "valid_from", first=True), _day(self, "valid_to", first=False)
        if begins and ends and begins > ends:
            raise ValueError(f"valid_from {begins} is after valid_to {ends}")
        return {"valid_from": begins, "valid_to": ends}


@dataclass(frozen=True)
class RowKind(Generic[D]):
    """A kind of pack: the headings by which it is known, how a row is read, and what makes two rows the same."""

    name: str
    headings: frozenset[str]
    read: Callable[[Line, str], Iterable[D]]
    key: Callable[[D], object]


def _day(line: Line, name: str, first: bool) -> date | None:
    text = line.says(name)
    if not text:
        return None
    found = _DAY.match(text)
    try:
        if found is None:
            raise ValueError
        year, month = int(found[1]), int(found[2] or (1 if first else 12))
        return date(year, month, int(found[3] or (1 if first else monthrange(year, month)[1])))
    except ValueError:
        raise ValueError(f"{name}: expected a day, a month or a year such as 2026-06-19, found '{text}'") from None


def lines(text: str, path: str) -> tuple[frozenset[str], list[Line], list[Problem]]:
    """The headings of a pack, its rows, and those that do not fit under the headings. A row that begins with # is a
    remark.
    """
    kept = "".join("\n" if line.startswith("#") else line for line in text.splitlines(keepends=True))
    reader = csv.reader(kept.splitlines(keepends=True), strict=True)
    headings: list[str] = []
    found: list[Line] = []
    problems: list[Problem] = []
    try:
        for cells in reader:
            where = f"{path}:{reader.line_num}:1"
            if not any(cell.strip() for cell in cells):
                continue
            if not headings:
                headings = [cell.strip() for cell in cells]
            elif len(cells) != len(headings):
                message = f"expected {len(headings)} cells, found {len(cells)}"
                problems.append(Problem("wrong-row", message, where, "a text with a comma needs quotes"))
            else:
                found.append(Line(where, dict(zip(headings, cells, strict=True))))
    except csv.Error as error:
        problems.append(Problem("wrong-row", f"not CSV: {error}", f"{path}:{max(1, reader.line_num)}:1"))
    return frozenset(headings), found, problems


def values(kind: RowKind[D], rows: Sequence[Line], pack: str) -> tuple[list[tuple[Line, D]], list[Problem]]:
    """What the rows say, each with its row, and the rows that cannot be read."""
    found: list[tuple[Line, D]] = []
    problems: list[Problem] = []
    for row in rows:
        try:
            found += [(row, value) for value in kind.read(row, pack)]
        except ValidationError as error:
            details = error.errors()[0]
            name = ".".join(str(part) for part in details["loc"])
            message = f"{name}: {details['msg'].removeprefix('Value error, ')}"
            problems.append(Problem("wrong-row", message, row.where))
        except ValueError as error:
            problems.append(Problem("wrong-row", str(error), row.where))
    return found, problems


def overlapping(kind: RowKind[D], found: Iterable[tuple[Line, D]]) -> Iterator[Problem]:
    """Two rows for the same thing that hold on the same day: nobody could say which counts."""
    seen: dict[object, list[tuple[Line, D]]] = {}
    for row, value in found:
        key = kind.key(value)
        for other_row, other in seen.get(key, ()):
            if value.overlaps(other):
                message = f"'{_said(key)}' holds here and in {other_row.where} on the same days"
                hint = "end the older one with valid_to, begin the newer one with valid_from"
                yield Problem("overlapping-validity", message, row.where, hint)
                break
        seen.setdefault(key, []).append((row, value))


def _said(key: object) -> str:
    return " ".join(str(part) for part in key) if isinstance(key, tuple) else str(key)

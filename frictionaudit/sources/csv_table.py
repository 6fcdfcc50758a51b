"""Service tables as CSV: the text, its separator and its rows; what they mean is read as for every table."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from frictionaudit.domain.procedure import Reading
from frictionaudit.errors import InputError
from frictionaudit.sources.tables.columns import header_at
from frictionaudit.sources.tables.grid import Grid, check_size, check_text, plain_grid
from frictionaudit.sources.tables.mapping import TableMapping
from frictionaudit.sources.tables.reading import read_grids

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_SNIFFED_ROWS = 200


def read(data: bytes, path: str, mapping: TableMapping | Mapping[str, Any] | None = None) -> Reading:
    """Read a CSV file as one service table; nothing in it is evaluated, a cell that begins with '=' is text."""
    check_size(data, path)
    text, notes = _text(data, path)
    separator = _separator(text)
    if separator != ",":
        notes.append(f"cells are separated by a {SEPARATORS[separator]}")
    return read_grids([replace(_grid(text, separator, path, notes), notes=tuple(notes))], path, mapping)


def _text(data: bytes, path: str) -> tuple[str, list[str]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), ["read as UTF-16"]
        except UnicodeDecodeError:
            raise InputError.of(
                "not-text", "the file is not text in UTF-16", f"{path}:1:1", "save the file as UTF-8"
            ) from None
    check_text(data, path, "a CSV table")
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        try:
            return data.decode("cp1252"), [f"not UTF-8 (line {line}), so read as Windows-1252"]
        except UnicodeDecodeError:
            raise InputError.of(
                "not-text", "the file is neither UTF-8 nor Windows-1252", f"{path}:{line}:1", "save the file as UTF-8"
            ) from None


def _separator(text: str) -> str:
    """The separator under which some row reads best as headings, else the one that splits the most rows."""

    def score(separator: str) -> tuple[int, int]:
        try:
            rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), _SNIFFED_ROWS))
        except csv.Error:
            return (0, 0)
        grid = plain_grid("", rows)
        best = max((len(header_at(grid, n).roles) for n, row in enumerate(rows, 1) if len(row) > 1), default=0)
        return (best, sum(len(row) > 1 for row in rows))

    return max(SEPARATORS, key=score)


def _grid(text: str, separator: str, path: str, notes: list[str]) -> Grid:
    for strict in (True, False):
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
        try:
            return plain_grid(path, reader)
        except csv.Error as error:
            if not strict or "field larger" in str(error):
                where = f"{path}:{max(1, reader.line_num)}:1"
                message, hint = "a cell is too long, or a quote is not closed", "check the quotes on this line"
                raise InputError.of("not-a-table", message, where, hint) from None
            notes.append(f"line {reader.line_num}: a quote is not closed, so quotes are read as ordinary characters")
    raise AssertionError  # pragma: no cover

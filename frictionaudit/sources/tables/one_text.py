"""Several cells of one row that hold the same kind of thing, as one text; each number takes the unit of its heading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from frictionaudit.sources.tables.cells.times import read_time
from frictionaudit.sources.tables.cells.units import fineness_of
from frictionaudit.sources.tables.columns import Column, Header
from frictionaudit.sources.tables.grid import Cell
from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.wording import says_nothing

_TIMES = (Role.TIME, Role.EFFORT, Role.WAIT, Role.LEAD_TIME)
_ALONE = {"min": "at least", "max": "at most"}
_NUMBER = re.compile(r"[\d.,]+(?:\s*(?:-|–|to|bis)\s*[\d.,]+)?")


def one_text(role: Role, header: Header, cells: Sequence[tuple[Column, Cell]]) -> tuple[str, Cell, list[Cell]]:
    """The text of the cells under headings of one role, the first cell that it is from, and those left out.

    A time in days and a time in hours are one time; minutes of the customer and of staff are two parts of it; the
    least and the longest time are a range. Of other times beside each other the first counts.
    """
    one_end = len(cells) == 1 and cells[0][0].bound
    if role not in _TIMES or (len({column.heading for column in header.of(role)}) == 1 and not one_end):
        return "\n".join(cell.text for _, cell in cells), cells[0][1], []
    said = [(column, cell) for column, cell in cells if not says_nothing(cell.text)] or list(cells[:1])
    if any(column.whose for column, _ in said):
        return "\n".join(_whose(column, cell) for column, cell in said), said[0][1], []
    texts = {cell: _with_unit(column, cell) for column, cell in said}
    if ends := _ends(said, texts):
        return ends, said[0][1], []
    fineness = {cell: fineness_of(text) for cell, text in texts.items()}
    in_order = sorted(texts, key=lambda cell: fineness[cell] or 0)
    if len(texts) > 1 and (None in fineness.values() or len({*fineness.values()}) < len(texts)):
        first = said[0][1]
        return texts[first], first, [cell for cell in texts if cell is not first]
    return " ".join(texts[cell] for cell in in_order), said[0][1], []


def _with_unit(column: Column, cell: Cell) -> str:
    bare = _NUMBER.fullmatch(cell.text.strip())
    return f"{cell.text} {column.hint}".strip() if bare else cell.text


def _whose(column: Column, cell: Cell) -> str:
    """A time with whose it is; a cell that names parts itself stays as it is."""
    text = _with_unit(column, cell)
    return f"{column.whose} {text}" if column.whose and read_time(text).duration else text


def _ends(said: Sequence[tuple[Column, Cell]], texts: Mapping[Cell, str]) -> str:
    """The least and the longest time as a range, one of them alone as 'at least' or 'at most'; '' for other times."""
    ends = {column.bound: texts[cell] for column, cell in said}
    if set(ends) == {"min", "max"} and len(said) == 2:
        return " - ".join(dict.fromkeys((ends["min"], ends["max"])))
    if len(said) == 1 and (words := _ALONE.get(said[0][0].bound)) and said[0][1].text[:1].isdigit():
        return f"{words} {texts[said[0][1]]}"
    return ""

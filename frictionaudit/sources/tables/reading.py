"""Reads the tables of a file: chooses the service table, splits it into parts and builds the procedure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from frictionaudit.domain.procedure import Reading, Side, Skipped, SourceSpan
from frictionaudit.domain.values import FrozenDict
from frictionaudit.errors import InputError, Problem
from frictionaudit.sources.tables.blocks import find_blocks, step_header
from frictionaudit.sources.tables.grid import Grid
from frictionaudit.sources.tables.join import joined
from frictionaudit.sources.tables.mapping import MappedParty, TableMapping, beside
from frictionaudit.sources.tables.printed import Printed
from frictionaudit.sources.tables.procedure import reading_of
from frictionaudit.sources.tables.sheets import with_sheets
from frictionaudit.sources.tables.text_beside import Beside, read_beside
from frictionaudit.sources.tables.unknown import unknown_table


def read_grids(
    grids: list[Grid],
    path: str,
    mapping: TableMapping | Mapping[str, Any] | None = None,
    *,
    consecutive: bool = False,
    beside_it: Sequence[str] = (),
) -> Reading:
    """Read the tables of one file as one service; InputError when none reads as one, or more than one does.

    `beside_it` are the texts of the file outside its tables. `consecutive` tables count their rows over the whole file,
    and may hold one service between them. The service then counts its rows from its own first one, unless a mapping
    names the row of its heading.
    Without a mapping the page `NAME.mapping.yaml` beside the file is used, if there is one.
    """
    settled = TableMapping.of(mapping) if mapping is not None else beside(path) or TableMapping()
    if not any(cell.text for grid in grids for row in grid.rows for cell in row):
        raise InputError.of("not-a-table", "no cell of the table has text", f"{path}:1:1", "save the table again")
    grids, settled = with_sheets(grids, settled)
    if not grids:
        raise InputError.of("not-a-table", "no sheet has steps", f"{path}:1:1", "name the sheet of the steps 'Steps'")
    if consecutive and settled.table is None:
        grids = joined(grids)
    chosen = _named(grids, path, settled) if settled.table is not None else grids
    tables = [(grid, header) for grid in chosen if (header := step_header(grid, settled)) and header.is_steps]
    if not tables:
        raise unknown_table(max(chosen, key=lambda grid: sum(map(len, grid.rows))), settled)
    if len(tables) > 1:
        raise InputError(
            Problem(
                "several-services",
                f"the file has {len(tables)} service tables: "
                + ", ".join(f"'{grid.name or n}'" for n, (grid, _) in enumerate(tables, 1)),
                str(tables[1][0].span(tables[1][1].row)),
                "save each in its own file, or name one with `table:` in NAME.mapping.yaml",
            )
        )
    grid, header = tables[0]
    ignored = tuple(
        Skipped(what=f"the table '{unread.name or n}'", why="it has no heading of steps", where=_begin(unread))
        for n, unread in enumerate(grids, 1)
        if unread is not grid and any(cell.text for row in unread.rows for cell in row)
    )
    own = grid if settled.header_row else grid.from_first_row()
    header = header if own is grid else step_header(own, settled) or header
    printed = find_blocks(own, header)
    others = [text for text in beside_it if not any(text == unread.name for unread in grids)]
    lines, titles = [skipped.what for skipped in printed.skipped], (settled.title, grid.name, PurePath(path).stem)
    title = " ".join(filter(None, (printed.title.text if printed.title else None, *titles)))
    said = read_beside(others, lines, title, path)
    return _reading(printed, path, settled, ignored, said)


def _reading(printed: Printed, path: str, mapping: TableMapping, ignored: tuple[Skipped, ...], said: Beside) -> Reading:
    """The reading, which can be made again with the sides of its parties settled."""

    def with_sides(sides: Mapping[str, Side]) -> Reading:
        names = {guess.party: guess.name for guess in reading.guessed}
        parties = {names[id]: MappedParty(side=side) for id, side in sides.items() if id in names}
        settled = mapping.model_copy(update={"parties": FrozenDict({**mapping.parties, **parties})})
        return _reading(printed, path, settled, ignored, said)

    reading = reading_of(printed, path, mapping, said, ignored, with_sides)
    return reading


def _begin(grid: Grid) -> SourceSpan:
    return grid.span(next((n for n in range(1, len(grid.rows) + 1) if grid.own(n)), 1))


def _named(grids: list[Grid], path: str, mapping: TableMapping) -> list[Grid]:
    for n, grid in enumerate(grids, 1):
        if mapping.table in (n, grid.name):
            return [grid]
    known = ", ".join(f"{n}" + (f" '{grid.name}'" if grid.name else "") for n, grid in enumerate(grids, 1))
    raise InputError.of("no-such-table", f"the mapping names table {mapping.table!r}", path, f"there are: {known}")

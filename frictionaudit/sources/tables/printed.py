"""A service table as printed: title, facts, requirements, rows and total, without interpretation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from frictionaudit.domain.procedure import Skipped
from frictionaudit.sources.tables.columns import Column, Header
from frictionaudit.sources.tables.grid import Cell, Grid, letter
from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.one_text import one_text


@dataclass(frozen=True)
class Entry:
    """The content of a row under one heading. `own` is False for a cell merged from above."""

    text: str
    row: int
    column: int
    own: bool = True


EMPTY = Entry("", 0, 0)


@dataclass(frozen=True)
class PrintedRow:
    """One row of the steps, by what its columns hold."""

    row: int
    entries: Mapping[Role, Entry]
    left_out: tuple[tuple[Role, Entry], ...] = ()
    """Times of the row for which another of the same kind counts."""

    def entry(self, role: Role) -> Entry:
        """The entry under a heading, an empty one where there is none."""
        return self.entries.get(role, EMPTY)

    def own(self, role: Role) -> str:
        """The text under a heading that belongs to this row alone."""
        entry = self.entry(role)
        return entry.text if entry.own else ""

    def says(self, role: Role) -> str:
        """The text under a heading, cells merged from above included."""
        return self.entry(role).text

    def place(self, role: Role) -> str:
        """Row and column in words, for notes."""
        entry = self.entry(role)
        return f"row {entry.row or self.row}, column {letter(entry.column or 1)}"


@dataclass(frozen=True)
class Printed:
    """The parts of one service table. `charter` says that it has the layout of a Citizen's Charter."""

    grid: Grid
    header: Header
    charter: bool
    rows: tuple[PrintedRow, ...]
    title: Entry | None = None
    facts: Mapping[str, Entry] = field(default_factory=dict)
    requirements: tuple[tuple[Entry, Entry], ...] = ()
    total: PrintedRow | None = None
    notes: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    def unit(self, role: Role) -> str:
        """The unit that a heading gives for the numbers below it, '' where it gives none."""
        hints = {column.hint for column in self.header.of(role)}
        return hints.pop() if len(hints) == 1 else ""

    def fact(self, name: str) -> str:
        """A fact of the head, '' where it is not printed."""
        return " ".join(self.facts[name].text.split()) if name in self.facts else ""


def line_of(cells: tuple[Cell, ...]) -> str:
    """A row as one line of text, for messages."""
    text = " | ".join(" ".join(cell.text.split()) for cell in cells)
    return text if len(text) <= 160 else f"{text[:159]}…"


def row_of(grid: Grid, header: Header, row: int) -> PrintedRow:
    """A row by its headings; a cell that reaches in from the left or from above is known but not the row's own."""
    entries: dict[Role, Entry] = {}
    left_out: list[tuple[Role, Entry]] = []
    for role in header.roles - {Role.IGNORE}:
        seen: dict[tuple[int, int], tuple[Column, Cell]] = {}
        for column in header.of(role):
            cell = grid.at(row, column.number)
            if cell.text:
                seen.setdefault((cell.row, cell.column), (column, cell))
        if seen:
            numbers = [column.number for column in header.of(role)]
            own = any(cell.row == row and cell.column in numbers for _, cell in seen.values())
            text, first, others = one_text(role, header, list(seen.values()))
            entries[role] = Entry(text, first.row, first.column, own)
            left_out += [(role, Entry(cell.text, cell.row, cell.column)) for cell in others if cell.row == row]
    return PrintedRow(row, entries, tuple(left_out))

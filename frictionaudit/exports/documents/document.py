"""What a document is made of: facts at its head, then sections with sentences, tables and drawings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from frictionaudit.domain.quantities.format import count
from frictionaudit.exports.wording import sanitize
from frictionaudit.exports.wording.tables import shortened, unbroken


@dataclass(frozen=True)
class Table:
    """Rows below their headings. `widths` are relative; the columns in `numbers` are aligned to the right.

    `rest` is a sentence below the rows, on those that are left out.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    numbers: tuple[int, ...] = ()
    rest: str = ""

    @property
    def relative_widths(self) -> tuple[float, ...]:
        """The width of each column as a part of the whole."""
        widths = self.widths or (1.0,) * len(self.headings)
        return tuple(width / sum(widths) for width in widths)


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG, and as PNG for formats that hold none; `alt` says in words what it shows."""

    svg: str
    alt: str
    png: bytes = b""


@dataclass(frozen=True)
class Section:
    """A heading with what belongs to it; a section without anything is not shown.

    `lead` stands before the `sentences`, which are a list; `new_page` begins a page where a format has pages.
    """

    heading: str
    sentences: tuple[str, ...] = ()
    table: Table | None = None
    picture: Picture | None = None
    lead: str = ""
    new_page: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing below the heading."""
        return (
            not self.sentences
            and not self.lead
            and self.picture is None
            and (self.table is None or not self.table.rows)
        )


@dataclass(frozen=True)
class Document:
    """A whole document. `pages` is how many pages it is meant for; 0 is as many as it takes."""

    title: str
    subtitle: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    made: date | None = None
    pages: int = 0
    language: str = "en"
    notes: tuple[str, ...] = ()

    @property
    def shown(self) -> Sequence[Section]:
        """The sections that hold something."""
        return [section for section in self.sections if not section.empty]


def cut(text: str, most: int = 180) -> str:
    """A text on one line and harmless, cut between words where it is too long; numbers stay with their units."""
    return unbroken(shortened(sanitize.text(text).strip(), most))


def limited(table: Table, most: int, one: str) -> Table:
    """The first rows of the table, and a sentence that says how many are left out."""
    left = len(table.rows) - most
    return table if left <= 0 else replace(table, rows=table.rows[:most], rest=f"… and {count(left, f'more {one}')}")

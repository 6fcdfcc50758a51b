"""Tables in Word documents: the tables of a document with their merged cells; macros and links are not followed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from frictionaudit.domain.procedure import Reading
from frictionaudit.errors import InputError
from frictionaudit.sources.tables.archive import Archive
from frictionaudit.sources.tables.grid import Grid, check_size
from frictionaudit.sources.tables.mapping import TableMapping
from frictionaudit.sources.tables.merged import Spanning, lay_out
from frictionaudit.sources.tables.raised import raised
from frictionaudit.sources.tables.reading import read_grids

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WIDEST = 100
_NEAR = 10
"""Headings above a table that may be its title, beside the first of the document."""


def read(data: bytes, path: str, mapping: TableMapping | Mapping[str, Any] | None = None) -> Reading:
    """Read a Word document that holds one service, in one table or in one after the other."""
    check_size(data, path)
    archive = Archive(data, path, "word/document.xml", ".docx")
    grids: list[Grid] = []
    heading: str | None = None
    styled: list[str] = []
    before = count = 0
    texts: list[str] = []
    for body in archive.elements("word/document.xml", f"{_W}body"):
        for element in body.iterdescendants(f"{_W}p", f"{_W}tbl"):
            if element.tag == f"{_W}p":
                inside = next(element.iterancestors(f"{_W}tc"), None) is not None
                whole = " ".join(_text(element).split())
                texts += [whole] if whole and not inside else []
                text = whole[:200]
                passed = inside or not text or (heading is not None and _SENTENCE.search(text) is not None)
                heading = heading if passed else text
                styled += [text] if not passed and _is_styled(element) else []
                continue
            rows = lay_out(_rows(element), path, before, count)
            count += sum(max(1, len(row)) for row in rows)
            grids.append(Grid(path, (*((),) * before, *rows), heading, headings=(*styled[:1], *styled[-_NEAR:])))
            before += len(rows)
    if not grids:
        raise InputError.of("not-a-table", "the document has no table", f"{path}:1:1", "save the one with the table")
    return read_grids(grids, path, mapping, consecutive=True, beside_it=texts)


_SENTENCE = re.compile(r"(?:\S+\s+){6,}\S+[.:;]$")
"""A paragraph that is no heading, but says something about the table below."""


def _is_styled(paragraph: etree._Element) -> bool:
    """Whether a paragraph has a style of titles or headings, in English or German."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and re.match(r"Title|Titel|Heading|Ü?berschrift", str(style.get(f"{_W}val"))) is not None


def _rows(table: etree._Element) -> list[list[Spanning]]:
    """The rows of a table; a cell that goes on from the one above is counted with it."""
    rows: list[list[Spanning]] = []
    open_at: dict[int, tuple[int, int]] = {}  # column -> row and place of the cell that may go on below
    for line in table.iterchildren(f"{_W}tr"):
        cells: list[Spanning] = []
        column = 0
        for cell in line.iterchildren(f"{_W}tc"):
            across, merge = _properties(cell)
            if merge == "continue" and column in open_at:
                row, place = open_at[column]
                above = rows[row][place]
                rows[row][place] = Spanning(above.text, above.across, len(rows) - row + 1)
            else:
                open_at.pop(column, None)
                if merge == "restart":
                    open_at[column] = (len(rows), len(cells))
                cells.append(Spanning("\n".join(_paragraphs(cell)), across))
            column += across
        rows.append(cells)
    return rows


def _properties(cell: etree._Element) -> tuple[int, str | None]:
    """How many columns a cell covers, and whether it begins or goes on with a cell merged over rows."""
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    text = str(span.get(f"{_W}val") or "1") if span is not None else "1"
    across = max(1, min(_WIDEST, int(text))) if text.isascii() and text.isdigit() and len(text) < 5 else 1
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return across, None if merge is None else str(merge.get(f"{_W}val") or "continue")


def _paragraphs(cell: etree._Element) -> Iterator[str]:
    """The paragraphs of a cell; a table inside is a table of its own."""
    for paragraph in cell.iterchildren(f"{_W}p"):
        yield _text(paragraph)


def _text(paragraph: etree._Element) -> str:
    parts = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
    return "".join(
        _printed(node) if node.tag == f"{_W}t" else parts.get(node.tag, "") for node in paragraph.iterdescendants()
    )


def _printed(node: etree._Element) -> str:
    """The text of a node, with raised figures where its run is raised."""
    run = node.getparent()
    place = run.find(f"{_W}rPr/{_W}vertAlign") if run is not None else None
    text = node.text or ""
    return raised(text) if place is not None and place.get(f"{_W}val") == "superscript" else text

"""Service tables in web pages: the tables of a page with their merged cells; no script, no network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree, html

from frictionaudit.domain.procedure import Reading
from frictionaudit.errors import InputError
from frictionaudit.limits import LIMITS
from frictionaudit.sources.tables.grid import Grid, check_size, check_text
from frictionaudit.sources.tables.mapping import TableMapping
from frictionaudit.sources.tables.merged import Spanning, lay_out
from frictionaudit.sources.tables.raised import raised
from frictionaudit.sources.tables.reading import read_grids

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PARAGRAPHS = ("p", "li", "dd", "div")
_AROUND = ("table", "nav", "header", "footer", "script", "style", "template", "noscript")
_BREAKS = {"br", "p", "div", "li", "ul", "ol", "tr"}
_UNSEEN = {"script", "style", "template", "noscript", "table"}
_WIDEST = 1000
_NEAR = 10
"""Headings above a table that may be its title, beside the first of the page."""
_CUT = ("ERR_RESOURCE_LIMIT", "ERR_INTERNAL_ERROR", "ERR_NO_MEMORY")
_LONG = re.compile(rb"<[A-Za-z][^<>]{2000,}")


def read(data: bytes, path: str, mapping: TableMapping | Mapping[str, Any] | None = None) -> Reading:
    """Read a web page that holds one service, in one table or in one after the other."""
    check_size(data, path)
    check_text(data, path, "a web page")
    for tag in _LONG.finditer(data):
        if len(tag[0].split()) > LIMITS.html_attributes:  # their number costs the parser its square in time
            line = data.count(b"\n", 0, tag.start()) + 1
            message = f"an element has more than {LIMITS.html_attributes:,} attributes"
            raise InputError.of("too-large", message, f"{path}:{line}:1", "save the table alone")
    try:
        parser = html.HTMLParser(encoding=_encoding(data), no_network=True, remove_comments=True, remove_pis=True)
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        message, hint = "the file is not a web page", "save the page as .html again"
        raise InputError.of("not-a-table", message, f"{path}:1:1", hint) from None
    cut = [entry for entry in parser.error_log if entry.type_name in _CUT or "depth" in entry.message.casefold()]
    if cut:  # the parser drops the rest of the page in silence
        deep = any("depth" in entry.message.casefold() for entry in cut)
        message = "the elements of the page are nested too deeply" if deep else "a text of the page has over 10 MB"
        raise InputError.of("not-a-table", message, f"{path}:{max(1, cut[0].line)}:1", "save the table alone")
    grids = list(_tables(root, path))
    if not grids:
        raise InputError.of(
            "not-a-table", "the web page has no table", f"{path}:1:1", "save the page that has the <table>"
        )
    return read_grids(grids, path, mapping, consecutive=True, beside_it=_texts(root))


def _encoding(data: bytes) -> str | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None if b"charset" in data[:4096].lower() else "cp1252"
    return "utf-8"


def _tables(root: Any, path: str) -> Iterator[Grid]:
    """The tables of a page, each with the heading that stands before it; rows are counted over the whole page."""
    headings: list[str] = []
    before = count = 0
    for element in root.iter(*_HEADINGS, "table"):
        if element.tag != "table":
            headings += filter(None, [" ".join(_text(element).split())])
            continue
        caption = element.find("caption")
        name = " ".join(_text(caption).split()) if caption is not None else headings[-1] if headings else None
        lines = [row for row in element.iter("tr") if next(row.iterancestors("table"), None) is element]
        rows = lay_out(_rows(lines), path, before, count)
        count += sum(max(1, len(row)) for row in rows)
        yield Grid(path, (*((),) * before, *rows), name or None, headings=(*headings[:1], *headings[-_NEAR:]))
        before += len(rows)


def _texts(root: Any) -> list[str]:
    """The paragraphs and list items of a page outside its tables, and outside what leads through the site."""
    blocks = (element for element in root.iter(*_PARAGRAPHS) if next(element.iterancestors(*_AROUND), None) is None)
    inner = (element for element in blocks if next(element.iterdescendants(*_PARAGRAPHS), None) is None)
    return [text for element in inner if (text := " ".join(_text(element).split()))]


def _rows(lines: list[Any]) -> list[list[Spanning]]:
    return [
        [
            Spanning(_text(cell), _number(cell, "colspan", _WIDEST), _number(cell, "rowspan", len(lines)))
            for cell in line.iterchildren("td", "th")
        ]
        for line in lines
    ]


def _number(element: Any, name: str, most: int) -> int:
    text = str(element.get(name) or "1").strip()
    number = int(text[:9]) if text.isascii() and text.isdigit() else 1
    return min(most, number) if number or name == "colspan" else most  # rowspan 0 reaches to the end


def _text(element: Any) -> str:
    """What a reader sees of a cell; a table inside is a table of its own."""
    parts = [_flat(element.text)]
    hidden = 0  # how many of the elements around are not seen
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if node is element:
            continue
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            hidden += tag in _UNSEEN
            if not hidden and tag:
                parts += [
                    "\n" if tag in _BREAKS else "",
                    raised(_flat(node.text)) if tag == "sup" else _flat(node.text),
                ]
        else:
            if not hidden and tag in _BREAKS - {"br"}:
                parts.append("\n")
            hidden -= tag in _UNSEEN
            if not hidden:
                parts.append(_flat(node.tail))
    return "".join(parts)


def _flat(text: str | None) -> str:
    return " ".join((text or "").splitlines())

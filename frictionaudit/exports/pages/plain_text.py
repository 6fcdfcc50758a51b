"""The text of a page as paragraphs, as somebody reads it from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html

_BLOCKS = frozenset({"p", "li", "dd", "dt", "h1", "h2", "h3", "h4", "td", "th", "summary", "caption"})


def paragraphs(page: str) -> Iterator[str]:
    """Headings, paragraphs, items and cells of the main part, in order; an item with blocks inside is told by these."""
    main = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8")).find(".//main")
    for block in main.iter(*_BLOCKS) if main is not None else ():
        text = " ".join("".join(_own(block)).split())
        if text and not any(holder.get("aria-hidden") for holder in (block, *block.iterancestors())):
            yield text


def _own(element: html.HtmlElement) -> Iterator[str]:
    """The text of an element without that of the blocks inside it."""
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield " "
        if child.tag not in (*_BLOCKS, "ul", "ol", "table", "svg", "details", "div"):
            yield from _own(child)
        yield child.tail or ""

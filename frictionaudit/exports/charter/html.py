"""A charter as a web page with one table."""

from __future__ import annotations

from frictionaudit.exports.charter.layout import CHECKLIST, HEADINGS, Charter
from frictionaudit.exports.templates import styled


def write(charter: Charter) -> bytes:
    """The page; its title is the table's caption."""
    page = styled("pages/page.css").get_template("pages/charter.html")
    return page.render(charter=charter, columns=HEADINGS, checklist=CHECKLIST, lines=str.splitlines).encode()

"""A document as one HTML file: no script, nothing fetched, light and dark, and two pages when it is printed."""

from __future__ import annotations

from functools import cache

from jinja2 import Template
from markupsafe import Markup

from frictionaudit.exports.documents.document import Document, Picture
from frictionaudit.exports.templates import environment


def write(document: Document) -> bytes:
    """The document in UTF-8."""
    return _template().render(document=document).encode()


@cache
def _template() -> Template:
    return environment(drawn=drawn).get_template("document.html")


def drawn(picture: Picture) -> Markup:
    """A drawing of ours within a page that has its style."""
    return Markup(picture.svg)

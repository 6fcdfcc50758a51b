"""Documents for people who were not there: one content, written as Markdown, HTML, Word, Excel or PDF."""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import Any

from frictionaudit.exports.documents.document import Document

FORMATS = MappingProxyType({"markdown": "md", "html": "html", "docx": "docx", "xlsx": "xlsx", "pdf": "pdf"})
"""Formats of a document with the ending of their files; the module here of the same name writes it."""
BINARY = ("docx", "xlsx", "pdf")
"""Formats that no terminal shows."""


def write(document: Document, form: str) -> bytes:
    """A document in a format; UsageError where the package for it is not installed. Equal documents, equal bytes."""
    module: Any = import_module(f"{__name__}.{form}")
    data: bytes = module.write(document)
    return data

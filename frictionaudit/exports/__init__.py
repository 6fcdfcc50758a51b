"""Writers, one per format: an audit or a procedure in, text or bytes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from types import MappingProxyType
from typing import Any

FORMATS = MappingProxyType(
    {
        "text": "text",
        "concise": "concise",
        "statistics": "statistics",
        "json": "json",
        "sarif": "sarif",
        "github": "github",
        "markdown": "markdown",
        "junit": "junit",
        "csv": "csv",
        "html": "html",
        "docx": "docx",
        "pdf": "pdf",
    }
)
"""Formats of an audit, each with the module here whose `write` makes it."""
BINARY = ("docx", "pdf")
"""Formats that are bytes, which no terminal shows."""


def in_pieces(form: str, audit: Any) -> Iterable[str | bytes]:
    """An audit in a format, piece by piece where its module can, so that a long one never stands in memory whole."""
    module: Any = import_module(f"{__name__}.audit.{FORMATS[form]}")
    pieces: Iterable[str | bytes] = module.pieces(audit) if hasattr(module, "pieces") else (module.write(audit),)
    return pieces


def writer(form: str) -> Callable[..., str]:
    """The function that writes an audit in this format; only its own module is loaded."""
    module: Any = import_module(f"{__name__}.audit.{FORMATS[form]}")
    write: Callable[..., str] = module.write
    return write

"""Procedures as lines of text: `Customer: rings the repairs line (phone, queue 12m)`, branches indented below."""

from __future__ import annotations

from frictionaudit.domain.procedure import Reading
from frictionaudit.errors import InputError
from frictionaudit.limits import LIMITS
from frictionaudit.sources.lines.grammar import parse
from frictionaudit.sources.lines.procedure import reading_of
from frictionaudit.sources.tables.grid import check_text


def read(data: bytes, path: str) -> Reading:
    """Read a `.steps` file; InputError names every line that is not understood, and what was expected there."""
    if len(data) > LIMITS.page_bytes:
        most = f"{LIMITS.page_bytes / 1e6:.0f} MB"
        message = f"the file has {len(data) / 1e6:.0f} MB; a list of steps has at most {most}"
        raise InputError.of("too-large", message, f"{path}:1:1", "split it into several files")
    check_text(data, path, "lines of text")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message, hint = "the file is not text in UTF-8", "save the file as UTF-8"
        raise InputError.of("not-text", message, f"{path}:{line}:1", hint) from None
    return reading_of(parse(text, path), path)

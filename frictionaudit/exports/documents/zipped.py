"""A zipped office file with the same bytes each time: nothing in it tells when it was written."""

from __future__ import annotations

import gc
import io
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from lxml import etree

from frictionaudit.errors import OutputError

_MADE = (2000, 1, 1, 0, 0, 0)
_CREATED = re.compile(rb"<dcterms:created[^>]*>([^<]*)")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def saved(save: Callable[[BinaryIO], object]) -> bytes:
    """What a library saves; OutputError where the temporary files that it writes first find no place."""
    stream, whole = io.BytesIO(), False
    with _without_echo():
        with suppress(OSError, etree.SerialisationError):
            save(stream)
            whole = True
        if not whole:
            gc.collect()
    if not whole:
        raise OutputError.of(
            "file-not-written",
            "the office file cannot be written: a temporary file finds no place",
            hint="free some space in the folder for temporary files, or set TMPDIR to another",
        )
    return _same_bytes(stream.getvalue())


@contextmanager
def _without_echo() -> Iterator[None]:
    """What was half written fails once more when it is dropped; that alone is not printed."""
    before, sys.unraisablehook = sys.unraisablehook, lambda _: None
    try:
        yield
    finally:
        sys.unraisablehook = before


def _same_bytes(archive: bytes) -> bytes:
    """The same archive with a fixed date on each of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            entry = zipfile.ZipInfo(part.filename, _MADE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = part.external_attr
            data = old.read(part.filename)
            if part.filename == "docProps/core.xml":  # the library of workbooks writes the time of saving here
                made = _CREATED.search(data)
                data = _MODIFIED.sub(rb"\g<1>" + (made[1] if made else b""), data)
            new.writestr(entry, data)
    return out.getvalue()

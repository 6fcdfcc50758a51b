"""A zipped office file with the same bytes each time: nothing in it tells when it was written."""

from __future__ import annotations

import io
import zipfile

_MADE = (2000, 1, 1, 0, 0, 0)


def same_bytes(data: bytes) -> bytes:
    """The same archive with a fixed date on each of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            entry = zipfile.ZipInfo(part.filename, _MADE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = part.external_attr
            new.writestr(entry, old.read(part.filename))
    return out.getvalue()

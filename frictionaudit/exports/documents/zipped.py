"""A zipped office file with the same bytes each time: nothing in it tells when it was written."""

from __future__ import annotations

import io
import re
import zipfile

_MADE = (2000, 1, 1, 0, 0, 0)
_CREATED = re.compile(rb"<dcterms:created[^>]*>([^<]*)")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def same_bytes(archive: bytes) -> bytes:
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

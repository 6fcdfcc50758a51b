"""What a file really is, by its first bytes, where its name says something else."""

from __future__ import annotations

_SIGNATURES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip archive or an Office file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}
UTF_16 = "text in UTF-16"


def binary_kind(data: bytes) -> str | None:
    """A PDF, an image, an archive or text in UTF-16; None for anything else."""
    return next((kind for signature, kind in _SIGNATURES.items() if data.startswith(signature)), None)


def is_markup(data: bytes) -> bool:
    """Whether a file begins as XML or as a web page."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:9].lower().startswith((b"<?xml", b"<!doctype", b"<html"))

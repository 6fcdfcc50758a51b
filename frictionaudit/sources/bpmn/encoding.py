"""The encoding of a drawing: what the parser cannot decode is changed to UTF-8."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from frictionaudit.errors import InputError

_CHUNK = 1 << 16
_HEAD = 1000
"""The XML declaration ends within this number of bytes."""
_DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_NATIVE = frozenset({"utf-8", "utf8", "utf-16", "iso-8859-1", "us-ascii"})
_NO_CHARACTERS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})


def pieces(data: bytes, path: str) -> tuple[Iterator[bytes], str | None]:
    """The file piece by piece, and its encoding where the parser does not know it and it was changed to UTF-8."""
    head = data[:_HEAD]
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml") and b"?>" not in head:
        raise InputError.of("not-xml", "the XML declaration does not end", f"{path}:1:1", "save it as UTF-8")
    declared = _DECLARED.match(head)
    name = declared[1].decode().lower() if declared else "utf-8"
    whole = (data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK))
    if name in _NATIVE:
        return whole, None
    try:
        known = codecs.lookup(name)
        codec = known.name if getattr(known, "_is_text_encoding", True) else "undefined"  # not hex, zip and the like
    except LookupError:
        codec = "undefined"
    if codec.replace("-", "_") in _NO_CHARACTERS:
        raise InputError.of("not-xml", f"the encoding '{name}' is not known", f"{path}:1:1", "save it as UTF-8")
    return _recoded(whole, codec, path), "utf-8"


def _recoded(pieces: Iterator[bytes], codec: str, path: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(codec)()
    line = 1
    try:
        for piece in pieces:
            text = decoder.decode(piece)
            line += text.count("\n")
            yield text.encode()
        yield decoder.decode(b"", True).encode()
    except UnicodeError:
        message = f"the file declares {codec}, but is not written in it"
        raise InputError.of("not-xml", message, f"{path}:{line}:1", "save it as UTF-8") from None

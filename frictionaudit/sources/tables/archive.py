"""Office files as archives: refused when they unpack to more than a table needs, their XML read piece by piece."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from frictionaudit.errors import InputError
from frictionaudit.limits import LIMITS

_PARTS = 10_000
_CHUNK = 1 << 20
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(RuntimeError, NotImplementedError, EOFError, OSError, ValueError),
)
"""The errors of unpacking a damaged archive, or one packed in an unusual way."""


class Archive:
    """The parts of an office file. Each part is XML; a DTD is refused, entities are never expanded."""

    def __init__(self, data: bytes, path: str, part: str, ending: str) -> None:
        """Open an archive that must have a `part`; InputError for what is none, or unpacks to more than the limit."""
        self.path = path
        self.ending = ending
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise self._fault("this is an old or password-protected file", f"save it as {ending} without a password")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self._zip.namelist())
            self._check()
        except _UNREADABLE:
            raise self.damaged() from None
        if part not in self.names:
            raise self._fault(f"this is a zip archive, not an {ending} file", f"save the table as {ending}")

    def _check(self) -> None:
        """The sizes that the archive states, and the true ones."""
        parts = self._zip.infolist()
        if len(parts) > _PARTS or sum(part.file_size for part in parts) > LIMITS.unpacked_bytes:
            raise self._too_large()
        unpacked = 0
        for part in parts:
            with self._zip.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    unpacked += len(chunk)
                    if unpacked > LIMITS.unpacked_bytes:
                        raise self._too_large()

    def elements(self, part: str, *tags: str) -> Iterator[etree._Element]:
        """The elements of a part with these tags, each once it is complete; what was read is forgotten."""
        try:
            with self._zip.open(part) as stream:
                events = etree.iterparse(stream, events=("start", "end"), resolve_entities=False, no_network=True)
                wanted, first, depth = frozenset(tags), True, 0
                for event, element in events:
                    if first:
                        first = False
                        if element.getroottree().docinfo.doctype:
                            message = f"'{part}' inside it defines entities, which could hide other files"
                            raise self._fault(message, f"save the table again as {self.ending}")
                    depth += 1 if event == "start" else -1
                    if depth > LIMITS.drawing_depth:
                        raise self.damaged()
                    if event == "end" and element.tag in wanted:
                        yield element
                        element.clear()
                        parent = element.getparent()
                        while parent is not None and element.getprevious() is not None:
                            del parent[0]
        except (etree.XMLSyntaxError, *_UNREADABLE):
            raise self.damaged() from None

    def damaged(self) -> InputError:
        """The error for a file that cannot be read whole."""
        message = f"the file is not an {self.ending} file, or is damaged"
        return self._fault(message, f"save the table again as {self.ending}")

    def _fault(self, message: str, hint: str) -> InputError:
        return InputError.of("not-a-table", message, self.path, hint)

    def _too_large(self) -> InputError:
        most = f"{LIMITS.unpacked_bytes / 1e6:.0f} MB"
        return InputError.of("too-large", f"the file unpacks to more than {most}", self.path, "save the table alone")

"""A workbook as an archive: refused when it unpacks to more than a table needs, and asked for its merged cells."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from frictionaudit.errors import InputError
from frictionaudit.limits import LIMITS

_PARTS = 10_000
_CHUNK = 1 << 20
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_AREA = re.compile(r"^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$")
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(RuntimeError, NotImplementedError, EOFError, OSError, ValueError),
)
"""The errors of unpacking a damaged archive, or one packed in an unusual way."""


@dataclass(frozen=True)
class Merged:
    """An area of merged cells, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


def check_archive(data: bytes, path: str) -> None:
    """InputError for what is no workbook, or unpacks to more than the limit: the sizes it states, and the true ones."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        message = "this is an old or password-protected workbook"
        raise InputError.of("not-a-table", message, path, "save it as .xlsx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _PARTS or sum(part.file_size for part in parts) > LIMITS.unpacked_bytes:
                raise _too_large(path)
            if "xl/workbook.xml" not in archive.namelist():
                message = "this is a zip archive, not an .xlsx workbook"
                raise InputError.of("not-a-table", message, path, "save the table as .xlsx")
            unpacked = 0
            for part in parts:
                with archive.open(part) as stream:
                    for chunk in iter(lambda stream=stream: stream.read(_CHUNK), b""):  # type: ignore[misc]
                        unpacked += len(chunk)
                        if unpacked > LIMITS.unpacked_bytes:
                            raise _too_large(path)
                        if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk:
                            message = f"'{part.filename}' inside it defines entities, which could hide other files"
                            raise InputError.of("not-a-table", message, path, "save the table again as .xlsx")
    except _UNREADABLE:
        message = "the file is not an .xlsx workbook, or is damaged"
        raise InputError.of("not-a-table", message, path, "save the table as .xlsx") from None


def _too_large(path: str) -> InputError:
    most = f"{LIMITS.unpacked_bytes / 1e6:.0f} MB"
    return InputError.of("too-large", f"the workbook unpacks to more than {most}", path, "save the table alone")


def merged_cells(data: bytes) -> dict[str, tuple[Merged, ...]]:
    """Merged areas by sheet name, which the fast reader for workbooks leaves out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        links = "xl/_rels/workbook.xml.rels"
        targets = {}
        if links in names:
            targets = {node.get("Id"): str(node.get("Target")) for node in _root(archive.read(links))}
        areas = {}
        for sheet in _root(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
            target = targets.get(sheet.get(_LINK), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in names:
                with archive.open(part) as stream:
                    areas[str(sheet.get("name"))] = tuple(_areas(stream))
    return areas


def _root(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _areas(stream: object) -> Iterator[Merged]:
    for _, node in etree.iterparse(stream, tag=(f"{_MAIN}mergeCell", f"{_MAIN}row"), resolve_entities=False):
        area = _AREA.match(str(node.get("ref") or ""))
        node.clear()
        if area:
            left, top, right, bottom = _column(area[1]), int(area[2]), _column(area[3]), int(area[4])
            if 1 <= top <= bottom and left <= right:
                yield Merged(top, left, bottom, right)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number

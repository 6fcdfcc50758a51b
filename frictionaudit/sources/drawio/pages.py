"""The pages of a draw.io file as XML: compressed ones are unpacked, within limits."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from frictionaudit.errors import InputError, Problem
from frictionaudit.limits import LIMITS
from frictionaudit.sources.bpmn.xml import parse
from frictionaudit.sources.bpmn.xml_tree import Element

ROOTS = ("mxfile", "mxGraphModel")
_SAVE = "save it in draw.io as an uncompressed .drawio file"


def pages(data: bytes, path: str) -> Iterator[tuple[str, Element, Element, bool]]:
    """Each page: its name, its place in the file, its model, and whether the lines inside are those of the file."""
    root = parse(data, path, _check).root
    if root.name == "mxGraphModel":
        yield "", root, root, True
        return
    left = LIMITS.drawing_bytes
    for diagram in root.children:
        if diagram.name != "diagram":
            continue
        model = next((child for child in diagram.children if child.name == "mxGraphModel"), None)
        if model is not None:
            yield diagram.get("name"), diagram, model, True
        elif diagram.text.strip():
            unpacked = _unpacked(diagram, path, left)
            left -= len(unpacked)
            yield diagram.get("name"), diagram, _inner(unpacked, diagram, path), False


def _check(_: str, local: str, where: str) -> Problem | None:
    if local in ROOTS:
        return None
    hint = "export it from draw.io as .drawio, or as BPMN 2.0 XML from a BPMN tool"
    return Problem("not-a-drawing", f"the root element is '{local}', not draw.io's 'mxfile'", where, hint)


def _unpacked(diagram: Element, path: str, most: int) -> bytes:
    """The XML in a compressed page: base64 of raw deflate of percent-encoded text."""
    where = str(diagram.span(path))
    try:
        packed = base64.b64decode("".join(diagram.text.split()), validate=True)
        unpacking = zlib.decompressobj(-15)
        text = unpacking.decompress(packed, most)
    except (binascii.Error, ValueError, zlib.error):
        message = "the content of this page is neither a model nor compressed as draw.io does it"
        raise InputError.of("not-a-drawing", message, where, _SAVE) from None
    if unpacking.unconsumed_tail or len(text) >= most:
        message = f"unpacked, the drawing has more than {LIMITS.drawing_bytes / 1e6:.0f} MB"
        raise InputError.of("too-large", message, where, "split it into several drawings")
    if not unpacking.eof:
        raise InputError.of("not-a-drawing", "the content of this page breaks off", where, _SAVE)
    return unquote_to_bytes(text)


def _inner(data: bytes, diagram: Element, path: str) -> Element:
    """The model in an unpacked page; its errors are those of the page."""
    try:
        return parse(data, path, _check).root
    except InputError as error:
        where = str(diagram.span(path))
        raise InputError(Problem(p.slug, f"in this page: {p.message}", where, p.hint) for p in error.problems) from None

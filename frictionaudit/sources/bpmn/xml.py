"""The XML of a drawing as plain elements, each with its line; hostile files are refused."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from xml.parsers import expat

from frictionaudit.errors import InputError, Problem
from frictionaudit.limits import LIMITS
from frictionaudit.sources.bpmn.encoding import pieces
from frictionaudit.sources.bpmn.xml_tree import Box, Element, XmlTree
from frictionaudit.sources.file_kinds import UTF_16, binary_kind

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
MODELS = frozenset({MODEL, "http://schema.omg.org/spec/BPMN/2.0"})
"""The namespace of BPMN 2.0, and the one of its last draft."""
SEPARATOR = "\f"
"""Between a namespace and a name: no XML can hold it, while a namespace may well have blanks."""
LAYOUT = frozenset({"BPMNDiagram"})
"""Elements whose inside says where things stand on the paper, and nothing else."""
EXPORT = "export the drawing as BPMN 2.0 XML"
_CODES = expat.errors.codes
_DAMAGE = {
    _CODES[expat.errors.XML_ERROR_INVALID_TOKEN]: (
        "a character that XML does not allow here", "write &amp; for & and &lt; for <",
    ),
    _CODES[expat.errors.XML_ERROR_UNBOUND_PREFIX]: (
        "a prefix without its namespace", "add xmlns:PREFIX=… to the root element",
    ),
    _CODES[expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE]: ("an attribute is given twice", "remove one of them"),
    _CODES[expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]: ("text after the end of the drawing", "remove it"),
    _CODES[expat.errors.XML_ERROR_UNDEFINED_ENTITY]: ("an entity that is not defined", "write the character itself"),
}  # fmt: skip
"""Damage by the parser's number of it, with what to do; anything else is reported as damage."""
_LONG = re.compile(rb"<[^<]{50000,}")


def _not_bpmn(namespace: str, local: str, where: str) -> Problem | None:
    if local == "definitions" and namespace in MODELS:
        return None
    if local == "definitions":
        message, hint = "'definitions' is not in the BPMN 2.0 namespace", f'add xmlns="{MODEL}"'
    else:
        message, hint = f"the root element is '{local}', not BPMN's 'definitions'", EXPORT
    return Problem("not-bpmn", message, where, hint)


RootCheck = Callable[[str, str, str], Problem | None]
"""What is wrong with a root element: namespace, name and place in, a problem or None out."""


def parse(data: bytes, path: str, root: RootCheck = _not_bpmn) -> XmlTree:
    """Parse a drawing; one located InputError where it is damaged, hostile or not what `root` takes."""
    if len(data) > LIMITS.drawing_bytes:
        size, most = (f"{number / 1e6:.0f} MB" for number in (len(data), LIMITS.drawing_bytes))
        message = f"the file has {size}; a drawing has at most {most}"
        raise InputError.of("too-large", message, f"{path}:1:1", "split it into several drawings")
    kind = binary_kind(data)
    if not data.strip() or (kind is not None and kind != UTF_16):
        message = f"this is {kind}, not a drawing" if kind else "the file is empty"
        raise InputError.of("not-xml", message, f"{path}:1:1", EXPORT)
    for tag in _LONG.finditer(data):
        if tag[0].count(b"=") > LIMITS.attributes:  # before the parser makes them all at once
            line = data.count(b"\n", 0, tag.start()) + 1
            message = f"an element has more than {LIMITS.attributes:,} attributes"
            raise InputError.of("too-large", message, f"{path}:{line}:1", EXPORT)
    chunks, encoding = pieces(data, path)
    building = _Building(path, encoding, root)
    try:
        for chunk in chunks:
            building.parser.Parse(chunk, False)
        building.parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise InputError(building.damage(error, data)) from None
    del building.parser  # it holds what holds it
    if building.root is None:
        raise InputError.of("not-xml", "the file is not XML", f"{path}:1:1", EXPORT)
    layout: Counter[str] = Counter()
    for name, times in building.layout.items():
        if (split := _split(name))[0] in MODELS:
            layout[split[1]] += times
    return XmlTree(building.root, building.elements, layout, building.boxes)


def root_name(head: bytes) -> tuple[str, str] | None:
    """Namespace and name of the root element that a file begins with; None where it does not show."""
    names: list[tuple[str, str]] = []
    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    parser.StartElementHandler = lambda name, _: names.append(_split(name)) if not names else None
    try:
        parser.Parse(head, False)
    except (expat.ExpatError, LookupError, ValueError):
        return names[0] if names else None
    return names[0] if names else None


def _split(name: str) -> tuple[str, str]:
    namespace, _, local = name.rpartition(SEPARATOR)
    return namespace, local


class _Building:
    """Elements as the parser meets them."""

    def __init__(self, path: str, encoding: str | None, check: RootCheck) -> None:
        self.path, self.check = path, check
        self.root: Element | None = None
        self.open: Element | None = None
        self.elements: list[Element] = []
        self.layout: Counter[str] = Counter()
        self.boxes: dict[str, Box] = {}
        self._depth = 0
        self._text: list[str] = []
        self.parser = expat.ParserCreate(encoding, namespace_separator=SEPARATOR)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text.append
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _here(self) -> str:
        return f"{self.path}:{self.parser.CurrentLineNumber}:{self.parser.CurrentColumnNumber + 1}"

    def damage(self, error: expat.ExpatError, data: bytes) -> Problem:
        """What is wrong with the XML at the place where the parser stopped."""
        where = f"{self.path}:{error.lineno}:{error.offset + 1}"
        if self.root is None and not data.lstrip(b"\xef\xbb\xbf\xff\xfe\xfe\0 \t\r\n").startswith(b"<"):
            return Problem("not-xml", "the file is not XML", f"{self.path}:1:1", EXPORT)
        if error.code == _CODES[expat.errors.XML_ERROR_TAG_MISMATCH] and self.open is not None:
            message = f"'{self.open.name}', opened on line {self.open.line}, is not closed before this tag"
            return Problem("not-xml", message, where, f"add </{self.open.name}>, or export the drawing again")
        if error.code in _DAMAGE:
            message, hint = _DAMAGE[error.code]
            return Problem("not-xml", message, where, hint)
        if error.lineno > data.count(b"\n") or error.code == _CODES[expat.errors.XML_ERROR_UNCLOSED_TOKEN]:
            inside = f"before '{self.open.name}' is closed" if self.open is not None else "too early"
            return Problem("not-xml", f"the XML ends {inside}", where, "export the drawing again")
        return Problem("not-xml", "the XML is damaged here", where, "export the drawing again")

    def _doctype(self, *_: object) -> None:
        message, hint = "the file has a DOCTYPE, which can hide other files", "remove it; a drawing needs none"
        raise InputError.of("doctype-not-allowed", message, self._here(), hint)

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > LIMITS.drawing_depth:
            message = f"elements are nested more than {LIMITS.drawing_depth} levels deep"
            raise InputError.of("too-deep", message, self._here(), "move the inner sub-processes to their own file")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, local = _split(name)
        self._deeper()
        if len(self.elements) >= LIMITS.drawing_elements:
            message = f"the drawing has more than {LIMITS.drawing_elements:,} elements"
            raise InputError.of("too-large", message, self._here(), "split it into several drawings")
        if self.open is None and (problem := self.check(namespace, local, self._here())) is not None:
            raise InputError([problem])
        element = Element(
            local,
            namespace,
            self.parser.CurrentLineNumber,
            self.parser.CurrentColumnNumber + 1,
            {_plain(key) if SEPARATOR in key else key: value for key, value in attributes.items()},
            self.open,
            own=namespace in MODELS,
        )
        if self.open is None:
            self.root = element
        else:
            self.open.children.append(element)
            self._add_text(self.open)
        self.elements.append(element)
        self.open = element
        if local in LAYOUT:
            self._pass_over(self._depth)

    def _add_text(self, element: Element) -> None:
        """Add the text so far to the element, unless it is only white space between others."""
        if self._text:
            text = "".join(self._text)
            self._text.clear()
            if not text.isspace():
                element.text += text

    def _end(self, _: str) -> None:
        self._depth -= 1
        if self.open is not None:
            self._add_text(self.open)
            self.open.last_line = self.parser.CurrentLineNumber
            self.open = self.open.parent

    def _pass_over(self, depth: int) -> None:
        """Count the elements inside the open one without keeping them."""
        layout, parser, boxes = self.layout, self.parser, self.boxes
        shapes: list[str] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            self._deeper()
            layout[name] += 1
            if name.endswith("BPMNShape"):
                shapes[:] = [attributes.get("bpmnElement", "").rpartition(":")[2]]
            elif shapes and name.endswith("Bounds"):
                if len(boxes) < LIMITS.drawing_steps and (box := _box(attributes)) is not None:
                    boxes.setdefault(shapes[0], box)
                shapes.clear()  # what follows is the place of its label

        def end(name: str) -> None:
            if self._depth > depth:
                self._depth -= 1
                return
            parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
            parser.CharacterDataHandler = self._text.append
            self._end(name)

        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, None


def _box(attributes: dict[str, str]) -> Box | None:
    """A place on the paper; None where it is not given in numbers."""
    try:
        left, top, width, height = (float(attributes[key]) for key in ("x", "y", "width", "height"))
    except (KeyError, ValueError):
        return None
    place = (left, top, width, height)
    return place if all(map(math.isfinite, place)) else None  # 'NaN' is a number to Python


def _plain(key: str) -> str:
    namespace, _, local = key.rpartition(SEPARATOR)
    return f"{{{namespace}}}{local}" if namespace and namespace not in MODELS else local

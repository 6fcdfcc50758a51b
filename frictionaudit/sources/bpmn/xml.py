"""The XML of a drawing as plain elements, each with its line; whatever could harm the reader is refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from frictionaudit.domain.procedure import SourceSpan
from frictionaudit.errors import InputError
from frictionaudit.limits import LIMITS
from frictionaudit.sources.bpmn.encoding import pieces

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
MODELS = frozenset({MODEL, "http://schema.omg.org/spec/BPMN/2.0"})
"""The namespace of BPMN 2.0, and the one of its last draft."""
LAYOUT = frozenset({"BPMNDiagram"})
"""Elements whose inside says where things stand on the paper, and nothing else."""
_LONG = re.compile(rb"<[^<]{50000,}")


@dataclass(eq=False, slots=True)
class Element:
    """One element: attributes of its own format by plain name, those of others as `{namespace}name`."""

    name: str
    namespace: str
    line: int
    column: int
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element] = field(default_factory=list)
    text: str = ""
    last_line: int = 0
    own: bool = True
    """Whether it belongs to BPMN and not to somebody's extension."""

    def get(self, attribute: str) -> str:
        """An attribute without its outer blanks; empty where there is none."""
        return self.attributes.get(attribute, "").strip()

    def all(self, *names: str) -> Iterator[Element]:
        """Children of BPMN with one of these parser."""
        return (child for child in self.children if child.name in names and child.own)

    def first(self, *names: str) -> Element | None:
        return next(self.all(*names), None)

    def below(self) -> Iterator[Element]:
        """Itself and everything inside, in the order of the file."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack += reversed(element.children)

    def span(self, path: str) -> SourceSpan:
        return SourceSpan(path, self.line, self.column)


@dataclass
class XmlTree:
    """A file: all its elements in order, and how many of each name stand in the layout, which is not kept."""

    root: Element
    elements: list[Element]
    layout: Counter[str]


def parse(data: bytes, path: str) -> XmlTree:
    """Parse a drawing; one located InputError where it is damaged, hostile or no BPMN."""
    if len(data) > LIMITS.drawing_bytes:
        size, most = (f"{number / 1e6:.0f} MB" for number in (len(data), LIMITS.drawing_bytes))
        raise InputError.of("too-large", f"{size} is more than a drawing has", f"{path}:1:1", f"at most {most}")
    for tag in _LONG.finditer(data):
        if tag[0].count(b"=") > LIMITS.attributes:  # before the parser makes them all at once
            line = data.count(b"\n", 0, tag.start()) + 1
            raise InputError.of("too-large", f"more than {LIMITS.attributes} attributes", f"{path}:{line}:1")
    chunks, encoding = pieces(data, path)
    building = _Building(path, encoding)
    try:
        for chunk in chunks:
            building.parser.Parse(chunk, False)
        building.parser.Parse(b"", True)
    except expat.ExpatError as error:
        message = f"the XML breaks off or is damaged: {expat.ErrorString(error.code)}"
        raise InputError.of("not-xml", message, f"{path}:{error.lineno}:{error.offset + 1}") from None
    if building.root is None:
        raise InputError.of("not-xml", "the file has no element", f"{path}:1:1")
    layout: Counter[str] = Counter()
    for name, times in building.layout.items():
        layout[_split(name)[1]] += times
    return XmlTree(building.root, building.elements, layout)


def root_name(head: bytes) -> tuple[str, str] | None:
    """Namespace and name of the root element that a file begins with; None where it does not show."""
    found: list[tuple[str, str]] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, _: found.append(_split(name)) if not found else None
    try:
        parser.Parse(head, False)
    except (expat.ExpatError, LookupError, ValueError):
        return found[0] if found else None
    return found[0] if found else None


def _split(name: str) -> tuple[str, str]:
    namespace, _, local = name.rpartition(" ")
    return namespace, local


class _Building:
    """Elements as the parser meets them."""

    def __init__(self, path: str, encoding: str | None) -> None:
        self.path = path
        self.root: Element | None = None
        self.open: Element | None = None
        self.elements: list[Element] = []
        self.layout: Counter[str] = Counter()
        self._depth = 0
        self._text: list[str] = []
        self.parser = expat.ParserCreate(encoding, namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text.append
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _here(self) -> str:
        return f"{self.path}:{self.parser.CurrentLineNumber}:{self.parser.CurrentColumnNumber + 1}"

    def _doctype(self, *_: object) -> None:
        message, hint = "a DOCTYPE can hide entities and files", "a drawing needs none: remove it"
        raise InputError.of("doctype-not-allowed", message, self._here(), hint)

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > LIMITS.drawing_depth:
            message = f"nested deeper than {LIMITS.drawing_depth}"
            raise InputError.of("too-deep", message, self._here(), "draw the inside elsewhere")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, local = _split(name)
        self._deeper()
        if len(self.elements) >= LIMITS.drawing_elements:
            message = f"more than {LIMITS.drawing_elements} elements"
            raise InputError.of("too-large", message, self._here(), "make several drawings of it")
        if self.open is None and not (local == "definitions" and namespace in MODELS):
            message = f"expected BPMN 2.0 with the root 'definitions', found '{local}'"
            raise InputError.of("not-bpmn", message, self._here(), "export the drawing as BPMN 2.0 XML")
        element = Element(
            local,
            namespace,
            self.parser.CurrentLineNumber,
            self.parser.CurrentColumnNumber + 1,
            {_plain(key) if " " in key else key: value for key, value in attributes.items()},
            self.open,
            own=namespace in MODELS,
        )
        if self.open is None:
            self.root = element
        else:
            self.open.children.append(element)
            self._said(self.open)
        self.elements.append(element)
        self.open = element
        if local in LAYOUT:
            self._pass_over(self._depth)

    def _said(self, element: Element) -> None:
        """Text so far belongs to the element, unless it is only the space between others."""
        if self._text:
            text = "".join(self._text)
            self._text.clear()
            if not text.isspace():
                element.text += text

    def _end(self, _: str) -> None:
        self._depth -= 1
        if self.open is not None:
            self._said(self.open)
            self.open.last_line = self.parser.CurrentLineNumber
            self.open = self.open.parent

    def _pass_over(self, depth: int) -> None:
        """Count the elements inside the open one without keeping them."""
        layout, parser = self.layout, self.parser

        def start(name: str, _: dict[str, str]) -> None:
            self._deeper()
            layout[name] += 1

        def end(name: str) -> None:
            if self._depth > depth:
                self._depth -= 1
                return
            parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
            parser.CharacterDataHandler = self._text.append
            self._end(name)

        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, None


def _plain(key: str) -> str:
    namespace, _, local = key.rpartition(" ")
    return f"{{{namespace}}}{local}" if namespace and namespace not in MODELS else local

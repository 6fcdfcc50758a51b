"""The XML of a drawing as plain elements, each with its line; whatever could harm the reader is refused."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from frictionaudit.config import LIMITS
from frictionaudit.domain.procedure import SourceSpan
from frictionaudit.errors import InputError

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
MODELS = frozenset({MODEL, "http://schema.omg.org/spec/BPMN/2.0"})
"""The namespace of BPMN 2.0, and the one of its last draft."""
LAYOUT = frozenset({"BPMNDiagram"})
"""Elements whose inside says where things stand on the paper, and nothing else."""
_CHUNK = 1 << 16
_LONG = re.compile(rb"<[^<]{50000,}")
_DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_NATIVE = frozenset({"utf-8", "utf8", "utf-16", "iso-8859-1", "us-ascii"})
_NO_CHARACTERS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})


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

    @property
    def own(self) -> bool:
        """Whether it belongs to BPMN and not to somebody's extension."""
        return self.namespace in MODELS

    def get(self, attribute: str) -> str:
        """An attribute without its outer blanks; empty where there is none."""
        return self.attributes.get(attribute, "").strip()

    def all(self, *names: str) -> Iterator[Element]:
        """Children of BPMN with one of these names."""
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
class Tree:
    """The root of a file, and how many elements of each name stand in the layout, which is not kept."""

    root: Element
    layout: Counter[str]


def parse(data: bytes, path: str) -> Tree:
    """Parse a drawing; one located InputError where it is damaged, hostile or no BPMN."""
    if len(data) > LIMITS.drawing_bytes:
        size, most = (f"{number / 1e6:.0f} MB" for number in (len(data), LIMITS.drawing_bytes))
        raise InputError.of("too-large", f"{size} is more than a drawing has", f"{path}:1:1", f"at most {most}")
    for tag in _LONG.finditer(data):
        if tag[0].count(b"=") > LIMITS.attributes:  # before the parser makes them all at once
            line = data.count(b"\n", 0, tag.start()) + 1
            raise InputError.of("too-large", f"more than {LIMITS.attributes} attributes", f"{path}:{line}:1")
    chunks, encoding = _chunks(data, path)
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
    return Tree(building.root, building.layout)


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


def _chunks(data: bytes, path: str) -> tuple[Iterator[bytes], str | None]:
    """The file piece by piece, and its encoding where the parser does not know it and it was changed to UTF-8."""
    declared = _DECLARED.match(data[:1000])
    name = declared[1].decode().lower() if declared else "utf-8"
    pieces = (data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK))
    if name in _NATIVE:
        return pieces, None
    try:
        codec = codecs.lookup(name).name
        b"".decode(codec)
    except LookupError:
        codec = "undefined"
    if codec.replace("-", "_") in _NO_CHARACTERS:
        raise InputError.of("not-xml", f"'{name}' is no encoding that is known", f"{path}:1:1", "save it as UTF-8")
    return _recoded(pieces, codec, path), "utf-8"


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
        raise InputError.of("not-xml", f"the text is not in {codec}, as it declares", f"{path}:{line}:1") from None


class _Building:
    """Elements as the parser meets them."""

    def __init__(self, path: str, encoding: str | None) -> None:
        self.path = path
        self.root: Element | None = None
        self.open: Element | None = None
        self.layout: Counter[str] = Counter()
        self._depth = self._passed = self._kept = 0
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
        raise InputError.of("no-doctype", message, self._here(), hint)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, local = _split(name)
        self._depth += 1
        if self._passed:
            self._passed += 1
            self.layout[local] += 1
        elif self.open is not None and local in LAYOUT:
            self._passed = 1
        if self._depth > LIMITS.drawing_depth:
            message = f"nested deeper than {LIMITS.drawing_depth}"
            raise InputError.of("too-deep", message, self._here(), "draw the inside elsewhere")
        if self._passed > 1:
            self._text.clear()
            return
        self._kept += 1
        if self._kept > LIMITS.drawing_elements:
            message = f"more than {LIMITS.drawing_elements} elements"
            raise InputError.of("too-large", message, self._here(), "make several drawings of it")
        if self.open is None and not (local == "definitions" and namespace in MODELS):
            message = f"expected BPMN 2.0 with the root 'definitions', found '{local}'"
            raise InputError.of("not-a-drawing", message, self._here(), "export the drawing as BPMN 2.0 XML")
        element = Element(
            local,
            namespace,
            self.parser.CurrentLineNumber,
            self.parser.CurrentColumnNumber + 1,
            {_plain(key): value for key, value in attributes.items()},
            self.open,
        )
        if self.open is None:
            self.root = element
        else:
            self.open.children.append(element)
            self._said(self.open)
        self.open = element

    def _said(self, element: Element) -> None:
        """Text so far belongs to the element, unless it is only the space between others."""
        text = "".join(self._text)
        self._text.clear()
        if text and not text.isspace():
            element.text += text

    def _end(self, _: str) -> None:
        self._depth -= 1
        if self._passed > 1:
            self._passed -= 1
            self._text.clear()
            return
        self._passed = 0
        if self.open is not None:
            self._said(self.open)
            self.open.last_line = self.parser.CurrentLineNumber
            self.open = self.open.parent


def _plain(key: str) -> str:
    namespace, _, local = key.rpartition(" ")
    return f"{{{namespace}}}{local}" if namespace and namespace not in MODELS else local

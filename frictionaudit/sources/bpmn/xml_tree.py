"""A drawing as a tree of plain elements, each with its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from frictionaudit.domain.procedure import SourceSpan


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
    """Whether it belongs to BPMN and not to a tool's extension."""
    file: str = ""
    """The file that it was taken from, where that is not the drawing itself."""

    def get(self, attribute: str) -> str:
        """An attribute without its outer blanks; empty where there is none."""
        return self.attributes.get(attribute, "").strip()

    def all(self, *names: str) -> Iterator[Element]:
        """Children in the BPMN namespace with one of these names."""
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
        return SourceSpan(self.file or path, self.line, self.column)


Box = tuple[float, float, float, float]
"""Left, top, width and height of a shape on the paper."""


@dataclass
class XmlTree:
    """A file: all its elements in order, the number of each name in the layout, and where its shapes stand."""

    root: Element
    elements: list[Element]
    layout: Counter[str] = field(default_factory=Counter)
    boxes: dict[str, Box] = field(default_factory=dict)
    """The place of each shape, by the id of its element."""
    flowchart: bool = False
    """Whether it was drawn as a flow chart: several named flows from a step are then a choice."""

    def release(self) -> None:
        """Let go of the parents, once the tree is read: without circles its memory is free at once."""
        for element in self.elements:
            element.parent = None

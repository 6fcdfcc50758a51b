"""A process on its way to becoming a procedure: nodes and ways that may still be rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.ids import Ids
from frictionaudit.sources.bpmn.xml import Element


@dataclass
class Node:
    """Something that a case comes to; `kind` is None for a sub-process whose content takes its place."""

    id: str
    element: Element
    kind: StepKind | None
    scope: str | None = None
    name: str = ""
    notes: list[str] = field(default_factory=list)
    invented: bool = False


@dataclass(eq=False)
class Edge:
    """A way from one node to another."""

    source: str
    target: str
    element: Element
    when: str = ""
    conditional: bool = False
    always: bool = False
    """Whether it is taken whatever else is, after a split of which any ways can be taken."""


@dataclass
class ProcessGraph:
    """All nodes and ways of one process, sub-processes included."""

    drawing: Drawing
    process: Element
    nodes: dict[str, Node] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    stand_for: dict[str, str] = field(default_factory=dict)
    """Which step speaks for a sub-process that is drawn out: the first inside it."""
    boundaries: dict[str, list[str]] = field(default_factory=dict)
    """The boundary events that sit on an activity."""
    _out: dict[str, dict[int, Edge]] = field(default_factory=dict)
    _into: dict[str, dict[int, Edge]] = field(default_factory=dict)
    _inside: dict[str | None, dict[str, None]] = field(default_factory=dict)
    _ids: Ids = field(default_factory=Ids)

    def put(self, node: Node) -> Node:
        """Take a node in."""
        self.nodes[node.id] = node
        self._ids.take(node.id)
        self._inside.setdefault(node.scope, {})[node.id] = None
        return node

    def drop(self, id: str) -> None:
        """Leave a node out, with all ways to and from it."""
        for way in (*self.out(id), *self.into(id)):
            self.cut(way)
        del self._inside[self.nodes[id].scope][id]
        del self.nodes[id]

    def add(self, like: Node, suffix: str, kind: StepKind, note: str) -> Node:
        """A routing node beside another one, in its place and its lane."""
        name = self._ids.give(f"{like.id}-{suffix}")
        return self.put(Node(name, like.element, kind, like.scope, notes=[note], invented=True))

    def connect(self, way: Edge) -> None:
        self._out.setdefault(way.source, {})[id(way)] = way
        self._into.setdefault(way.target, {})[id(way)] = way

    def cut(self, way: Edge) -> None:
        self._out.get(way.source, {}).pop(id(way), None)
        self._into.get(way.target, {}).pop(id(way), None)

    def reroute(self, way: Edge, source: str | None = None, target: str | None = None) -> None:
        """Let a way begin or end at another node."""
        self.cut(way)
        way.source, way.target = source or way.source, target or way.target
        self.connect(way)

    def out(self, node: str) -> list[Edge]:
        """The ways that leave a node."""
        return list(self._out.get(node, {}).values())

    def into(self, node: str) -> list[Edge]:
        """The ways that lead to a node."""
        return list(self._into.get(node, {}).values())

    def members(self, scope: str | None) -> list[Node]:
        """The nodes that stand directly inside a sub-process."""
        return [self.nodes[id] for id in self._inside.get(scope, ())]

    def deep(self, scope: str) -> Iterator[Node]:
        """All nodes inside a sub-process."""
        stack = [scope]
        while stack:
            for node in self.members(stack.pop()):
                yield node
                if node.kind is None:
                    stack.append(node.id)

    def around(self, node: str) -> Iterator[str]:
        """The sub-processes around a node, innermost first."""
        scope = self.nodes[node].scope
        while scope is not None:
            yield scope
            scope = self.nodes[scope].scope

    def called(self, node: str) -> str:
        return f"'{self.nodes[node].name or node}'"

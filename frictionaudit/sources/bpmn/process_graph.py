"""The graph of one process while it is converted: nodes and edges that may still be rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.ids import Ids
from frictionaudit.sources.bpmn.xml import Element


@dataclass
class Node:
    """A place that a case reaches; `kind` is None for a sub-process that is replaced by its content."""

    id: str
    element: Element
    kind: StepKind | None
    scope: str | None = None
    name: str = ""
    notes: list[str] = field(default_factory=list)
    invented: bool = False


@dataclass(eq=False)
class Edge:
    """A flow from one node to another."""

    source: str
    target: str
    element: Element
    when: str = ""
    conditional: bool = False
    always: bool = False
    """Whether it is taken in any case, after a split of which any flows can be taken."""


@dataclass
class ProcessGraph:
    """All nodes and edges of one process, sub-processes included."""

    drawing: Drawing
    process: Element
    nodes: dict[str, Node] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    stand_for: dict[str, str] = field(default_factory=dict)
    """The step that stands for a flattened sub-process: the first inside it."""
    boundaries: dict[str, list[str]] = field(default_factory=dict)
    """The boundary events of each activity."""
    _out: dict[str, dict[int, Edge]] = field(default_factory=dict)
    _into: dict[str, dict[int, Edge]] = field(default_factory=dict)
    _inside: dict[str | None, dict[str, None]] = field(default_factory=dict)
    _ids: Ids = field(default_factory=Ids)

    def put(self, node: Node) -> Node:
        """Add a node."""
        self.nodes[node.id] = node
        self._ids.take(node.id)
        self._inside.setdefault(node.scope, {})[node.id] = None
        return node

    def drop(self, id: str) -> None:
        """Remove a node, with all edges to and from it."""
        for edge in (*self.outgoing(id), *self.incoming(id)):
            self.cut(edge)
        del self._inside[self.nodes[id].scope][id]
        del self.nodes[id]

    def add(self, like: Node, suffix: str, kind: StepKind, note: str) -> Node:
        """A routing node beside another one, in its place and its lane."""
        name = self._ids.give(f"{like.id}-{suffix}")
        return self.put(Node(name, like.element, kind, like.scope, notes=[note], invented=True))

    def connect(self, edge: Edge) -> None:
        self._out.setdefault(edge.source, {})[id(edge)] = edge
        self._into.setdefault(edge.target, {})[id(edge)] = edge

    def cut(self, edge: Edge) -> None:
        self._out.get(edge.source, {}).pop(id(edge), None)
        self._into.get(edge.target, {}).pop(id(edge), None)

    def reroute(self, edge: Edge, source: str | None = None, target: str | None = None) -> None:
        """Give an edge another source or target."""
        self.cut(edge)
        edge.source, edge.target = source or edge.source, target or edge.target
        self.connect(edge)

    def outgoing(self, node: str) -> list[Edge]:
        """The edges that leave a node."""
        return list(self._out.get(node, {}).values())

    def incoming(self, node: str) -> list[Edge]:
        """The edges that lead to a node."""
        return list(self._into.get(node, {}).values())

    def members(self, scope: str | None) -> list[Node]:
        """The nodes directly inside a sub-process."""
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

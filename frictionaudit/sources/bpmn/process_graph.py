"""The graph of one process while it is converted: nodes and edges that may still be rewritten."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from frictionaudit.domain.procedure import StepKind
from frictionaudit.domain.quantities import Duration, Share
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.ids import Ids
from frictionaudit.sources.bpmn.xml_tree import Element


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
    delay: Duration | None = None
    """The time that is its name: on an arrow of a flow chart, or in a box for a task."""


@dataclass(eq=False)
class Edge:
    """A flow from one node to another."""

    source: str
    target: str
    element: Element
    when: str = ""
    conditional: bool = False
    default: bool = False
    always: bool = False
    """Whether it is taken in any case, after a split of which any flows can be taken."""
    share: Share | None = None


def process_around(element: Element) -> Element | None:
    """The process around an element."""
    at: Element | None = element
    while at is not None and at.name != "process":
        at = at.parent
    return at


def process_key(process: Element | None) -> str:
    """What stands for a process among the hosts of boundary events; no id begins like it."""
    return f"#{id(process)}"


@dataclass
class ProcessGraph:
    """All nodes and edges of the processes of one procedure, sub-processes included."""

    drawing: Drawing
    processes: tuple[Element, ...]
    nodes: dict[str, Node] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    stand_for: dict[str, str] = field(default_factory=dict)
    """The step that stands for a flattened sub-process: the first inside it."""
    boundaries: dict[str, list[str]] = field(default_factory=dict)
    """The boundary events of each activity, and the starts of the event sub-processes of each process."""
    exceptions: set[str] = field(default_factory=set)
    """The starts of event sub-processes: events that may happen at any time in what is around them."""
    deadlines: dict[str, list[str]] = field(default_factory=dict)
    """The timers on the border of each activity that interrupt it; any other is a reminder, and limits nothing."""
    nobody: set[str] = field(default_factory=set)
    """Gateways between two pools, which belong to neither."""
    escalations: set[str] = field(default_factory=set)
    """Splits at which a case goes on while an escalation leaves the sub-process around."""
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

    def around_of(self, node: str) -> str:
        """The sub-process around a node, or else the key of its process among the boundary events."""
        scope = self.nodes[node].scope
        return scope if scope is not None else self.process_of(node)

    def process_of(self, node: str) -> str:
        """The key of the process of a node among the hosts of boundary events."""
        return process_key(process_around(self.nodes[node].element))

    def around(self, node: str) -> Iterator[str]:
        """The sub-processes around a node, innermost first."""
        scope = self.nodes[node].scope
        while scope is not None:
            yield scope
            scope = self.nodes[scope].scope

    def is_exception(self, node: str) -> bool:
        return node in self.exceptions

    def interrupts(self, event: str) -> bool:
        """Whether an event ends what it happens to."""
        element = self.nodes[event].element
        return "false" not in (element.get("cancelActivity"), element.get("isInterrupting"))

    def called(self, node: str) -> str:
        """A node as a reader knows it: by its name, or by where it stands."""
        return self.drawing.called(self.nodes[node].element)


def reached(start: str, following: Callable[[str], Iterable[str]], without: str | None = None) -> set[str]:
    """The nodes that can be reached from one, itself included, without passing another."""
    seen, stack = {start}, [start]
    while stack:
        for node in following(stack.pop()):
            if node not in seen and node != without:
                seen.add(node)
                stack.append(node)
    return seen

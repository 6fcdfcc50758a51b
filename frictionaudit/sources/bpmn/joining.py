"""Pools that are being joined: the messages between them, and where a case can go meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn.event_definitions import triggers
from frictionaudit.sources.bpmn.messages import Arrow
from frictionaudit.sources.bpmn.process_graph import Edge, ProcessGraph, process_around


@dataclass
class Joining:
    """The graph of several pools, and the messages along which a case may go."""

    graph: ProcessGraph
    customers: set[int]
    arrows: list[Arrow] = field(default_factory=list)
    passed: list[tuple[str, str, Arrow]] = field(default_factory=list)
    """Where the case goes with a message: the node that it leaves, the node that it reaches, and the message."""
    left: dict[str, list[Edge]] = field(default_factory=dict)
    """The flows that were only a wait for an answer, by the event-based gateway that they left."""
    _by_source: dict[str, list[Arrow]] = field(default_factory=dict)

    def process(self, node: str) -> int:
        return id(process_around(self.graph.nodes[node].element))

    def begins(self, node: str) -> bool:
        """Whether a pool begins here by itself, without a message of another one."""
        if self.graph.nodes[node].kind is not StepKind.START or self.graph.incoming(node):
            return False
        return all(arrow.target != node for arrow in self.arrows)

    def rank(self, start: str) -> tuple[bool, bool]:
        """Which of several starts begins a case, where each follows from the others: the customer's, a plain one."""
        element = self.graph.nodes[start].element
        return self.process(start) not in self.customers, bool(triggers(self.graph.drawing, element))

    def keep(self, arrows: Iterable[Arrow]) -> None:
        """Go on with these messages alone."""
        self.arrows = list(arrows)
        self._by_source = {}
        for arrow in self.arrows:
            self._by_source.setdefault(arrow.source, []).append(arrow)

    def sent(self, node: str) -> list[Arrow]:
        """The messages that a step sends."""
        return self._by_source.get(node, [])

    def everywhere(self, node: str) -> Iterator[str]:
        """Where a case can go from a node, by flows and by messages."""
        yield from (edge.target for edge in self.graph.outgoing(node))
        yield from (arrow.target for arrow in self.sent(node))

    def within(self, node: str) -> Iterator[str]:
        yield from (edge.target for edge in self.graph.outgoing(node))

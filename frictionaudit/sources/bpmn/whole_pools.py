"""Where a message to or from a pool as a whole begins or ends: its start, its end, or where it waits for an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn.drawing import Pool
from frictionaudit.sources.bpmn.event_definitions import triggers
from frictionaudit.sources.bpmn.process_graph import Node, ProcessGraph, process_around, reached
from frictionaudit.sources.bpmn.xml_tree import Element

_HEARD = ({"message"}, {"condition"}, set[str]())
"""What an event waits for where a message may come, the likeliest first; a letter is often drawn as a condition."""


@dataclass
class WholePools:
    """The messages that name a pool instead of a step of it."""

    graph: ProcessGraph
    taken: frozenset[int]
    """The elements at which messages begin or end."""
    addressed: Mapping[int, int]
    """How many messages end at each element."""
    led: dict[str, list[str]] = field(default_factory=dict)
    """Where messages lead from each step, as far as that is known."""

    @classmethod
    def of(cls, graph: ProcessGraph, ends: Iterable[tuple[Element | None, Element | None]]) -> WholePools:
        """The pools of a drawing with the ends of its messages."""
        both = list(ends)
        taken = frozenset(id(end) for pair in both for end in pair if end is not None)
        return cls(graph, taken, Counter(id(target) for _, target in both))

    def sender(self, pool: Element | None) -> str | None:
        """The one end of a pool, where a message from the pool as a whole begins."""
        return self._only(pool, StepKind.END)

    def receiver(self, pool: Element | None, sender: str | None) -> str | None:
        """Where a message to a pool as a whole ends: at its one start, unless the case has been there before.

        An answer ends where the pool waits for it. None where the drawing leaves that open.
        """
        found = self._only(pool, StepKind.START)
        if found is None or not self._hears(found) or sender in self._after(found):
            waits = self._waits(pool)
            found = waits[0] if len(waits) == 1 and self.addressed[id(pool)] == 1 else None
        self.lead(sender, found)
        return found

    def lead(self, sender: str | None, receiver: str | None) -> None:
        """Remember that a message leads from one step to another."""
        if sender in self.graph.nodes and receiver in self.graph.nodes:
            self.led.setdefault(str(sender), []).append(str(receiver))

    def _only(self, pool: Element | None, kind: StepKind) -> str | None:
        """The one start or end of a pool; None where it has several, or where the one has a message of its own."""
        ends = [node for node in self._inside(pool) if node.kind is kind]
        return ends[0].id if len(ends) == 1 and id(ends[0].element) not in self.taken else None

    def _hears(self, start: str) -> bool:
        """Whether a message may begin a case here: not where a date or anything else does."""
        words = triggers(self.graph.drawing, self.graph.nodes[start].element)
        return not words or "message" in words

    def _waits(self, pool: Element | None) -> list[str]:
        """The events at which a pool waits for what no message of their own brings."""
        events = [
            node
            for node in self._inside(pool)
            if node.element.name == "intermediateCatchEvent" and id(node.element) not in self.taken
        ]
        for words in _HEARD:
            found = [node.id for node in events if set(triggers(self.graph.drawing, node.element)) == words]
            if found:
                return found
        return []

    def _inside(self, pool: Element | None) -> Iterator[Node]:
        drawn: Pool | None = self.graph.drawing.pool_by.get(id(pool))
        if drawn is not None and pool is not None and pool.name == "participant":
            nodes = self.graph.nodes.values()
            yield from (node for node in nodes if process_around(node.element) is drawn.process)

    def _after(self, start: str) -> set[str]:
        """Where a case comes from a start, by flows and by the messages that are known."""
        return reached(
            start, lambda node: [*(flow.target for flow in self.graph.outgoing(node)), *self.led.get(node, ())]
        )

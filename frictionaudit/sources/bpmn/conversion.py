"""A procedure of a drawing while it becomes a page: what is known of it, and what is written so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from frictionaudit.domain.procedure import PagePath, SourceSpan
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.lanes import Lanes
from frictionaudit.sources.bpmn.messages import Message
from frictionaudit.sources.bpmn.process_graph import ProcessGraph

Plain = dict[str, Any]


@dataclass
class ConvertedProcess:
    """A process of a drawing as a page: its data, the place of each part, and the flows made of each drawn one."""

    page: Plain
    spans: dict[PagePath, SourceSpan]
    steps: dict[int, str]
    flows: dict[int, list[tuple[str, Plain]]] = field(default_factory=dict)
    parties: dict[int, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Conversion:
    """What the parts of a page are written from."""

    drawing: Drawing
    graph: ProcessGraph
    lanes: Lanes
    by: Mapping[str, str | None]
    side: Mapping[str, str]
    exchanged: list[Message]
    travelling: frozenset[str]
    """The steps that a case reaches with a message of another pool."""
    limited: Mapping[str, list[str]]
    """The events that a timer limits the wait for, by the timer."""

    def heard_at(self, step: str) -> list[str]:
        """The parties whose messages a step receives."""
        return [message.other for message in self.exchanged if message.step == step and not message.sent]

"""Which steps use an answer, and whether a case can still reach them after the question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.domain.procedure import Field


@dataclass(frozen=True)
class Readers:
    """The steps that read each field, and the readers that a case can still reach.

    A step reads a field if the field names it in `used_by`, or if the step's `needs` name the data item. `needing` has
    the steps by data item; `ahead` has, for each step, the readers at or after it, as a bit set over `bit`.
    """

    needing: Mapping[str, tuple[str, ...]]
    ahead: Mapping[str, int]
    bit: Mapping[str, int]

    @classmethod
    def of(cls, graph: FrictionGraph, fields: Iterable[Field]) -> Readers:
        """For all these fields together: one pass over the flows, however many fields there are."""
        fields = tuple(fields)
        items = {field.data for field in fields}
        needing: dict[str, list[str]] = {}
        for id, step in graph.steps.items():
            for thing in step.needs or ():
                if thing in items:
                    needing.setdefault(thing, []).append(id)
        readers = {step for field in fields for step in field.used_by or ()}
        readers.update(step for steps in needing.values() for step in steps)
        bit = {step: 1 << n for n, step in enumerate(sorted(readers))}
        return cls({item: tuple(steps) for item, steps in needing.items()}, _ahead(graph, bit), bit)

    def stated(self, field: Field) -> tuple[str, ...]:
        """Every step that reads a field, according to the page."""
        return tuple(dict.fromkeys((*(field.used_by or ()), *self.needing.get(field.data, ()))))

    def reachable(self, field: Field, asked_at: Iterable[str]) -> tuple[str, ...]:
        """The readers that a case can reach from an asking step, which may be one of them itself."""
        reachable = 0
        for step in asked_at:
            reachable |= self.ahead[step]
        return tuple(step for step in self.stated(field) if self.bit[step] & reachable)


def _ahead(graph: FrictionGraph, bit: Mapping[str, int]) -> dict[str, int]:
    """For each step, the readers at or after it, as a bit set."""
    if not bit:
        return dict.fromkeys(graph.steps, 0)
    ahead: dict[str, int] = {}
    for component in reversed(graph.components):  # in reverse topological order
        mask = 0
        for step in component:
            mask |= bit.get(step, 0)
            for arc in graph.outgoing[step]:
                mask |= ahead.get(arc.target, 0)
        ahead.update(dict.fromkeys(component, mask))
    return ahead

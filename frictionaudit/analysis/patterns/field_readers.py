"""Who reads what a customer wrote: the steps that use an answer, and whether a case can still come to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.domain.procedure import Field


@dataclass(frozen=True)
class Readers:
    """Which steps read a field, and which of those can come at or after the steps that ask it.

    A step reads a field where the field names it in `used_by` or where the step's `needs` name the data item.
    """

    needing: Mapping[str, tuple[str, ...]]
    ahead: Mapping[str, int]
    bit: Mapping[str, int]

    @classmethod
    def of(cls, graph: FrictionGraph, fields: Iterable[Field]) -> Readers:
        """Worked out for some fields together: one pass over the flows, whatever their number."""
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

    def named(self, field: Field) -> tuple[str, ...]:
        """Every step that is said to read a field."""
        return tuple(dict.fromkeys((*(field.used_by or ()), *self.needing.get(field.data, ()))))

    def real(self, field: Field, asked_at: Iterable[str]) -> tuple[str, ...]:
        """Those of them to which a case can come once it was asked, the asking step itself among them."""
        reachable = 0
        for step in asked_at:
            reachable |= self.ahead[step]
        return tuple(step for step in self.named(field) if self.bit[step] & reachable)


def _ahead(graph: FrictionGraph, bit: Mapping[str, int]) -> dict[str, int]:
    """For each step, as bits of one number, the readers at it or after it: nothing where there are none."""
    if not bit:
        return dict.fromkeys(graph.steps, 0)
    ahead: dict[str, int] = {}
    for part in reversed(graph.components):
        mask = 0
        for step in part:
            mask |= bit.get(step, 0)
            for arc in graph.outgoing[step]:
                mask |= ahead.get(arc.target, 0)
        ahead.update(dict.fromkeys(part, mask))
    return ahead

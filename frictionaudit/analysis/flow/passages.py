"""Passages between some steps of a chain, with all other steps eliminated."""

from __future__ import annotations

from dataclasses import dataclass

from frictionaudit.analysis.flow.linear_system import eliminate_state
from frictionaudit.analysis.flow.visits import Visits

_BEGIN = "\x00begin"


@dataclass(frozen=True)
class Handover:
    """Expected passages per case from one kept step to the next; `source` is None at the start of a case."""

    source: str | None
    target: str
    expected: float


def handovers(visits: Visits, keep: frozenset[str]) -> list[Handover]:
    """Passages between the kept steps.

    The other steps are eliminated one by one, as in a Markov chain: what goes on from a step does not
    depend on how a case came there, so this is exact.
    """
    out = {step: dict(row) for step, row in visits.table.items()}
    out[_BEGIN] = {entry: 1 / len(visits.graph.entries) for entry in visits.graph.entries}
    into: dict[str, dict[str, float]] = {step: {} for step in out}
    for step, row in out.items():
        for target, weight in row.items():
            into[target][step] = weight
    for step in visits.graph.steps:
        if step not in keep:
            stays = out[step].get(step, 0.0)
            if stays < 1:
                eliminate_state(step, out, into)
    passages = []
    for source in (_BEGIN, *sorted(keep)):
        times = 1.0 if source == _BEGIN else visits[source]
        passages += [
            Handover(None if source == _BEGIN else source, target, times * weight)
            for target, weight in sorted(out[source].items())
            if target in keep and weight and times
        ]
    return passages

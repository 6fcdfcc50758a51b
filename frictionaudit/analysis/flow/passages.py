"""Passages between some steps of a chain, with all other steps eliminated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from frictionaudit.analysis.flow.markov.linear_system import eliminate_state
from frictionaudit.analysis.flow.markov.lines import in_full
from frictionaudit.analysis.flow.markov.marks import Table
from frictionaudit.analysis.flow.markov.state_space import Which
from frictionaudit.analysis.flow.routing import Weight
from frictionaudit.analysis.flow.visits import Visits

_BEGIN = "\x00begin"
Ends = tuple[str | None, str]


@dataclass(frozen=True)
class Handover:
    """Expected passages per case from one kept step to the next; `source` is None at the start of a case."""

    source: str | None
    target: str
    expected: float
    bounds: tuple[float, float] | None = None
    """The least and the most it can be; None where it is exact."""

    @property
    def weight(self) -> Weight:
        """The expectation with its bounds."""
        return Weight(self.expected, *(self.bounds or (self.expected, self.expected)))


@lru_cache(maxsize=8)  # hand-offs, contacts and ping-pong ask for the same lines
def onward(visits: Visits, keep: frozenset[str], which: Which = "value") -> Table:
    """For each state of a kept step the lines that lead from one visit of it to the next kept states."""
    return _between_kept(visits, in_full(visits.space, visits.joins, which, keep), keep)


def handovers(visits: Visits, keep: frozenset[str]) -> dict[Ends, Weight]:
    """What is handed from each kept step to the next: every branch that arrives at a join hands its work on in full."""
    found = {which: _passages(visits, onward(visits, keep, which), states) for which, states in visits.states.items()}
    value = found["value"]
    if visits.tight:
        return {ends: Weight.exact(expected) for ends, expected in value.items()}
    low, high = found["low"], found["high"]
    return {
        ends: Weight(value.get(ends, 0.0), low.get(ends, 0.0), expected)
        for ends, expected in sorted({**value, **high}.items(), key=str)
        for expected in (max(high.get(ends, 0.0), value.get(ends, 0.0)),)
    }


def sequence(visits: Visits, keep: frozenset[str]) -> dict[Ends, Weight]:
    """What one person does after what: branches one after the other, so that passages add up to visits."""
    value = _passages(visits, _between_kept(visits, visits.table, keep), visits.states["value"])
    if visits.tight:
        return {ends: Weight.exact(expected) for ends, expected in value.items()}
    return {
        (source, target): _between(visits, source, target, expected) for (source, target), expected in value.items()
    }


def _between(visits: Visits, source: str | None, target: str, expected: float) -> Weight:
    """Passages are at most the visits of either end, and need not happen where these are not exact."""
    ends = [step for step in (source, target) if step is not None]
    if all(visits.low[step] == visits.high[step] for step in ends):
        return Weight.exact(expected)
    return Weight(expected, 0.0, max(expected, min(visits.high[step] for step in ends)))


def _between_kept(visits: Visits, table: Table, keep: frozenset[str]) -> Table:
    """Eliminate the other states one by one: the next step of a Markov chain depends on its state alone."""
    out = {state: dict(row) for state, row in table.items()}
    out[_BEGIN] = {entry: 1 / len(visits.graph.entries) for entry in visits.graph.entries}
    into: dict[str, dict[str, float]] = {state: {} for state in out}
    for state, row in out.items():
        for target, weight in row.items():
            into[target][state] = weight
    step_of = visits.space.step_of
    for state in table:
        if step_of.get(state) not in keep and out[state].get(state, 0.0) < 1 - 1e-12:
            eliminate_state(state, out, into)
    kept = {state for state in out if step_of.get(state) in keep}
    return {
        state: {target: weight for target, weight in out[state].items() if target in kept}
        for state in out
        if state in kept or state == _BEGIN
    }


def _passages(visits: Visits, rows: Table, states: Mapping[str, float]) -> dict[Ends, float]:
    """Passages per case from those of one visit of each state."""
    step_of = visits.space.step_of
    passages: dict[Ends, float] = {}
    for source, row in rows.items():
        times = 1.0 if source == _BEGIN else states.get(source, 0.0)
        for target, weight in row.items():
            if weight and times:
                ends = (step_of.get(source), step_of[target])
                passages[ends] = passages.get(ends, 0.0) + times * weight
    return passages

"""First-pass yield: for each loop the share of cases that come to none of its steps twice."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from frictionaudit.analysis.flow.markov.chain import place_of
from frictionaudit.analysis.flow.markov.marks import Table
from frictionaudit.analysis.flow.markov.state_space import components
from frictionaudit.analysis.flow.visits import Visits

MOST_WORK = 400_000
"""Flows followed on the first pass of one loop; a loop in which more are needed has no first-pass figure."""

Mass = dict[str, float]


@dataclass(frozen=True)
class LoopYield:
    """The steps of a loop, and its first-pass yield; None where the loop is too entangled to tell."""

    steps: frozenset[str]
    value: float | None


def loop_yields(visits: Visits) -> list[LoopYield]:
    """The yield of every outermost loop: all loops inside it are part of it.

    A token comes to a loop at one step; a flow back to that step is a return. Without it and its flows, the rest has
    smaller loops, each again with the step at which the token comes to it, and so on. Tokens that come to a loop
    without having been joined each have to pass.
    """
    space, table, states = visits.space, visits.table, visits.states["value"]
    place = {state: place_of(space, state) for state in table}
    links: dict[str, dict[str, None]] = {node: {} for node in place.values()}
    for state, row in table.items():
        for target, weight in row.items():
            if weight:
                links[place[state]][place[target]] = None
    loops = [part for part in components(links) if len(part) > 1 or any(node in links[node] for node in part)]
    number = {node: n for n, part in enumerate(loops) for node in part}
    entering: list[Mass] = [{} for _ in loops]
    for step in visits.graph.entries:
        _add(entering, number.get(step), step, 1 / len(visits.graph.entries))
    for state, row in table.items():
        for target, weight in row.items():
            into = number.get(place[target])
            if into is not None and number.get(place[state]) != into and weight and states[state]:
                _add(entering, into, target, states[state] * weight)
    yields = []
    for part, mass in zip(loops, entering, strict=True):
        if mass:
            steps = frozenset(visits.graph.steps.keys() & part)
            yields.append(LoopYield(steps, _FirstPass(table, place, links).passed(part, mass)))
    return yields


def _add(entering: list[Mass], loop: int | None, state: str, weight: float) -> None:
    if loop is not None:
        entering[loop][state] = entering[loop].get(state, 0.0) + weight


class _EntangledError(Exception):
    """A loop with too many loops inside."""


@dataclass
class _FirstPass:
    table: Table
    place: Mapping[str, str]
    links: Mapping[str, Mapping[str, None]]
    returned: float = 0.0
    work: int = field(default=0)

    def passed(self, loop: frozenset[str], entering: Mass) -> float | None:
        """The share of cases in which no token returns."""
        tokens = sum(entering.values())
        if not math.isfinite(tokens):
            return None
        try:
            self._run(loop, entering)
        except _EntangledError:
            return None
        if tokens <= 1.0 + 1e-9:
            return min(1.0, max(0.0, 1.0 - self.returned))
        return float(max(0.0, 1.0 - self.returned / tokens) ** tokens)

    def _run(self, part: frozenset[str], entering: Mass) -> Mass:
        """Pass tokens through a loop, a separate pass for each step at which they come; returns what leaves it."""
        leaving: Mass = {}
        at: dict[str, Mass] = {}
        for state, mass in entering.items():
            at.setdefault(self.place[state], {})[state] = mass
        for entry, masses in at.items():
            rest = part - {entry}
            inner: dict[str, Mass] = {entry: masses}
            order = components({node: [to for to in self.links[node] if to in rest] for node in rest})
            for sub in (frozenset([entry]), *order):
                come = {state: mass for node in sub for state, mass in inner.get(node, {}).items()}
                if not come:
                    continue
                (node, *more) = sub
                if node == entry or (not more and node not in self.links[node]):
                    onward = self._step(come)
                else:
                    onward = self._run(sub, come)
                for state, mass in onward.items():
                    to = self.place[state]
                    if to == entry:
                        self.returned += mass
                        continue
                    into = inner.setdefault(to, {}) if to in rest else leaving
                    into[state] = into.get(state, 0.0) + mass
            self.work += len(part)
            if self.work > MOST_WORK:
                raise _EntangledError
        return leaving

    def _step(self, masses: Mass) -> Mass:
        onward: Mass = {}
        for state, mass in masses.items():
            self.work += len(self.table[state])
            for target, weight in self.table[state].items():
                if weight:
                    onward[target] = onward.get(target, 0.0) + mass * weight
        return onward

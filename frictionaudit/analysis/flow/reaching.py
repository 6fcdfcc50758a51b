"""The ways from anywhere to one step, and what cases that come to it do until then."""

from __future__ import annotations

import math

from frictionaudit.analysis.flow.linear_system import solve
from frictionaudit.analysis.flow.subject import CustomerSegment
from frictionaudit.domain.procedure import StepKind


class PathsTo:
    """The ways from anywhere to one step, as one stream of customers goes them.

    At a split that is not exclusive every branch that can still come to the target is gone in full, and a
    join waits for all of them.
    """

    def __init__(self, stream: CustomerSegment, target: str) -> None:
        self.graph = stream.visits.graph
        self.target = target
        self.live = {target} | (self.graph.before(target) - {target})
        self._weights = stream.visits.routing.weights
        back: dict[str, dict[str, float]] = {step: {} for step in self.graph.steps}
        for source in self.live - {target}:
            ways = self._ways_on(source)
            scale = len(ways) if self._all_at_once(source) else 1
            for following, weight in ways.items():
                back[following][source] = weight / scale
        found = solve(tuple(reversed(self.graph.components)), back, {target: 1.0})
        self.ahead = {step: min(1.0, p) if math.isfinite(p) else 1.0 for step, p in found.items()}
        """For each step the probability that a case which is there comes to the target, or is there already."""

    def _all_at_once(self, step: str) -> bool:
        return self.graph.routing(step) not in (StepKind.EXCLUSIVE, StepKind.EVENT_BASED)

    def _ways_on(self, step: str) -> dict[str, float]:
        """Steps that come next and can still come to the target, each with its share (1 for each branch of a split)."""
        ways: dict[str, float] = {}
        for arc in self.graph.outgoing[step]:
            if arc.target in self.live:
                share = 1.0 if self._all_at_once(step) else self._weights[arc.id].value
                ways[arc.target] = ways.get(arc.target, 0.0) + share
        return ways

    def entered_from(self, source: str) -> dict[str, float]:
        """Probability to go on from a step to each next one and to come to the target from there."""
        return {step: weight * self.ahead[step] for step, weight in self._ways_on(source).items() if self.ahead[step]}

    def arriving(self, source: str) -> float:
        """Share of the cases at a step that come to the target afterwards."""
        entered = self.entered_from(source).values()
        return min(1.0, sum(entered) / (len(entered) or 1) if self._all_at_once(source) else sum(entered))

    def visits(self, source: str) -> dict[str, float]:
        """Expected visits after a step until the target is done, over the cases that come to it."""
        arriving = self.arriving(source)
        return self.visits_from({step: p / arriving for step, p in self.entered_from(source).items()})

    def visits_from(self, start: dict[str, float]) -> dict[str, float]:
        """Expected visits until the target is done, over cases that begin at some steps and come to it.

        The shares are those of the cases that arrive (Doob's transform); a join waits only for branches that
        these cases have begun.
        """
        begun = set(start).union(*(self.graph.after(step) for step in start)) & self.live if start else set()
        table: dict[str, dict[str, float]] = {step: {} for step in self.graph.steps}
        for step in begun - {self.target}:
            if self.ahead[step]:
                table[step] = {
                    following: entered / self.ahead[step] * self._join(following, begun)
                    for following, entered in self.entered_from(step).items()
                }
        return solve(self.graph.components, table, {step: p * self._join(step, begun) for step, p in start.items()})

    def _join(self, step: str, begun: set[str]) -> float:
        arcs = [arc for arc in self.graph.incoming[step] if arc.source in begun]
        return 1 / len(arcs) if self._all_at_once(step) and len(arcs) > 1 else 1.0

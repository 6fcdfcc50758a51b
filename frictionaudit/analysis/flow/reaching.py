"""First passage to one step: the share that arrives, and the expected visits on the way there."""

from __future__ import annotations

import math

from frictionaudit.analysis.flow.linear_system import solve
from frictionaudit.analysis.flow.subject import CustomerSegment
from frictionaudit.domain.procedure import StepKind


class PathsTo:
    """The paths from anywhere to one step, for one customer segment.

    At a split that is not exclusive every branch that can still reach the target is taken in full, and a
    join waits for all of them.
    """

    def __init__(self, segment: CustomerSegment, target: str) -> None:
        self.graph = segment.visits.graph
        self.target = target
        self.live = {target} | (self.graph.before(target) - {target})
        self._weights = segment.visits.routing.weights
        back: dict[str, dict[str, float]] = {step: {} for step in self.graph.steps}
        for source in self.live - {target}:
            successors = self._outgoing(source)
            scale = len(successors) if self._all_at_once(source) else 1
            for following, weight in successors.items():
                back[following][source] = weight / scale
        hitting = solve(tuple(reversed(self.graph.components)), back, {target: 1.0})
        self.ahead = {step: min(1.0, p) if math.isfinite(p) else 1.0 for step, p in hitting.items()}
        """Hitting probabilities: for each step the probability that a case there reaches the target."""

    def _all_at_once(self, step: str) -> bool:
        return self.graph.routing(step) not in (StepKind.EXCLUSIVE, StepKind.EVENT_BASED)

    def _outgoing(self, step: str) -> dict[str, float]:
        """Successors that can still reach the target, each with its share (1 for each branch of a split)."""
        successors: dict[str, float] = {}
        for arc in self.graph.outgoing[step]:
            if arc.target in self.live:
                share = 1.0 if self._all_at_once(step) else self._weights[arc.id].value
                successors[arc.target] = successors.get(arc.target, 0.0) + share
        return successors

    def entered_from(self, source: str) -> dict[str, float]:
        """Probability to move from a step to each successor and to reach the target from there."""
        return {step: weight * self.ahead[step] for step, weight in self._outgoing(source).items() if self.ahead[step]}

    def arriving(self, source: str) -> float:
        """Probability that a case at a step reaches the target afterwards."""
        entered = self.entered_from(source).values()
        return min(1.0, sum(entered) / (len(entered) or 1) if self._all_at_once(source) else sum(entered))

    def visits(self, source: str) -> dict[str, float]:
        """Expected visits after a step until the target is done, given that the case reaches it."""
        arriving = self.arriving(source)
        return self.visits_from({step: p / arriving for step, p in self.entered_from(source).items()})

    def visits_from(self, start: dict[str, float]) -> dict[str, float]:
        """Expected visits until the target is done, for cases that start at some steps and reach it.

        The chain is conditioned on arrival (Doob's h-transform); a join waits only for branches that these
        cases have begun.
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

"""First passage to one step: the share that arrives, and the expected visits on the way there."""

from __future__ import annotations

import math

from frictionaudit.analysis.flow.markov.blocks import INCLUSIVE, blocks_of
from frictionaudit.analysis.flow.markov.linear_system import solve
from frictionaudit.analysis.flow.markov.state_space import components
from frictionaudit.analysis.flow.subject import CustomerSegment
from frictionaudit.domain.procedure import StepKind


class PathsTo:
    """The paths from anywhere to one step, for one customer segment.

    At a split that is not exclusive every branch that can still reach the target is taken in full, and a
    join waits for all of them. Limits on repeats are kept: paths run over the states of a case.
    """

    def __init__(self, segment: CustomerSegment, target: str) -> None:
        self.graph, self._space = segment.visits.graph, segment.visits.space
        self.target = target
        self.live = {target} | (self.graph.before(target) - {target})
        self._bounded = segment.visits.joins.factor
        step_of = self._space.step_of
        self._successors = {
            state: self._outgoing(state) for state, step in step_of.items() if step in self.live and step != target
        }
        back: dict[str, dict[str, float]] = {target: {}, **{state: {} for state in self._successors}}
        for state, successors in self._successors.items():
            scale = len(successors) if self._all_at_once(step_of[state]) else 1
            for following, weight in successors.items():
                back[following][state] = weight / scale
        hitting = solve(components(back), back, {target: 1.0})
        self.ahead = {state: min(1.0, p) if math.isfinite(p) else 1.0 for state, p in hitting.items()}
        """Hitting probabilities: for each state the probability that a case there reaches the target."""

    def _all_at_once(self, step: str) -> bool:
        return self.graph.routing(step) not in (StepKind.EXCLUSIVE, StepKind.EVENT_BASED)

    def _outgoing(self, state: str) -> dict[str, float]:
        """Successors that can still reach the target, each with its share (1 for each branch of a split)."""
        successors: dict[str, float] = {}
        all_at_once = self._all_at_once(self._space.step_of[state])
        for move in self._space.moves[state]:
            if move.arc.target in self.live:
                following = self.target if move.arc.target == self.target else move.target
                share = 1.0 if all_at_once else move.weight.value
                successors[following] = successors.get(following, 0.0) + share
        return successors

    def entered_from(self, state: str) -> dict[str, float]:
        """Probability to move from a state to each successor and to reach the target from there."""
        successors = self._successors.get(state)
        if successors is None:  # the target itself, or a step from which it cannot be reached
            successors = self._outgoing(state)
        return {following: weight * p for following, weight in successors.items() if (p := self.ahead.get(following))}

    def arriving(self, source: str) -> float:
        """Probability that a case at a step reaches the target afterwards."""
        entered = self.entered_from(source).values()
        return min(1.0, sum(entered) / (len(entered) or 1) if self._all_at_once(source) else sum(entered))

    def visits(self, source: str) -> dict[str, float]:
        """Expected visits after a step until the target is done, given that the case reaches it."""
        arriving = self.arriving(source)
        return self.visits_from({state: p / arriving for state, p in self.entered_from(source).items()})

    def visits_from(self, start: dict[str, float]) -> dict[str, float]:
        """Expected visits until the target is done, for cases that start at some steps and reach it.

        The chain is conditioned on arrival (Doob's h-transform); a join waits only for branches that these
        cases have begun.
        """
        step_of = self._space.step_of
        first = {step_of[state] for state in start}
        begun = first.union(*(self.graph.after(step) for step in first)) & self.live if first else set()
        table: dict[str, dict[str, float]] = {state: {} for state in self.ahead}
        for state, step in step_of.items():
            if step in begun and step != self.target and self.ahead.get(state):
                table[state] = {
                    following: entered / self.ahead[state] * self._join(step_of[following], begun)
                    for following, entered in self.entered_from(state).items()
                }
        begin = {state: p * self._join(step_of[state], begun) for state, p in start.items()}
        visits: dict[str, float] = {}
        for state, times in solve(components(table), table, begin).items():
            visits[step_of[state]] = visits.get(step_of[state], 0.0) + times
        return visits

    def _join(self, step: str, begun: set[str]) -> float:
        if not self._all_at_once(step) or (self.graph.routing(step) in INCLUSIVE and self._single(step)):
            return 1.0
        arcs = [arc for arc in self.graph.incoming[step] if arc.source in begun]
        return 1 / len(arcs) if len(arcs) > 1 else 1.0

    def _single(self, step: str) -> bool:
        """Whether only one token at a time can come to an inclusive join."""
        return step not in self._bounded and step not in blocks_of(self.graph).by_join

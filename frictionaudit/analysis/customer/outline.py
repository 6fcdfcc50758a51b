"""The flow as nested text: the likeliest path first, every other branch below the step where it leaves."""

from __future__ import annotations

from frictionaudit.analysis.customer.turns import turn
from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.domain.procedure import Flow, Procedure, StepKind
from frictionaudit.results.customer_page import Branch, Turn

DEEPEST = 4
"""Levels of nesting; a branch below them gets a part of its own at the end."""
_SPLITS = {StepKind.PARALLEL: "and", StepKind.INCLUSIVE: "any"}


def outline(procedure: Procedure, graph: FrictionGraph) -> tuple[Turn, ...]:
    """All steps that can be reached, each once; a branch that comes back names the step with which it goes on."""
    return _Outline(procedure, graph).whole()


def likelier_first(flows: tuple[Flow, ...]) -> list[Flow]:
    """Flows in the order of their shares, the likeliest first; by key where no share is known."""
    return sorted(flows, key=lambda flow: (-(flow.share.value if flow.share else 0.0), flow.key))


class _Outline:
    """Places every step once; `placed` are those that have their place already."""

    def __init__(self, procedure: Procedure, graph: FrictionGraph) -> None:
        self.procedure, self.graph = procedure, graph
        self.placed: set[str] = set()
        self.later: list[str] = []

    def whole(self) -> tuple[Turn, ...]:
        turns: list[Turn] = []
        queue = list(self.procedure.starts) or list(self.graph.entries)
        while queue:
            turns += self._sequence(queue.pop(0), 0)
            if not queue:
                queue, self.later = [id for id in self.later if id not in self.placed], []
        return tuple(turns)

    def _sequence(self, start: str, depth: int, join: str | None = None) -> list[Turn]:
        path: list[str] = []
        here: str | None = start
        while here is not None and here != join and here not in self.placed:
            self.placed.add(here)
            path.append(here)
            here = self._onward(here)
        return [self._with_branches(id, path[n + 1] if n + 1 < len(path) else None, depth) for n, id in enumerate(path)]

    def _onward(self, id: str) -> str | None:
        """The step with which the path goes on: after a parallel split its join, else the likeliest new step."""
        flows = self.procedure.steps[id].next
        if len(flows) > 1 and self.graph.routing(id) in _SPLITS:
            return self.graph.immediate_postdominator.get(id)
        return next((flow.to for flow in likelier_first(flows) if flow.to not in self.placed), None)

    def _with_branches(self, id: str, following: str | None, depth: int) -> Turn:
        flows = likelier_first(self.procedure.steps[id].next)
        if not flows or (len(flows) == 1 and flows[0].to == following):
            return turn(self.procedure, id)
        kind = _SPLITS.get(self.graph.routing(id), "or") if len(flows) > 1 else None
        join = self.graph.immediate_postdominator.get(id) if kind in ("and", "any") else None
        branches = tuple(self._branch(flow, following, join, depth) for flow in flows)
        return turn(self.procedure, id).model_copy(update={"split": kind, "branches": branches})

    def _branch(self, flow: Flow, following: str | None, join: str | None, depth: int) -> Branch:
        said = {"when": flow.when or "", "share": flow.share.value if flow.share else None}
        if flow.to == following:
            return Branch(**said, main=True)
        if flow.to in self.placed or flow.to == join:
            return Branch(**said, goes_to=flow.to)
        if depth >= DEEPEST:
            self.later.append(flow.to)
            return Branch(**said, goes_to=flow.to)
        return Branch(**said, turns=tuple(self._sequence(flow.to, depth + 1, join)))

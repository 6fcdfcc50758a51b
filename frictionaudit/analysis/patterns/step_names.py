"""Routes in words: the steps they lead through, and where two of them meet."""

from __future__ import annotations

from collections.abc import Sequence

from frictionaudit.analysis.flow.describe import describe, describe_all
from frictionaudit.analysis.flow.graph import FrictionGraph

place = describe


def through(graph: FrictionGraph, route: Sequence[str]) -> str:
    """A route by the steps it leads through, named ones if it has any; empty where it leads directly to its end."""
    steps = [step for step in route if not graph.steps[step].kind.gateway]
    named = [step for step in steps if graph.steps[step].name]
    return f"through {describe_all(graph, named or steps)}" if steps else ""


def two_branches(graph: FrictionGraph, split: str | None, meeting: str, routes: Sequence[Sequence[str]]) -> str:
    """How two branches of one case reach a step that does not join them."""
    end = describe(graph, meeting)
    origin = f" from {_origin(graph, split)}" if split else ""
    ways = ([step for step in route if step not in (split, meeting)] for route in routes)  # a loop passes them again
    names = list(dict.fromkeys(through(graph, way) for way in ways))
    if names == [""]:
        return f"Two arrows lead{origin} to {end}. Both are followed"
    if len(names) == 1:
        return f"A case can come{origin} to {end} more than once {names[0]}. Nothing joins the branches"
    one, other = (name or "directly" for name in names)
    return f"Two branches lead{origin} to {end}, one {one}, the other {other}. Both are followed"


def _origin(graph: FrictionGraph, split: str) -> str:
    """The split, or the step that a reader sees in its place where the split was only implied."""
    sources = graph.incoming[split]
    return describe(graph, sources[0].source if graph.steps[split].implied and len(sources) == 1 else split)

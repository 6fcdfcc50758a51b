"""Places and ways in words: a gateway without a name is told by the step before or after it."""

from __future__ import annotations

from frictionaudit.analysis.flow.graph import FrictionGraph


def place(graph: FrictionGraph, step: str) -> str:
    """What a reader would call a step: its name, or for a nameless gateway where it stands."""
    drawn = graph.steps[step]
    if drawn.name or not drawn.kind.gateway:
        return f"'{graph.procedure.label(step)}'"
    split = graph.is_split(step)
    near = _neighbour(graph, step, back=split)
    return f"the {drawn.kind} gateway {'after' if split else 'before'} '{graph.procedure.label(near)}'"


def over(graph: FrictionGraph, steps: tuple[str, ...], most: int = 3) -> str:
    """A way in words: over which steps it leads, without those that only route."""
    names = [f"'{graph.procedure.label(step)}'" for step in steps if not graph.steps[step].kind.gateway]
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"over {', '.join(names[:most])}{more}" if names else "straight"


def _neighbour(graph: FrictionGraph, step: str, back: bool) -> str:
    """The nearest step, back or on along the first way, that is no gateway; the gateway itself where there is none."""
    seen: set[str] = set()
    at = step
    while graph.steps[at].kind.gateway and at not in seen:
        seen.add(at)
        ways = graph.incoming[at] if back else graph.outgoing[at]
        if not ways:
            return step
        at = ways[0].source if back else ways[0].target
    return step if graph.steps[at].kind.gateway else at

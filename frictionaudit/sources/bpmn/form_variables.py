"""Fields of a tool's forms are variables of the process: one with an id seen before is shown filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from frictionaudit.sources.bpmn.process_graph import ProcessGraph, reached

_MOST = 2_000_000
"""Forms times steps up to which it is worked out which form comes before which."""


def fill_in_known(graph: ProcessGraph, fields_at: Mapping[str, list[dict[str, Any]]]) -> int:
    """Mark the fields that an earlier step of the same process has asked for; returns how many there are.

    Nobody is asked again there: whoever has the step sees what is known, a decision-maker for instance the request.
    """
    steps = list(fields_at)
    if len(steps) < 2 or len(steps) * len(graph.nodes) > _MOST:
        return 0
    first = {step: n for n, step in enumerate(_in_order(graph, steps))}
    known: dict[str, set[str]] = {step: set() for step in steps}
    for step in steps:
        asked = {field["data"] for field in fields_at[step]}
        for later in reached(step, lambda node: [edge.target for edge in graph.outgoing(node)]).intersection(known):
            if first[step] < first[later] and graph.process_of(step) == graph.process_of(later):
                known[later] |= asked
    shown = [field for step in steps for field in fields_at[step] if field["data"] in known[step]]
    for field in shown:
        field["prefilled"] = True
    return len(shown)


def _in_order(graph: ProcessGraph, steps: list[str]) -> list[str]:
    """The steps as a case comes to them; those that no start leads to come last."""
    queue = [node for node in graph.nodes if not graph.incoming(node)]
    seen = set(queue)
    for node in queue:  # grows while it is walked
        fresh = [edge.target for edge in graph.outgoing(node) if edge.target not in seen]
        seen.update(fresh)
        queue += dict.fromkeys(fresh)
    wanted = set(steps)
    return [*(node for node in queue if node in wanted), *(step for step in steps if step not in seen)]

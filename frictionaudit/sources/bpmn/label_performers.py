"""Who does a task where the drawing has no lanes and its labels say it: 'Applicant: pay the fee'."""

from __future__ import annotations

import re

from frictionaudit.domain.procedure import StepKind
from frictionaudit.slugs import slug
from frictionaudit.sources.bpmn.ids import Ids
from frictionaudit.sources.bpmn.lanes import Lanes
from frictionaudit.sources.bpmn.process_graph import ProcessGraph

_SAID = re.compile(r"^(?P<who>[^\W\d_][^:;,.!?\d]{1,39}):\s+(?P<what>\S.*)$")
_MOST = 0.5
"""Share of the tasks whose labels must say it; a lone 'Note: call back' names nobody."""


def seat_by_labels(graph: ProcessGraph, lanes: Lanes) -> None:
    """Give each task the party before the colon of its label, where no lane or performer gives any."""
    tasks = [node for node in graph.nodes.values() if node.kind is StepKind.TASK and not node.invented]
    said = [(node, match) for node in tasks if (match := _SAID.match(node.name))]
    if lanes.parties or not said or len(said) <= len(tasks) * _MOST:
        return
    ids, known = Ids(), {}
    for node, match in said:
        who = match["who"].strip()
        key = who.casefold()
        if key not in known:
            known[key] = ids.give(slug(who) or "performer")
            lanes.add(known[key], {"name": who}, node.element, None)
        lanes.by[id(node.element)] = known[key]
        node.name = match["what"]

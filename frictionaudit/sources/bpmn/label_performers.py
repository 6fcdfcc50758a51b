"""The performer that a label names where no lane does: 'Applicant: pay the fee', or 'Applicant pays the fee'."""

from __future__ import annotations

import re
from collections.abc import Mapping

from frictionaudit.domain.procedure import StepKind
from frictionaudit.domain.quantities.listing import listed, quoted
from frictionaudit.slugs import slug
from frictionaudit.sources.bpmn.ids import Ids
from frictionaudit.sources.bpmn.lanes import Lanes
from frictionaudit.sources.bpmn.process_graph import ProcessGraph
from frictionaudit.sources.customer_names import names_the_customer

_SAID = re.compile(r"^(?P<who>[^\W\d_][^:;,.!?\d]{1,39}):\s+(?P<what>\S.*)$")
_DOES = re.compile(
    r"^(?P<who>(?:(?:the|an?|der|die|das|le|la)\s+)?[^\W\d_]+)\s+[^\W\d_]+(?:s|t)(?:\s+(?!(?:is|are)\b)\S|$)", re.I
)
"""Somebody and what looks like a verb of the third person, English or German: 'Patient phones', 'Kunde wählt'."""
_MOST = 0.5
"""Share of the tasks whose labels must say it; a lone 'Note: call back' names nobody."""


def begin_with_the_customer(graph: ProcessGraph, by: Mapping[str, str | None]) -> list[str]:
    """A note on the tasks without a performer whose names begin as if the customer did them; none where there are none.

    They are not taken to be the customer's: of the other tasks the drawing would still say nothing.
    """
    names = [
        node.name
        for node in graph.nodes.values()
        if node.kind is StepKind.TASK and not node.invented and by[node.id] is None and _customer_does(node.name)
    ]
    if not names:
        return []
    begin, them = ("begins", "it") if len(names) == 1 else ("begin", "them")
    tasks = f"{listed(quoted(names))} {begin} with a word for the customer"
    return [f"{tasks}, and no lane says who does {them}: draw lanes, or put a colon after whoever does a task"]


def _customer_does(name: str) -> bool:
    """Whether a name is a word for customers and a verb in the present: 'Patient phones the practice'."""
    match = _DOES.match(name)
    return match is not None and names_the_customer(match["who"])


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

"""What a case waits for: a message, a signal, a condition or a date, and whose turn it is meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from frictionaudit.domain.procedure import Side, Step, StepKind
from frictionaudit.domain.quantities import Duration
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.event_definitions import definitions, triggers
from frictionaudit.sources.bpmn.lengths import is_computed, length_in_words, length_stated
from frictionaudit.sources.bpmn.process_graph import ProcessGraph
from frictionaudit.sources.bpmn.xml_tree import Element
from frictionaudit.sources.tables.timing import likely_part, turn_of

_TURN = {"customer": "customer", "third": "third", "frontstage": "queue", "backstage": "queue"}

_COMING = ("attend", "travel", "queue")


def length(drawing: Drawing, event: Element) -> tuple[Duration | None, str]:
    """How long the timer of an event runs, and its text as written; None where it is no fixed length of time.

    The definition goes before the name: a timer named '7 days' runs for 7 days if its definition says nothing else,
    or only what a system computes.
    """
    named = length_in_words(drawing.name(event))
    for word, definition in definitions(drawing, event):
        if word != "timer":
            continue
        for child in definition.all("timeDuration", "timeDate", "timeCycle"):
            text = child.text.strip()
            if text:
                time = length_stated(text) if child.name == "timeDuration" else None
                return (named if time is None and is_computed(text) else time), text
        return named, ""
    return None, ""


def limited_waits(graph: ProcessGraph) -> dict[str, list[str]]:
    """For each timer after an event-based gateway the other events there: what a case waits for until the time is up.

    Asked before pools are joined, because the case may then come to these events along another flow.
    """
    limited: dict[str, list[str]] = {}
    for node in graph.nodes.values():
        if node.kind is not StepKind.EVENT_BASED:
            continue
        targets = [edge.target for edge in graph.outgoing(node.id)]
        timers = [id for id in targets if "timer" in triggers(graph.drawing, graph.nodes[id].element)]
        limited.update((timer, [id for id in targets if id not in timers]) for timer in timers)
    return limited


def turn_on_arrow(graph: ProcessGraph, wait: str, by: Mapping[str, str | None], side: Mapping[str, str]) -> str:
    """Whose turn it is during a time that a flow chart writes on an arrow.

    A third party's where it has the step at either end. The customer's where their step follows, unless they only get
    something there, or come: they wait for an appointment. Else it is ours.
    """
    before = [side.get(by[flow.source] or "", "") for flow in graph.incoming(wait)]
    for flow in graph.outgoing(wait):
        after = graph.nodes[flow.target]
        doer = side.get(by[after.id] or "", "") if after.kind is StepKind.TASK else ""
        if "third" in (*before, doer):
            return "third"
        if doer == "customer":
            step = Step(name=after.name)
            own = turn_of(step, Side.CUSTOMER) == "customer" and likely_part(step) not in _COMING
            return "customer" if own else "batch"
    return "third" if "third" in before else "batch"


def wait_of(
    drawing: Drawing,
    element: Element,
    by: str | None,
    partners: list[str],
    side: Mapping[str, str],
    travels: bool,
    awaited: Sequence[str] = (),
) -> dict[str, Any] | None:
    """The wait before an event or a receive task as a page writes it; None where a case does not wait there.

    `partners` are the parties whose messages it waits for; `travels` says that the case itself comes with them.
    `awaited` are the parties whose messages a timer limits the wait for.
    """
    doer = side.get(by or "", "")
    if element.name == "intermediateCatchEvent":
        waits_for = triggers(drawing, element)
    elif element.name == "receiveTask" and element.get("instantiate") != "true":
        waits_for = ["message"]
    else:
        return None
    wait: dict[str, Any] = {}
    unknown: dict[str, None] = {}
    for word in waits_for:
        if word == "timer":
            time, _ = length(drawing, element)
            limited = [_TURN[side[party]] for party in awaited if party in side]
            turn = limited[0] if limited else doer if doer in ("customer", "third") else "batch"
            if time is not None:
                wait[turn] = time
            else:
                unknown[turn] = None
        elif word in ("message", "signal", "condition") and not travels:
            turns = [_TURN[side[partner]] for partner in partners if partner in side]
            unknown.update(dict.fromkeys(turns or (_elsewhere(doer) if word != "condition" else ["batch"])))
    if unknown:
        wait["unknown"] = [turn for turn in unknown if turn not in wait]
    return wait or None


def _elsewhere(doer: str) -> list[str]:
    """Whose turn it may be where the drawing names nobody: anybody's but that of whoever waits."""
    return ["queue", "third"] if doer == "customer" else ["customer", "third"]

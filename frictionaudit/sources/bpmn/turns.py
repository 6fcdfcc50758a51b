"""The party whose turn it is while a case waits, found from the lanes, the messages and the steps around."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from frictionaudit.domain.procedure import Side, Step, StepKind
from frictionaudit.sources.bpmn.event_definitions import triggers
from frictionaudit.sources.bpmn.process_graph import ProcessGraph
from frictionaudit.sources.tables.timing import likely_part
from frictionaudit.sources.tables.turns import turn_of

TURN = {"customer": "customer", "third": "third", "frontstage": "queue", "backstage": "queue"}
_COMING = ("attend", "travel", "queue", "chase")
_APPOINTMENT = re.compile(
    r"\bappointments?\b|\b(?:time )?slots?\b|\bhearing\b|\binterview\b|\w*termin\b|\bvorsprache\b|\banhörung\b"
    r"|\brendez-vous\b|\bentretien\b|\baudience\b|\bcita\b",
    re.IGNORECASE,
)


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
    """The party whose turn it is during a time that a flow chart writes on an arrow.

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
            return "batch" if _waits_for_us(graph, wait, after.name) else "customer"
    return "third" if "third" in before else "batch"


def _waits_for_us(graph: ProcessGraph, wait: str, next_step: str) -> bool:
    """Whether customers wait for us before a step of theirs: they get something there, come, ask, or have a date."""
    step = Step(name=next_step)
    if turn_of(step, Side.CUSTOMER) != "customer" or likely_part(step) in _COMING:
        return True
    names = [next_step, *(graph.nodes[flow.source].name for flow in graph.incoming(wait))]
    return any(map(_APPOINTMENT.search, names))


def turn_at_timer(graph: ProcessGraph, timer: str, by: Mapping[str, str | None], side: Mapping[str, str]) -> str:
    """The party whose turn it is while a timer runs: its lane, or us where customers wait before their next step."""
    doer = side.get(by[timer] or "", "")
    if doer == "customer":
        after = [graph.nodes[flow.target] for flow in graph.outgoing(timer)]
        if turn_of(Step(name=graph.nodes[timer].name), Side.CUSTOMER) != "customer":
            return "batch"  # 'Wait 5 weeks': the customer has nothing to do
        theirs = [step for step in after if step.kind is StepKind.TASK and side.get(by[step.id] or "") == "customer"]
        return "batch" if any(_waits_for_us(graph, timer, step.name) for step in theirs) else "customer"
    return "third" if doer == "third" else "batch"


def turns_limited(
    graph: ProcessGraph,
    events: Sequence[str],
    heard_at: Callable[[str], list[str]],
    by: Mapping[str, str | None],
    side: Mapping[str, str],
    doer: str,
) -> list[str]:
    """Whose turn it may be while a timer limits the wait for some events; `doer` is the side that waits.

    Where no sender is drawn, it is the turn of the other side in whose lane the event stands: 'Patient confirms'.
    """
    turns: dict[str, None] = {}
    for event in events:
        partners = [TURN[side[party]] for party in heard_at(event) if party in side]
        words = triggers(graph.drawing, graph.nodes[event].element)
        heard = graph.nodes[event].element.name == "receiveTask" or {"message", "signal"} & set(words)
        lane = side.get(by[event] or "", "")
        theirs = [TURN[lane]] if heard and lane in ("customer", "third") and lane != doer else []
        turns.update(dict.fromkeys(partners or theirs or (elsewhere(doer) if heard else ["batch"])))
    return list(turns)


def elsewhere(doer: str) -> list[str]:
    """Whose turn it may be where the drawing names nobody: anybody's but that of whoever waits."""
    return ["queue", "third"] if doer == "customer" else ["customer", "third"]

"""The frames and borders that an imported BPMN file draws: sub-processes, and events on the border of an activity.

The reader makes one flow of them, with gateways where the drawing needs none; here they are as the file has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from frictionaudit.application.drawings.gateways import Explicit
from frictionaudit.domain.procedure import Flow, Procedure, Step, StepKind
from frictionaudit.domain.procedure.originals import Original
from frictionaudit.domain.values import FrozenDict

FRAMES = ("subProcess", "transaction", "adHocSubProcess")
_ENDS = {"startEvent": StepKind.START, "endEvent": StepKind.END}


def own_structure(procedure: Procedure, known: Mapping[str, Original]) -> Explicit | None:
    """The procedure as its file draws it; None where a step has no element in it, or stands in another process.

    A reader of the file has to find the same procedure: ask it before the file is given to anybody.
    """
    read = [id for id, step in procedure.steps.items() if not step.implied]
    if not read or any(id not in known for id in read):
        return None
    frames = {around for id in read for around in _around(id, known)}
    nodes = [id for id in known if id in frames or id in read]
    inside = {id: known[id].parent for id in nodes if known[id].parent in frames}
    hosts = {id: known[id].host for id in nodes if known[id].tag == "boundaryEvent"}
    outermost = {known[id].parent for id in nodes if id not in inside}
    flows = {id: one for id, one in known.items() if one.tag == "sequenceFlow" and set(one.ends) <= set(nodes)}
    across = any(inside.get(one.ends[0]) != inside.get(one.ends[1]) for one in flows.values())
    astray = any(host not in nodes or inside.get(id) != inside.get(host) for id, host in hosts.items())
    if len(outermost) != 1 or across or astray:
        return None
    following: dict[str, list[Flow]] = {id: [] for id in nodes}
    for id, one in flows.items():
        following[one.ends[0]].append(_flow(procedure, id, one))
    steps = {}
    for id in nodes:
        frame = Step(kind=StepKind.TASK, name=known[id].name or None, by=_seat(id, procedure, inside))
        step = procedure.steps.get(id, frame)
        kind = _ENDS.get(known[id].tag, step.kind)
        steps[id] = step.model_copy(update={"kind": kind, "next": tuple(following[id])})
    return Explicit(procedure.model_copy(update={"steps": FrozenDict(steps)}), {}, outermost.pop(), inside, hosts)


def _around(id: str, known: Mapping[str, Original]) -> Iterator[str]:
    """The frames around an element."""
    at = known[id].parent
    while at in known and known[at].tag in FRAMES:
        yield at
        at = known[at].parent


def _flow(procedure: Procedure, id: str, drawn: Original) -> Flow:
    """A flow with the name that it has in the file, and what the procedure says of it."""
    source, target = drawn.ends
    between = [flow for flow in procedure.steps[source].next if flow.to == target] if source in procedure.steps else []
    same = next((flow for flow in between if flow.id == id), between[0] if len(between) == 1 else Flow(to=target))
    return same.model_copy(update={"id": id, "when": drawn.name or None})


def _seat(frame: str, procedure: Procedure, inside: Mapping[str, str]) -> str | None:
    """The party of the first step in a frame that has one."""
    for id in [id for id, around in inside.items() if around == frame]:
        found = procedure.steps[id].by if id in procedure.steps else _seat(id, procedure, inside)
        if found is not None:
            return found
    return None

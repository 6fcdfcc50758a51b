"""What each BPMN element becomes: a step, a flow, a party, a paper, a note, or an entry among what is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn.element_details import DETAILS, LEFT_OUT

WORKFLOW = "workflow system"
"""What runs the automatic steps of a drawing."""

Role = Literal["step", "sub-process", "flow", "party", "paper", "note", "structure", "left out"]


@dataclass(frozen=True)
class ElementMapping:
    """What the reader does with an element; for one that is left out, `says` is the reason."""

    role: Role
    says: str
    kind: StepKind | None = None
    note: str = ""
    flow_element: bool = True
    system: str = ""
    """The system that does it, where no person does."""


def _step(kind: StepKind, says: str, note: str = "") -> ElementMapping:
    return ElementMapping("step", says, kind, note)


def _automatic(says: str) -> ElementMapping:
    return ElementMapping("step", says, StepKind.EVENT, "done by a system", system=WORKFLOW)


def _other(role: Role, says: str) -> ElementMapping:
    return ElementMapping(role, says, flow_element=False)


def _left(says: str) -> ElementMapping:
    return ElementMapping("left out", says)


_TASK, _EVENT = StepKind.TASK, StepKind.EVENT

_LOOP = _other("left out", "the number of repetitions is not given; one that is given is said, and counts once")
ELEMENTS: dict[str, ElementMapping] = {
    "task": _step(_TASK, "a task"),
    "userTask": _step(_TASK, "a task"),
    "manualTask": _step(_TASK, "a task"),
    "sendTask": _step(
        _TASK, "a task, or an event where a tool calls a system for it; the message flow names who gets its message"
    ),
    "receiveTask": _step(_EVENT, "an event that waits an unknown time for whoever sends its message: nobody works"),
    "serviceTask": _automatic("an event of the workflow system: no step of the staff"),
    "scriptTask": _automatic("an event of the workflow system: no step of the staff"),
    "businessRuleTask": _step(
        _TASK,
        "a task, or an event where a tool calls a system for it; noted as decided by written rules",
        "decided by written rules",
    ),
    "callActivity": _step(
        _TASK,
        "the process it calls, of this file or one in the same folder, in its place; else a task with a note",
        "described elsewhere",
    ),
    "startEvent": _step(StepKind.START, "a start; inside a sub-process an event"),
    "endEvent": _step(
        StepKind.END,
        "an end; inside a sub-process an event that leads to the flows out of the sub-process; one that "
        "terminates stops everything else, and so does an error that nobody catches",
    ),
    "intermediateCatchEvent": _step(_EVENT, "an event with a wait, of the length of its timer or unknown"),
    "intermediateThrowEvent": _step(
        _EVENT, "an event; a link leads to the catching link with its definition or its name"
    ),
    "boundaryEvent": _step(
        _EVENT,
        "an event on an alternative flow from its activity, or, if it does not interrupt, on a parallel one;"
        " a timer is a deadline of the activity; one for compensation is left out",
    ),
    "implicitThrowEvent": _step(_EVENT, "an event"),
    "exclusiveGateway": _step(StepKind.EXCLUSIVE, "an exclusive gateway"),
    "parallelGateway": _step(StepKind.PARALLEL, "a parallel gateway"),
    "inclusiveGateway": _step(
        StepKind.INCLUSIVE, "an inclusive gateway; an exclusive one where it has one flow beside its default"
    ),
    "eventBasedGateway": _step(StepKind.EVENT_BASED, "an event-based gateway"),
    "complexGateway": _step(StepKind.COMPLEX, "a complex gateway; its condition is left out"),
    "subProcess": ElementMapping(
        "sub-process",
        "its content, in its place; without content a task; an event sub-process is what may happen at any time"
        " in what is around it; one for compensation is left out",
    ),
    "transaction": ElementMapping(
        "sub-process", "its content, in its place; a cancel end leads to the cancel boundary event"
    ),
    "adHocSubProcess": ElementMapping(
        "sub-process", "one task; its content is listed as left out, since its order is not fixed"
    ),
    "sequenceFlow": ElementMapping(
        "flow",
        "a flow; its name or condition is its `when`, a percentage its share; several from one activity or event"
        " without a gateway become a parallel gateway, with conditions an inclusive one, with one condition beside a"
        " default an exclusive one",
    ),
    "dataObjectReference": ElementMapping(
        "paper", "a document, or a form where its name says so; asked for or given by the steps that write or read it"
    ),
    "dataStoreReference": ElementMapping("paper", "a system of the steps that read or write it"),
    "dataObject": ElementMapping("structure", "read through its references; without any a paper of its own"),
    "callChoreography": _left("a choreography has no single organisation"),
    "choreographyTask": _left("a choreography has no single organisation"),
    "subChoreography": _left("a choreography has no single organisation"),
    "participant": _other("party", "the party of a pool"),
    "lane": _other(
        "party",
        "a party; an outer lane is the unit of its inner ones; without a name it bears that of its pool",
    ),
    "laneSet": _other("structure", "read"),
    "childLaneSet": _other("structure", "read"),
    "flowNodeRef": _other("structure", "tells which party does a step"),
    "messageFlow": _other(
        "flow",
        "a message that a step sends to the other pool's party, or receives from it; where both pools are drawn, the"
        " case goes along with it",
    ),
    "textAnnotation": _other("note", "a note of the step it is attached to"),
    "documentation": _other("note", "a note of its step; of a process its summary"),
    "association": _other("structure", "read where it attaches a note or a paper to a step"),
    "dataInputAssociation": _other("structure", "says which paper a step reads"),
    "dataOutputAssociation": _other("structure", "says which paper a step writes"),
    "group": _other("left out", "a frame around elements does not change how the procedure runs"),
    "standardLoopCharacteristics": _LOOP,
    "multiInstanceLoopCharacteristics": _LOOP,
    "conditionExpression": _other("structure", "the `when` of a flow without a name"),
}
"""Every element that is read and what it becomes: the reader acts on this table, the reference prints it."""

STRUCTURE = frozenset(DETAILS) | {name for name, mapping in ELEMENTS.items() if mapping.role == "structure"}
"""Elements that only group others, or are technical details of what is read."""

WHY_LEFT_OUT = {
    **LEFT_OUT,
    **{name: mapping.says for name, mapping in ELEMENTS.items() if mapping.role == "left out"},
}

ACTIVITIES = frozenset(
    name
    for name, mapping in ELEMENTS.items()
    if mapping.kind is StepKind.TASK or mapping.system or mapping.role == "sub-process"
)
NODES = frozenset(name for name, mapping in ELEMENTS.items() if mapping.role in ("step", "sub-process"))


def reference() -> str:
    """The reference page of what each element becomes, as Markdown."""
    flow = {name: mapping for name, mapping in ELEMENTS.items() if mapping.flow_element}
    other = {name: mapping for name, mapping in ELEMENTS.items() if not mapping.flow_element}
    return "\n".join(
        [
            "# What becomes of a drawing",
            "",
            "<!-- Written from the table by which the reader works; changes made here are lost. -->",
            "",
            "Every element of BPMN 2.0, and what it becomes in a procedure. The",
            "[guide](../guide/drawings.md) explains how to read a drawing.",
            "",
            "## Flow elements",
            "",
            *_rows({name: _cell(mapping) for name, mapping in flow.items()}),
            "",
            "## Other elements",
            "",
            *_rows({name: _cell(mapping) for name, mapping in other.items()}),
            "",
            "## Details of elements",
            "",
            "Nothing of these is lost, so the program does not list them one by one.",
            "",
            *_rows(DETAILS),
            "",
            "## Left out",
            "",
            "The program lists each of these with its number and the line of the first, and so it does with any other",
            "element and with everything in the namespace of a tool that it does not read.",
            "",
            *_rows({name: f"left out: {why}" for name, why in LEFT_OUT.items()}),
            "",
        ]
    )


def _rows(table: Mapping[str, str]) -> list[str]:
    return ["| element | becomes |", "|---|---|", *(f"| `{name}` | {says} |" for name, says in sorted(table.items()))]


def _cell(mapping: ElementMapping) -> str:
    return f"left out: {mapping.says}" if mapping.role == "left out" else mapping.says

"""What nobody said is unknown in every measure that needs it, on random pages and drawings."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.domain.procedure import Procedure
from tests.drawing import flows
from tests.drawing import procedure as drawn
from tests.oracle.pages import KINDS, page
from tests.oracle.routing import Model
from tests.oracle.unknown import unknown

LAW = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
UNSAID = ("effort", "wait", "fees", "channel", "by", "prompts")
OF_THE_FLOW = {
    *("customer_steps", "staff_steps", "shortest_customer_steps", "contacts", "handoffs", "unit_handoffs"),
    *("ping_pong", "send_backs", "rework", "channel_switches", "visits_in_person", "phone_prompts"),
    *("contacts_person", "contacts_machine", "contacts_letter"),
}
"""What a drawing states by its flow and its lanes alone."""
NODES = ("task", "userTask", "receiveTask", "catch", "timer", "timed")


@st.composite
def silent_pages(draw: st.DrawFn) -> dict[str, Any]:
    """A page of the play, of which some steps, forms, documents and parties say less."""
    data = page(draw(st.sampled_from(sorted(KINDS))), draw(st.integers(0, 60)))
    everywhere = draw(st.sets(st.sampled_from(UNSAID), max_size=3))
    for step in data["steps"].values():
        for key in everywhere | draw(st.sets(st.sampled_from(UNSAID[:-1]), max_size=1)):
            step.pop(key, None)
    for part in [*data.get("forms", {}).values(), *data.get("documents", {}).values()]:
        for key in draw(st.sets(st.sampled_from(("fields", "proof", "issued_by")), max_size=2)):
            part.pop(key, None)
    return data


def zeros(procedure: Procedure, keys: set[str]) -> dict[str, str]:
    """Measures among some keys that are zero, or exact, and say that this is stated."""
    measures = Measures(Subject(procedure))
    found = {key: measures[key] for key in keys if key in measures and measures[key].value is not None}
    return {
        key: f"{measure.value:g} {measure.evidence.bound}"
        for key, measure in found.items()
        if measure.evidence.bound == "exact" or (measure.value == 0 and not measure.evidence.high)
    }


@LAW
@given(silent_pages())
def test_no_measure_is_zero_or_exact_where_a_page_does_not_say_what_it_needs(data):
    procedure = Procedure.model_validate(data)
    missing = unknown(procedure, Model(procedure))
    assert {key: (found, missing[key]) for key, found in zeros(procedure, set(missing)).items()} == {}


@st.composite
def drawings(draw: st.DrawFn) -> Procedure:
    """A chain of tasks and events in two lanes, with messages from a customer's and a supplier's pool."""
    kinds = draw(st.lists(st.sampled_from(NODES), min_size=1, max_size=6))
    shapes, lanes, messages = [], {"desk": ["n0"], "office": []}, []
    for n, kind in enumerate(kinds, 1):
        lanes[draw(st.sampled_from(sorted(lanes)))].append(f"n{n}")
        name = f"id='n{n}' name='Do thing {n}'"
        clock = "<timeDuration>P2D</timeDuration>" if kind == "timed" else ""
        event = "messageEventDefinition/" if kind == "catch" else f"timerEventDefinition>{clock}</timerEventDefinition"
        around = f"<intermediateCatchEvent {name}><{event}></intermediateCatchEvent>"
        shapes.append(around if kind in ("catch", "timer", "timed") else f"<{kind} {name}/>")
        if kind in ("catch", "receiveTask") or draw(st.booleans()):
            sender = draw(st.sampled_from(["Customer", "Supplier"]))
            messages.append(f"<messageFlow id='m{n}' sourceRef='{sender}' targetRef='n{n}'/>")
    last = len(kinds) + 1
    ends = f"<startEvent id='n0'/><endEvent id='n{last}'/>"
    lane_set = "".join(
        f"<lane id='{id}' name='{id}'>{''.join(f'<flowNodeRef>{node}</flowNodeRef>' for node in inside)}</lane>"
        for id, inside in lanes.items()
    )
    pools = "<participant id='O' processRef='p'/>" + "".join(
        f"<participant id='{name}' name='{name}'/>" for name in ("Customer", "Supplier")
    )
    process = "\n".join(
        [f"<laneSet id='l'>{lane_set}</laneSet>", ends, *shapes, flows(*(f"n{n} n{n + 1}" for n in range(last)))]
    )
    return drawn(process, f"<collaboration id='c'>{pools}{''.join(messages)}</collaboration>")


@LAW
@given(drawings())
def test_a_drawing_states_no_zero_but_what_its_flow_and_lanes_show(procedure):
    measures = Measures(Subject(procedure))
    case = {key for key, measure in measures.items() if measure.scope in ("case", "year")}
    assert {key: measures[key].value for key in sorted(case - OF_THE_FLOW) if measures[key].value == 0} == {}
    missing = unknown(procedure, Model(procedure))
    assert {key: (found, missing[key]) for key, found in zeros(procedure, set(missing)).items()} == {}


def test_waiting_for_a_message_of_a_supplier_is_unknown_and_not_nought():
    around = (
        "<collaboration id='c'><participant id='O' processRef='p'/><participant id='S' name='Supplier'/>"
        "<messageFlow id='m' sourceRef='S' targetRef='w'/></collaboration>"
    )
    process = (
        "<startEvent id='s'/><task id='t' name='Order goods'/>"
        "<intermediateCatchEvent id='w'><messageEventDefinition/></intermediateCatchEvent><endEvent id='e'/>"
    )
    measures = Measures(Subject(drawn(f"{process}{flows('s t', 't w', 'w e')}", around)))
    assert {key: measures[key].value for key in ("wait_third", "wait_ours", "staff_minutes", "forms")} == {
        "wait_third": None,
        "wait_ours": None,
        "staff_minutes": None,
        "forms": None,
    }

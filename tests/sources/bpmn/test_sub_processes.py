"""Sub-processes are drawn out: their content stands in their place, and nothing of it is lost."""

from __future__ import annotations

from frictionaudit.analysis.flow.soundness import soundness
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.domain.procedure import StepKind, Wait
from tests.drawing import drawing, flows, left_out, procedure, ways

AROUND = "<startEvent id='s'/><endEvent id='e'/>"
PLAIN = AROUND + flows("s p1", "p1 e")


def sub(inside: str, kind: str = "subProcess", **attributes: str) -> str:
    given = "".join(f" {key}='{value}'" for key, value in attributes.items())
    return f"<{kind} id='p1' name='Part'{given}>{inside}</{kind}>"


def test_the_way_in_leads_to_the_start_inside_and_the_end_inside_to_the_way_out():
    inside = "<startEvent id='i'/><task id='a'/><endEvent id='o'/>" + flows("i a", "a o")
    drawn = procedure(PLAIN + sub(inside))
    assert ways(drawn) == {"s": ["i"], "i": ["a"], "a": ["o"], "o": ["e"], "e": []}
    assert (drawn.steps["i"].kind, drawn.steps["o"].kind) == (StepKind.EVENT, StepKind.EVENT)
    assert "begins 'Part'" in (drawn.steps["i"].note or "")


def test_a_start_and_an_end_inside_need_not_be_drawn():
    drawn = procedure(PLAIN + sub("<task id='a'/><task id='b'/>" + flows("a b")))
    assert ways(drawn) == {"s": ["a"], "a": ["b"], "b": ["e"], "e": []}


def test_ends_of_which_one_is_reached_lead_to_the_way_out_directly():
    inside = "<exclusiveGateway id='g'/><endEvent id='x'/><endEvent id='y'/>" + flows("g x", "g y")
    assert ways(procedure(PLAIN + sub(inside))) == {"s": ["g"], "g": ["x", "y"], "x": ["e"], "y": ["e"], "e": []}


def test_ends_that_are_all_reached_are_joined():
    inside = "<parallelGateway id='g'/><task id='x'/><task id='y'/>" + flows("g x", "g y")
    drawn = procedure(PLAIN + sub(inside))
    assert ways(drawn)["x"] == ways(drawn)["y"] == ["p1-out"]
    assert drawn.steps["p1-out"].kind is StepKind.PARALLEL
    assert Measures(Subject(drawn)).subject.visits("e").value == 1


def test_an_end_that_several_branches_reach_is_over_once():
    inside = "<parallelGateway id='g'/><task id='x'/><task id='y'/><endEvent id='z'/>"
    drawn = procedure(PLAIN + sub(inside + flows("g x", "g y", "x z", "y z")))
    assert ways(drawn)["x"] == ways(drawn)["y"] == ["z-met"]
    assert (drawn.steps["z-met"].kind, ways(drawn)["z-met"]) == (StepKind.PARALLEL, ["z"])
    assert not soundness(Subject(drawn).graph).faults


def test_an_end_that_one_branch_or_another_reaches_is_no_join():
    inside = "<exclusiveGateway id='g'/><task id='x'/><task id='y'/><endEvent id='z'/>"
    drawn = procedure(PLAIN + sub(inside + flows("g x", "g y", "x z", "y z")))
    assert ways(drawn)["x"] == ways(drawn)["y"] == ["z"]


def test_what_may_happen_beside_a_task_inside_is_over_with_it():
    event = "<boundaryEvent id='b' attachedToRef='x' cancelActivity='false'><messageEventDefinition/></boundaryEvent>"
    inside = f"<task id='x'/>{event}<task id='y'/><endEvent id='z'/>" + flows("x z", "b y", "y z")
    drawn = procedure(PLAIN + sub(inside))
    assert ways(drawn)["x"] == ways(drawn)["y"] == ["z-met"]
    assert drawn.steps["z-met"].kind is StepKind.INCLUSIVE
    assert not soundness(Subject(drawn).graph).faults
    through = procedure(PLAIN + sub(inside.replace("cancelActivity='false'", "")))
    assert ways(through)["y"] == ["z"]


def test_a_task_inside_that_two_branches_reach_is_still_done_twice():
    inside = "<parallelGateway id='g'/><task id='x'/><task id='y'/><task id='z'/>"
    drawn = procedure(PLAIN + sub(inside + flows("g x", "g y", "x z", "y z")))
    assert [fault.join for fault in soundness(Subject(drawn).graph).faults] == ["z"]


def test_tasks_side_by_side_are_all_done():
    drawn = procedure(PLAIN + sub("<task id='x'/><task id='y'/>"))
    assert ways(drawn)["s"] == ["p1-in"]
    assert ways(drawn)["p1-in"] == ["x", "y"]
    assert drawn.steps["p1-in"].kind is StepKind.PARALLEL


def test_an_error_end_leads_to_the_event_that_catches_it():
    inside = "<task id='a'/><exclusiveGateway id='g'/><endEvent id='ok'/>" + flows("a g", "g ok", "g bad")
    inside += "<endEvent id='bad'><errorEventDefinition errorRef='e1'/></endEvent>"
    caught = "<boundaryEvent id='c' attachedToRef='p1'><errorEventDefinition errorRef='e1'/></boundaryEvent>"
    other = "<boundaryEvent id='d' attachedToRef='p1'><errorEventDefinition errorRef='e2'/></boundaryEvent>"
    drawn = procedure(PLAIN + sub(inside) + caught + other, "<error id='e1'/><error id='e2'/>")
    assert ways(drawn)["bad"] == ["c"]
    assert ways(drawn)["ok"] == ["d", "e"]


def test_a_cancel_end_of_a_transaction_leads_to_its_cancel_event():
    inside = "<endEvent id='bad'><cancelEventDefinition/></endEvent><endEvent id='ok'/>"
    caught = "<boundaryEvent id='c' attachedToRef='p1'><cancelEventDefinition/></boundaryEvent>"
    drawn = procedure(
        PLAIN
        + sub(inside + "<exclusiveGateway id='g'/>" + flows("g bad", "g ok"), kind="transaction")
        + caught
        + "<task id='t'/>"
        + flows("c t")
    )
    assert ways(drawn)["bad"] == ["c"]
    assert ways(drawn)["ok"] == ["e"]


def test_a_timer_on_a_sub_process_is_another_way_on_from_its_end():
    caught = "<boundaryEvent id='c' attachedToRef='p1'><timerEventDefinition/></boundaryEvent>"
    drawn = procedure(PLAIN + sub("<task id='a'/>") + caught)
    assert ways(drawn)["a"] == ["c", "e"]


def test_a_timer_on_a_sub_process_of_several_ends_is_a_way_on_behind_all_of_them():
    caught = "<boundaryEvent id='c' attachedToRef='p1'><timerEventDefinition/></boundaryEvent>"
    inside = "<exclusiveGateway id='g'/><endEvent id='x'/><endEvent id='y'/>" + flows("g x", "g y")
    drawn = procedure(PLAIN + sub(inside) + caught)
    assert ways(drawn)["x"] == ways(drawn)["y"] == ["p1-done"]
    assert ways(drawn)["p1-done"] == ["c", "e"]


def test_a_sub_process_inside_another_is_drawn_out_as_well():
    inner = "<subProcess id='p2'><task id='a'/></subProcess><task id='b'/>" + flows("p2 b")
    assert ways(procedure(PLAIN + sub(inner))) == {"s": ["a"], "a": ["b"], "b": ["e"], "e": []}


def test_a_sub_process_that_leads_nowhere_ends_where_its_inside_ends():
    drawn = procedure("<startEvent id='s'/>" + flows("s p1") + sub("<task id='a'/><endEvent id='o'/>" + flows("a o")))
    assert ways(drawn) == {"s": ["a"], "a": ["o"], "o": []}
    assert drawn.ends == ()


def test_a_sub_process_without_content_is_a_task():
    step = procedure(PLAIN + sub("")).steps["p1"]
    assert (step.kind, step.name) == (StepKind.TASK, "Part")
    assert step.note == "its content is not in this drawing"


def test_an_ad_hoc_sub_process_is_one_task_and_its_content_is_listed():
    reading = drawing(PLAIN + sub("<task id='a' name='Phone'/><task id='b' name='Write'/>", kind="adHocSubProcess"))
    assert ways(reading.procedure) == {"s": ["p1"], "p1": ["e"], "e": []}
    (entry,) = reading.skipped
    assert entry.why.endswith("it holds Phone, Write")


EVENT = "<startEvent id='i'{0}>{1}</startEvent><task id='a' name='Phone'/><endEvent id='o'/>" + flows("i a", "a o")


def test_an_event_sub_process_of_a_process_may_end_the_rest_at_any_time():
    line = AROUND + "<task id='t'/>" + flows("s t", "t e")
    drawn = procedure(line + sub(EVENT.format("", ""), triggeredByEvent="true"))
    assert ways(drawn) == {"s": ["s-ways"], "s-ways": ["i", "t"], "t": ["e"], "e": [], "i": ["a"], "a": ["o"], "o": []}
    assert (drawn.steps["s-ways"].kind, drawn.steps["s-ways"].implied) == (StepKind.EXCLUSIVE, True)
    assert drawn.steps["o"].kind is StepKind.END


def test_an_event_sub_process_that_does_not_interrupt_may_happen_beside_the_rest():
    line = AROUND + "<task id='t'/>" + flows("s t", "t e")
    drawn = procedure(line + sub(EVENT.format(" isInterrupting='false'", ""), triggeredByEvent="true"))
    split = drawn.steps["s-meanwhile"]
    assert split.kind is StepKind.INCLUSIVE
    assert {flow.to: flow.share and flow.share.value for flow in split.next} == {"t": 1, "i": None}


def test_after_an_event_sub_process_the_case_goes_on_behind_what_was_around_it():
    inner = "<subProcess id='ev' triggeredByEvent='true'>" + EVENT.format("", "") + "</subProcess>"
    drawn = procedure(PLAIN + sub("<task id='t'/>" + inner))
    assert ways(drawn) == {"s": ["t"], "t": ["e", "i"], "i": ["a"], "a": ["o"], "o": ["e"], "e": []}


def test_an_event_sub_process_catches_the_error_inside_what_is_around_it():
    error = "<errorEventDefinition errorRef='e1'/>"
    inner = "<subProcess id='ev' triggeredByEvent='true'>" + EVENT.format("", error) + "</subProcess>"
    choice = "<exclusiveGateway id='g'/><endEvent id='ok'/><endEvent id='bad'>" + error + "</endEvent>"
    drawn = procedure(PLAIN + sub(choice + flows("g ok", "g bad") + inner), "<error id='e1'/>")
    assert ways(drawn)["bad"] == ["i"]
    assert ways(drawn)["ok"] == ["e"]


def test_compensation_and_the_content_of_ad_hoc_parts_are_marked_as_parts_of_the_procedure():
    event = "<boundaryEvent id='c' attachedToRef='t'><compensateEventDefinition/></boundaryEvent>"
    undo = "<task id='u' name='Undo' isForCompensation='true'/>"
    when = sub(EVENT.format("", "<compensateEventDefinition/>"), triggeredByEvent="true")
    reading = drawing(f"<task id='t' name='Pay'/>{event}{undo}{when}")
    assert list(reading.procedure.steps) == ["t"]
    assert set(left_out(reading)) == {
        "compensation: the unnamed boundary event on 'Pay'",
        "compensation: 'Undo'",
        "compensation: 'Part'",
    }
    assert all(entry.part for entry in reading.skipped)
    ad_hoc = drawing(PLAIN + sub("<task id='a' name='Phone'/>", kind="adHocSubProcess"))
    assert [entry.part for entry in ad_hoc.skipped] == [True]


def test_an_error_that_nobody_catches_stops_the_case():
    inside = "<exclusiveGateway id='g'/><endEvent id='ok'/><endEvent id='bad'><errorEventDefinition/></endEvent>"
    drawn = procedure(PLAIN + sub(inside + flows("g ok", "g bad")))
    assert ways(drawn)["bad"] == []
    assert (drawn.steps["bad"].kind, drawn.steps["bad"].stops) == (StepKind.END, True)
    assert ways(drawn)["ok"] == ["e"]


def test_what_stands_inside_belongs_to_the_lane_of_the_sub_process():
    lanes = "<laneSet><lane id='l' name='Desk'><flowNodeRef>p1</flowNodeRef></lane></laneSet>"
    assert procedure(lanes + PLAIN + sub("<task id='a'/>")).steps["a"].by == "l"


def test_a_message_to_a_sub_process_is_heard_where_it_begins():
    pools = """<collaboration><participant id='us' name='Us' processRef='p'/><participant id='c' name='Customer'/>
        <messageFlow sourceRef='c' targetRef='p1'/></collaboration>"""
    inside = "<startEvent id='i'/><task id='a'/>" + flows("i a")
    assert procedure(PLAIN + sub(inside), pools).steps["i"].receives_from == ("c",)


AGAIN = (
    "<startEvent id='s'/><exclusiveGateway id='g' name='Fine?'/><endEvent id='e'/>"
    "<sequenceFlow id='y' name='yes' sourceRef='g' targetRef='e'/>"
    "<sequenceFlow id='n' name='no' sourceRef='g' targetRef='p1'/>" + flows("s p1", "p1 g")
)
MEANWHILE = "<boundaryEvent id='t' attachedToRef='p1' cancelActivity='false'><timerEventDefinition/></boundaryEvent>"


def test_a_task_in_a_loop_is_done_each_time_whatever_may_happen_beside_it():
    drawn = procedure(AGAIN + MEANWHILE + "<endEvent id='late'/>" + flows("t late") + "<task id='p1' name='Review'/>")
    alone = procedure(AGAIN + "<task id='p1' name='Review'/>")
    actual, expected = (Subject(each).visits("p1").value for each in (drawn, alone))
    assert (round(actual, 6), round(expected, 6)) == (2.0, 2.0)


def test_a_sub_process_that_begins_at_two_places_does_not_wait_for_both_flows_to_it():
    inside = "<task id='a' name='A'/><task id='b' name='B'/>"
    visits = Subject(procedure(AGAIN + sub(inside))).visits
    assert [round(visits(step).value, 6) for step in ("a", "b", "e")] == [2.0, 2.0, 1.0]


ESCALATING = (
    "<startEvent id='i'/><exclusiveGateway id='g'/><endEvent id='fine'/>"
    "<endEvent id='over'><escalationEventDefinition escalationRef='X'/></endEvent>" + flows("i g", "g fine", "g over")
)
CAUGHT = (
    "<boundaryEvent id='b' attachedToRef='p1' cancelActivity='{}'><escalationEventDefinition escalationRef='X'/>"
    "</boundaryEvent><task id='boss' name='Tell the boss'/>" + flows("b boss")
)


def test_an_escalation_that_does_not_interrupt_happens_beside_the_rest():
    for interrupts, expected in (("false", [0.5, 1.0]), ("true", [0.5, 0.5])):
        drawn = procedure(PLAIN + sub(ESCALATING) + CAUGHT.format(interrupts), "<escalation id='X'/>")
        visits = Subject(drawn).visits
        actual = [round(visits(step).value, 6) for step in ("boss", "e")]
        assert (interrupts, actual) == (interrupts, expected)


def test_a_step_that_escalates_on_its_way_goes_on():
    inside = (
        "<startEvent id='i'/><intermediateThrowEvent id='up'><escalationEventDefinition escalationRef='X'/>"
        "</intermediateThrowEvent><task id='a'/>" + flows("i up", "up a")
    )
    drawn = procedure(PLAIN + sub(inside) + CAUGHT.format("false"), "<escalation id='X'/>")
    assert ways(drawn)["up-escalates"] == ["a", "b"]


NAMED = (
    "<subProcess id='sub' name='Investigate'><startEvent id='i'/><task id='look' name='Look'/><endEvent id='o'/>"
    + flows("i look", "look o")
    + "</subProcess><task id='a' name='Answer'/>"
)


def test_a_timer_on_a_sub_process_is_its_deadline_and_not_that_of_a_step_inside():
    event = (
        "<boundaryEvent id='t' name='late' attachedToRef='sub'><timerEventDefinition><timeDuration>P8W</timeDuration>"
    )
    drawn = procedure(NAMED + event + "</timerEventDefinition></boundaryEvent>" + flows("sub a", "t a"))
    assert drawn.steps["i"].note == "begins 'Investigate': deadline: 8 weeks"
    assert drawn.steps["look"].note is None
    assert drawn.label("o") == "Investigate: end"


def test_the_edges_of_a_sub_process_need_no_name_and_no_time():
    steps = procedure(NAMED + flows("sub a")).steps
    assert [(steps[id].name, steps[id].wait) for id in "io"] == [
        ("Investigate: start", Wait()),
        ("Investigate: end", Wait()),
    ]


def test_two_ends_of_a_sub_process_are_told_apart_by_what_stands_before_them():
    two = NAMED.replace("<endEvent id='o'/>", "<endEvent id='o'/><endEvent id='q'/>")
    assert procedure(two + flows("sub a")).steps["o"].name is None


def test_an_event_that_begins_a_sub_process_keeps_its_unknown_wait():
    waits = NAMED.replace("<startEvent id='i'/>", "<startEvent id='i'><messageEventDefinition/></startEvent>")
    assert procedure(waits + flows("sub a")).steps["i"].wait is None


def test_the_edges_of_a_sub_process_without_a_name_are_noted_as_its_start_and_its_end():
    inside = "<startEvent id='i'/><task id='w'/><endEvent id='o'/>" + flows("i w", "w o")
    drawn = procedure(f"<startEvent id='s'/><subProcess id='sub'>{inside}</subProcess>" + flows("s sub"))
    assert [drawn.steps[id].note for id in ("i", "o")] == ["start of a sub-process", "end of a sub-process"]


def test_the_edges_of_a_named_sub_process_are_called_after_it():
    inside = "<startEvent id='i'/><task id='w'/><endEvent id='o'/>" + flows("i w", "w o")
    drawn = procedure(f"<startEvent id='s'/><subProcess id='sub' name='Pay'>{inside}</subProcess>" + flows("s sub"))
    assert [drawn.steps[id].name for id in ("i", "o")] == ["Pay: start", "Pay: end"]
    assert "of a sub-process" not in (drawn.steps["i"].note or "")

"""A drawing becomes a procedure: what is drawn is said, and nothing is invented in silence."""

from __future__ import annotations

import pytest

from frictionaudit.domain.procedure import Side, StepKind
from frictionaudit.sources import read as read_file
from tests.conftest import ROOT
from tests.drawing import drawing, flows, left_out, procedure, ways

FIXTURES = ROOT / "tests/fixtures" / "bpmn"
LINE = "<startEvent id='s'/><task id='a' name='A'/><endEvent id='e'/>" + flows("s a", "a e")


@pytest.fixture(scope="module")
def permit():
    return read_file(FIXTURES / "parking-permit.bpmn")


def test_lanes_are_parties_and_the_lane_around_one_is_its_unit(permit):
    parties = permit.procedure.parties
    assert {id: (party.name, party.unit) for id, party in parties.items()} == {
        "counter": ("Counter", "Citizen centre"),
        "office": ("Traffic office", None),
        "police": ("Police", None),
        "resident": ("Resident", None),
    }


def test_sides_follow_from_names_and_from_who_meets_the_customer(permit):
    assert {id: party.side for id, party in permit.procedure.parties.items()} == {
        "counter": Side.FRONTSTAGE,
        "office": Side.BACKSTAGE,
        "police": Side.THIRD,
        "resident": Side.CUSTOMER,
    }


def test_message_flows_say_who_sends_and_who_hears(permit):
    steps = permit.procedure.steps
    assert steps["arrived"].receives_from == ("resident",)
    assert steps["send"].sends_to == ("resident",)
    assert steps["check"].sends_to == ("police",)


def test_names_stand_on_one_line_and_the_process_names_the_procedure(permit):
    assert permit.procedure.steps["check"].name == "Check the address"
    assert permit.procedure.title == "Resident parking permit"
    assert permit.procedure.id == "parking-permit"
    assert permit.procedure.summary == "Residents may park in their street."


def test_annotations_become_notes_of_their_step(permit):
    assert "Twice a week" in (permit.procedure.steps["check"].note or "")


def test_a_default_flow_is_taken_otherwise(permit):
    assert {flow.to: flow.when for flow in permit.procedure.steps["right"].next} == {
        "refused": "otherwise",
        "send": "yes",
    }


def test_each_part_knows_its_line(permit):
    spans = {path: span.line for path, span in permit.spans.items()}
    assert spans[()] == 11
    assert spans["steps", "check"] == 30
    assert spans["steps", "right", "next", "send"] == 37
    assert spans["parties", "counter"] == 16


@pytest.mark.parametrize(
    ("element", "kind"),
    [
        ("task", StepKind.TASK),
        ("userTask", StepKind.TASK),
        ("callActivity", StepKind.TASK),
        ("intermediateThrowEvent", StepKind.EVENT),
        ("exclusiveGateway", StepKind.EXCLUSIVE),
        ("parallelGateway", StepKind.PARALLEL),
        ("inclusiveGateway", StepKind.INCLUSIVE),
        ("eventBasedGateway", StepKind.EVENT_BASED),
        ("complexGateway", StepKind.COMPLEX),
    ],
)
def test_each_shape_has_its_kind(element, kind):
    assert procedure(f"<{element} id='x'/>").steps["x"].kind is kind


def test_several_ways_from_a_task_without_gateway_are_a_parallel_split():
    drawn = procedure("<task id='a'/><task id='b'/><task id='c'/>" + flows("a b", "a c"))
    assert ways(drawn)["a"] == ["a-split"]
    assert drawn.steps["a-split"].kind is StepKind.PARALLEL
    assert ways(drawn)["a-split"] == ["b", "c"]


def test_several_ways_with_conditions_are_an_inclusive_split():
    condition = "<sequenceFlow id='f' sourceRef='a' targetRef='c'><conditionExpression>x</conditionExpression>"
    drawn = procedure(f"<task id='a'/><task id='b'/><task id='c'/>{flows('a b')}{condition}</sequenceFlow>")
    assert drawn.steps["a-split"].kind is StepKind.INCLUSIVE
    assert drawn.steps["a-split"].flow("c").when == "x"


def decided(gateway: str = "inclusiveGateway id='g' default='g-b'", more: str = ""):
    return procedure(
        f"<{gateway}/><task id='a'/><task id='b'/><inclusiveGateway id='j'/><task id='c'/>{more}"
        + flows("g a", "g b", "a j", "b j", "j c")
    )


def test_an_inclusive_gateway_with_one_flow_beside_its_default_is_a_decision_and_so_is_its_join():
    drawn = decided()
    assert drawn.steps["g"].kind is StepKind.EXCLUSIVE
    assert "one flow if its condition holds, else the default" in (drawn.steps["g"].note or "")
    assert drawn.steps["j"].kind is StepKind.EXCLUSIVE


def test_an_inclusive_gateway_without_a_default_or_with_more_flows_stays_one():
    for drawn in (decided("inclusiveGateway id='g'"), decided(more="<task id='d'/>" + flows("g d"))):
        assert drawn.steps["g"].kind is StepKind.INCLUSIVE
        assert drawn.steps["j"].kind is StepKind.INCLUSIVE


def test_an_inclusive_join_that_a_parallel_split_leads_to_as_well_stays_one():
    drawn = decided(more="<parallelGateway id='all'/><task id='d'/>" + flows("all g", "all d", "d j"))
    assert drawn.steps["g"].kind is StepKind.EXCLUSIVE
    assert drawn.steps["j"].kind is StepKind.INCLUSIVE


def test_several_ways_into_a_task_stay_as_drawn():
    drawn = procedure("<task id='a'/><task id='b'/><task id='c'/>" + flows("a c", "b c"))
    assert ways(drawn) == {"a": ["c"], "b": ["c"], "c": []}


def test_two_flows_between_the_same_steps_are_told_apart_by_their_ids():
    flow = "<sequenceFlow id='{0}' name='{0}' sourceRef='g' targetRef='a'/>"
    drawn = procedure("<exclusiveGateway id='g'/><task id='a'/>" + flow.format("one") + flow.format("two"))
    assert [(flow.key, flow.when) for flow in drawn.steps["g"].next] == [("one", "one"), ("two", "two")]


def test_an_event_on_a_task_is_another_way_on():
    drawn = procedure(
        LINE + "<boundaryEvent id='b' name='too late' attachedToRef='a'/><endEvent id='e2'/>" + flows("b e2")
    )
    assert ways(drawn)["a"] == ["b", "e"]
    assert drawn.steps["b"].kind is StepKind.EVENT
    assert all(flow.share is None for flow in drawn.steps["a"].next)


def test_an_event_that_does_not_interrupt_may_happen_while_the_task_goes_on_in_any_case():
    drawn = procedure(LINE + "<boundaryEvent id='b' name='weekly' cancelActivity='false' attachedToRef='a'/>")
    assert ways(drawn)["s"] == ["a-meanwhile"]
    split = drawn.steps["a-meanwhile"]
    assert (split.kind, split.implied) == (StepKind.INCLUSIVE, True)
    assert {flow.to: flow.share and flow.share.value for flow in split.next} == {"a": 1, "b": None}
    assert ways(drawn)["a"] == ["e"]


def test_events_that_interrupt_and_events_that_do_not_can_sit_on_one_task():
    boundary = "<boundaryEvent id='{0}' cancelActivity='{1}' attachedToRef='a'/>"
    drawn = procedure(LINE + boundary.format("remind", "false") + boundary.format("late", "true"))
    assert ways(drawn)["a-meanwhile"] == ["a", "remind"]
    assert ways(drawn)["a"] == ["e", "late"]


def test_an_event_beside_a_sub_process_may_happen_while_what_is_inside_goes_on():
    inside = "<subProcess id='sub'><task id='in'/></subProcess>"
    event = "<boundaryEvent id='b' cancelActivity='false' attachedToRef='sub'/>"
    drawn = procedure("<startEvent id='s'/>" + inside + event + "<endEvent id='e'/>" + flows("s sub", "sub e"))
    assert ways(drawn)["s"] == ["sub-meanwhile"]
    assert ways(drawn)["sub-meanwhile"] == ["b", "in"]
    assert ways(drawn)["in"] == ["e"]


def test_an_end_that_terminates_stops_whatever_else_goes_on():
    drawn = procedure("<task id='a'/><endEvent id='e'><terminateEventDefinition/></endEvent>" + flows("a e"))
    assert drawn.steps["e"].stops


def test_an_event_on_a_task_that_leads_nowhere_does_not_become_its_only_way_on():
    drawn = procedure("<startEvent id='s'/><task id='a'/><boundaryEvent id='b' attachedToRef='a'/>" + flows("s a"))
    assert ways(drawn) == {"s": ["a-ways"], "a-ways": ["a", "b"], "a": [], "b": []}


def test_a_timer_with_a_stated_time_is_a_wait():
    timer = "<timerEventDefinition><timeDuration>P2D</timeDuration></timerEventDefinition>"
    drawn = procedure(f"<intermediateCatchEvent id='t'>{timer}</intermediateCatchEvent>")
    assert str(drawn.steps["t"].wait.batch) == "2 days"


def test_a_link_leads_to_the_link_of_its_name():
    throw, catch = "intermediateThrowEvent", "intermediateCatchEvent"
    link = "<linkEventDefinition name='over there'/>"
    drawn = procedure(f"<{throw} id='t'>{link}</{throw}><{catch} id='c'>{link}</{catch}>")
    assert ways(drawn)["t"] == ["c"]


def test_a_link_leads_to_the_one_that_its_definition_names():
    throw = "<intermediateThrowEvent id='t'><linkEventDefinition id='x'><target>y</target></linkEventDefinition>"
    catch = "<intermediateCatchEvent id='{0}'><linkEventDefinition id='{1}'>{2}</linkEventDefinition>"
    ends = ("</intermediateThrowEvent>", "</intermediateCatchEvent>")
    drawn = procedure(throw + ends[0] + catch.format("c", "y", "") + ends[1])
    assert ways(drawn)["t"] == ["c"]
    back = throw.replace("<target>y</target>", "") + ends[0] + catch.format("c", "y", "<source>x</source>") + ends[1]
    assert ways(procedure(back))["t"] == ["c"]


def test_a_repeated_task_says_so_and_how_often_is_listed_as_not_said():
    reading = drawing("<task id='a' name='A'>\n<multiInstanceLoopCharacteristics isSequential='true'/></task>")
    assert "one at a time" in (reading.procedure.steps["a"].note or "")
    assert left_out(reading) == {"repetition of 'A'": 4}


@pytest.mark.parametrize(
    ("loop", "why"),
    [
        ("<multiInstanceLoopCharacteristics/>", "the number of repetitions is not given"),
        (
            "<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>",
            "it is done 3 times, and counts once",
        ),
        (
            "<multiInstanceLoopCharacteristics><loopCardinality>${n}</loopCardinality>"
            "</multiInstanceLoopCharacteristics>",
            "the number of repetitions is not given",
        ),
        (
            "<standardLoopCharacteristics loopMaximum='4'/>",
            "it is done at most 4 times, and counts once; how often on average is not given",
        ),
    ],
)
def test_a_task_that_is_repeated_counts_once_and_the_reason_says_the_number_that_is_drawn(loop, why):
    (entry,) = drawing(f"<task id='a' name='A'>{loop}</task>").skipped
    assert entry.why == why


def test_no_start_and_no_end_are_invented():
    drawn = procedure("<task id='a'/><task id='b'/>" + flows("a b"))
    assert drawn.starts == drawn.ends == ()
    assert list(drawn.steps) == ["a", "b"]


def test_a_flow_to_nowhere_is_dropped_and_listed_with_its_line():
    reading = drawing("<task id='a'/>\n<sequenceFlow id='f' sourceRef='a' targetRef='gone'/>")
    assert ways(reading.procedure) == {"a": []}
    assert left_out(reading) == {"flow from an unnamed task": 4}


def test_the_second_of_two_equal_ids_is_kept_under_another_one():
    reading = drawing("<task id='a' name='One'/>\n<task id='a' name='Two'/>" + flows("a a"))
    assert {id: step.name for id, step in reading.procedure.steps.items()} == {"a": "One", "a-2": "Two"}
    assert left_out(reading) == {"id 'a'": 4}


def test_ids_with_odd_characters_become_usable():
    drawn = procedure("<task id='Prüfung 1'/><task id='Prüfung/1'/>")
    assert list(drawn.steps) == ["Pr-fung-1", "Pr-fung-1-2"]


def test_without_pools_and_lanes_nobody_does_anything():
    assert procedure(LINE).parties == {}
    assert procedure(LINE).steps["a"].by is None


def test_frames_and_the_fields_of_tools_are_listed_once_each():
    reading = drawing(
        "<group id='g'/><task id='a' x:colour='red'>\n<extensionElements><x:y/></extensionElements></task>"
    )
    why = {entry.what: entry.why for entry in reading.skipped}
    assert list(why) == ["namespace 'urn:example:tool'", "1 × group"]
    assert why["namespace 'urn:example:tool'"].startswith("1 element and 1 attribute of a tool's own")


def test_what_is_read_of_a_tools_own_is_not_listed_as_left_out():
    form = "<x:formData><x:formField id='n' label='Name'><x:validation><x:constraint name='required'/></x:validation>"
    asked = f"<extensionElements>{form}</x:formField></x:formData></extensionElements>"
    reading = drawing(f"<userTask id='a' x:assignee='clerk' x:formKey='f'>{asked}</userTask>")
    assert [field.label for field in reading.procedure.forms["a-form"].fields] == ["Name"]
    assert reading.skipped == ()


def test_files_with_dots_in_their_names_give_procedures_of_their_own():
    from frictionaudit.sources import bpmn

    def id(path):
        return bpmn.read(DOTTED, path).procedure.id

    assert id("notes.and.groups.02.one.bpmn") == "notes-and-groups-02-one"
    assert id("notes.and.groups.03.two.bpmn") == "notes-and-groups-03-two"
    assert id("claim.bpmn20.xml") == "claim"


DOTTED = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p">
<startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="e"/><endEvent id="e"/></process></definitions>"""


def test_shapes_that_no_flow_connects_are_listed_as_not_understood_once():
    reading = drawing("<task id='a'/><task id='b'/>")
    assert [entry.what for entry in reading.skipped if entry.not_understood] == ["order of 2 shapes"]


def test_a_single_task_or_shapes_with_a_flow_are_understood():
    for inside in ("<task id='a'/>", "<task id='a'/><task id='b'/>" + flows("a b")):
        assert not any(entry.not_understood for entry in drawing(inside).skipped)

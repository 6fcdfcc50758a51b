"""What a drawing has twice or loses: double arrows, arrows without an end, starts that a call does not use."""

from __future__ import annotations

import pytest

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources.bpmn import read_all
from tests.drawing import drawing, flows, left_out, ways, xml

CHAIN = "<startEvent id='s'/><userTask id='a' name='Check form'/><endEvent id='e'/>"


def test_an_arrow_that_is_drawn_twice_is_read_once():
    again = "<sequenceFlow id='again' sourceRef='a' targetRef='e'/>"
    reading = drawing(CHAIN + flows("s a", "a e") + again)
    assert ways(reading.procedure)["a"] == ["e"]
    assert [entry.why for entry in reading.skipped] == ["it is drawn twice, and read once"]


def test_two_answers_that_lead_to_the_same_step_are_two_arrows():
    ways_out = "".join(f"<sequenceFlow id='{n}' name='{n}' sourceRef='g' targetRef='e'/>" for n in ("yes", "no"))
    reading = drawing(f"{CHAIN}<exclusiveGateway id='g' name='Right?'/>" + flows("s a", "a g") + ways_out)
    assert ways(reading.procedure)["g"] == ["e", "e"]
    assert left_out(reading) == {}


@pytest.mark.parametrize("lost", ["sourceRef='a'", "sourceRef='a' targetRef='gone'", "targetRef='a'"])
def test_an_arrow_without_an_end_is_listed_as_not_understood(lost):
    reading = drawing(CHAIN + flows("s a", "a e") + f"<sequenceFlow id='f' {lost}/>")
    assert [entry.not_understood for entry in reading.skipped] == [True]


def test_an_arrow_from_another_process_is_followed_and_a_note_says_so():
    other = "</process><process id='q'><startEvent id='far'/><task id='z'/><sequenceFlow id='f' sourceRef='far' "
    (reading,) = read_all(xml(f"{CHAIN}{flows('s a', 'a e')}{other}targetRef='a'/>"), "small.bpmn")
    assert (ways(reading.procedure)["far"], reading.skipped) == (["a"], ())
    assert any("leads from one process to another and is followed as drawn" in note for note in reading.notes)


def test_a_call_enters_by_the_plain_start():
    called = """</process><process id='q'><startEvent id='plain'/>
        <startEvent id='letter' name='Letter came'><messageEventDefinition/></startEvent><userTask id='look'/>"""
    reading = drawing(
        "<startEvent id='s'/><callActivity id='c' name='Check' calledElement='q'/>" + flows("s c") + called
        + flows("plain look", "letter look")
    )  # fmt: skip
    assert set(ways(reading.procedure)) == {"s", "c.plain", "c.look"}
    assert [entry.what for entry in reading.skipped] == ["start 'Letter came'"]


def test_a_task_that_only_waits_for_an_answer_is_no_step_of_the_staff():
    reading = drawing("<receiveTask id='w' name='Zusage abwarten'/>")
    assert reading.procedure.steps["w"].kind is StepKind.EVENT

"""A message that a case waits for is counted only where it comes before the time is up."""

from __future__ import annotations

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from tests.drawing import flows, procedure

POOLS = (
    "<collaboration id='c'><participant id='pc' name='Customer'/><participant id='pi' name='Insurer' processRef='p'/>"
    "<messageFlow id='m1' sourceRef='ask' targetRef='pc'/><messageFlow id='m2' sourceRef='pc' targetRef='photos'/>"
    "</collaboration>"
)


def contacts(kind: str, on_its_border: str, close: str = "") -> float:
    drawn = procedure(
        f"<startEvent id='s'/><sendTask id='ask' name='Ask for photos'/>"
        f"<{kind} id='photos' name='Photos'/>{on_its_border}"
        "<task id='x' name='Assess it'/><endEvent id='e'/>" + flows("s ask", "ask photos", "photos x", "x e") + close,
        POOLS,
    )
    return Measures(Subject(drawn))["contacts"].value


TIMER = "<boundaryEvent id='t' attachedToRef='photos'><timerEventDefinition/></boundaryEvent><endEvent id='late'/>"
CLOSE = "<sequenceFlow id='l' sourceRef='t' targetRef='late' name='{}'/>"


def test_a_message_counts_in_the_cases_in_which_it_comes_in_time():
    assert contacts("receiveTask", TIMER, CLOSE.format("80 %")) == pytest.approx(1 + 0.2)


def test_a_message_that_nothing_cuts_short_counts_each_time():
    assert contacts("receiveTask", "") == pytest.approx(2)


def test_a_message_that_work_begins_with_has_come_whatever_interrupts_the_work():
    assert contacts("userTask", TIMER, CLOSE.format("80 %")) == pytest.approx(2)

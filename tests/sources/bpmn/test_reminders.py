"""A timer that does not interrupt is a reminder: it limits nothing, and nobody comes to us because of it."""

from __future__ import annotations

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from tests.drawing import flows, procedure

LANES = (
    "<laneSet><lane id='c' name='Customer'><flowNodeRef>s</flowNodeRef><flowNodeRef>book</flowNodeRef></lane>"
    "<lane id='o' name='Engineer'>"
    + "".join(f"<flowNodeRef>{id}</flowNodeRef>" for id in ("visit", "g", "e", "r", "re"))
    + "</lane></laneSet>"
)
VISIT = (
    LANES + "<startEvent id='s'/><userTask id='book' name='Choose a date'/><userTask id='visit' name='Visit customer'/>"
    "<exclusiveGateway id='g' name='Anybody home?'/><endEvent id='e'/>"
    + flows("s book", "book visit", "visit g", "g e", "g book")
)
TIMER = (
    "<boundaryEvent id='t' name='3 days' attachedToRef='book' cancelActivity='{}'><timerEventDefinition>"
    "<timeDuration>P3D</timeDuration></timerEventDefinition></boundaryEvent>"
    "<sendTask id='r' name='Send reminder'/><endEvent id='re'/>" + flows("t r", "r re")
)
REMINDED = VISIT + TIMER.format("false")


def measured(drawn, key):
    return Measures(Subject(drawn))[key].value


def test_a_reminder_is_no_deadline_of_the_customer_and_its_time_is_noted_at_the_timer():
    steps = procedure(REMINDED).steps
    assert steps["book"].wait is None
    assert (steps["book"].note or "").count("deadline") == 0
    assert "timer: P3D" in steps["t"].note


def test_a_timer_that_interrupts_is_a_deadline_of_the_customer():
    assert str(procedure(VISIT + TIMER.format("true")).steps["book"].wait.deadline) == "3 days"


def test_a_reminder_is_no_contact_that_the_customer_makes():
    assert measured(procedure(REMINDED), "contacts") == pytest.approx(measured(procedure(VISIT), "contacts"))


def test_a_case_comes_back_to_a_task_with_a_reminder_as_often_as_to_one_without():
    assert measured(procedure(VISIT), "send_backs") == pytest.approx(1.0)
    assert measured(procedure(REMINDED), "send_backs") == pytest.approx(1.0)

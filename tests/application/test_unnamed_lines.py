"""Where neither an element of a drawing nor anything near it has a name, a finding tells its line."""

from __future__ import annotations

from frictionaudit.application.audit import Sources, audit
from tests.drawing import drawing, flows

STARTS = "<startEvent id='s'{}/>\n<startEvent id='t'{}/>\n<task id='a'/>\n<endEvent id='e'/>" + flows(
    "s a", "t a", "a e"
)
BESIDE = (
    "<startEvent id='s'/>\n<subProcess id='sub'><startEvent id='i'/><task id='w'/><endEvent id='o'/>"
    + flows("i w", "w o")
    + "</subProcess>\n<boundaryEvent id='b' attachedToRef='sub'><timerEventDefinition/></boundaryEvent>\n"
    "<boundaryEvent id='c' attachedToRef='sub' cancelActivity='false'><conditionalEventDefinition/></boundaryEvent>\n"
    "<task id='u'/><endEvent id='e'/><endEvent id='f'/>" + flows("s sub", "sub e", "b u", "c u", "u f")
)


def message(inside: str, rule: str) -> str:
    (procedure,) = audit(Sources((drawing(inside),), (), ())).procedures
    return next(finding.message for finding in procedure.findings if finding.rule == rule)


def test_unnamed_starts_are_counted_and_told_by_their_lines():
    told = message(STARTS.format("", ""), "FA811")
    assert told.startswith("The procedure has 2 starts: 2 unnamed starts.")
    assert told.endswith("Without a name: start on line 3 and start on line 4")


def test_named_starts_need_no_lines():
    assert "line" not in message(STARTS.format(" name='By web'", " name='By post'"), "FA811")


def test_unnamed_events_on_a_border_are_told_by_their_signs():
    told = message(BESIDE, "FA808")
    assert "one through an unnamed condition event, the other through an unnamed timer event" in told
    assert "an unnamed start of a sub-process" not in told
    assert "Without a name: element on line 4 and task on line" in told


def questions(inside: str) -> list[str]:
    (procedure,) = audit(Sources((drawing(inside),), (), ())).procedures
    return [question.ask for question in procedure.completeness.answers]


def test_a_question_about_an_unnamed_task_tells_its_line():
    assert "Who does an unnamed task (line 5)?" in questions(STARTS.format("", ""))


def test_a_question_about_a_task_beside_a_name_needs_no_line():
    named = questions(STARTS.format(" name='By web'", ""))
    assert "Who does the unnamed task after 'By web'?" in named

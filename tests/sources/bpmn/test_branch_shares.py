"""A percentage on a branch is the share of the cases that take it, unless it belongs to a condition."""

from __future__ import annotations

import pytest

from frictionaudit.sources.mermaid import read as read_mermaid
from tests.drawing import drawing

STEPS = (
    "<startEvent id='s'/><exclusiveGateway id='g' name='Eligible?'{}/><task id='a' name='Print it'/>"
    "<task id='b' name='Refuse it'/><endEvent id='e'/>"
    "<sequenceFlow id='f' sourceRef='s' targetRef='g'/><sequenceFlow id='h' sourceRef='a' targetRef='e'/>"
    "<sequenceFlow id='i' sourceRef='b' targetRef='e'/>"
)
FLOWS = (
    "<sequenceFlow id='x' name='{}' sourceRef='g' targetRef='a'/>"
    "<sequenceFlow id='y' name='{}' sourceRef='g' targetRef='b'/>"
)


def decided(first: str, second: str, gateway: str = "", kind: str = "exclusiveGateway"):
    reading = drawing(STEPS.format(gateway).replace("exclusiveGateway", kind) + FLOWS.format(first, second))
    flows = reading.procedure.steps["g"].next
    return [(flow.share.value if flow.share else None, flow.when) for flow in flows], reading.notes


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("85 %", "15 %", [(0.85, None), (0.15, None)]),
        ("Yes (40%)", "No (60%)", [(0.4, "Yes"), (0.6, "No")]),
        ("Yes 90%", "No 10%", [(0.9, "Yes"), (0.1, "No")]),
        ("ja: 12,5 %", "nein: 87,5 %", [(0.125, "ja"), (0.875, "nein")]),
        ("yes, about 30%", "no", [(0.3, "yes"), (None, "no")]),
        ("Yes (40%)", "No", [(0.4, "Yes"), (None, "No")]),
    ],
)
def test_percentages_on_the_branches_of_a_decision_are_shares(first, second, expected):
    actual, notes = decided(first, second)
    assert actual == expected
    assert not any("percentages" in note for note in notes)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("over 20%", "otherwise"),
        ("&gt; 80 %", "&lt;= 20 %"),
        ("up to 50 %", "over 50 %"),
        ("Yes 90%", "No 30%"),
        ("70 %", "60 %"),
        ("130 %", "no"),
    ],
)
def test_percentages_that_are_no_shares_stay_conditions_and_are_noted(first, second):
    actual, notes = decided(first, second)
    words = [text.replace("&gt;", ">").replace("&lt;", "<") for text in (first, second)]
    assert actual == [(None, words[0]), (None, words[1])]
    assert any("percentages after 'Eligible?' are read as conditions" in note for note in notes)


def test_a_default_flow_keeps_its_share():
    actual, _ = decided("Yes (80%)", "No (20%)", " default='y'")
    assert actual == [(0.8, "Yes"), (0.2, "otherwise (No)")]


def test_percentages_of_a_flow_chart_are_shares():
    text = b"flowchart TD\n s([Start]) --> d{Complete?}\n d -->|80%| e([End])\n d -->|20%| c[Reject form] --> e\n"
    flows = read_mermaid(text, "x.mmd").procedure.steps["d"].next
    assert {flow.to: flow.share and flow.share.value for flow in flows} == {"e": 0.8, "c": 0.2}


def test_percentages_after_a_gateway_that_takes_several_flows_are_no_shares_of_one_whole():
    text = STEPS.format("").replace("exclusiveGateway", "parallelGateway") + FLOWS.format("70 %", "30 %")
    flows = drawing(text).procedure.steps["g"].next
    assert [flow.share for flow in flows] == [None, None]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Plumbing 60%", "Electrics 70%", [(0.6, "Plumbing"), (0.7, "Electrics")]),
        ("60 %", "40 %", [(0.6, None), (0.4, None)]),
        ("Plumbing (60%)", "Electrics", [(0.6, "Plumbing"), (None, "Electrics")]),
    ],
)
def test_shares_of_flows_of_which_any_are_taken_may_add_up_to_more_than_one_whole(first, second, expected):
    actual, notes = decided(first, second, kind="inclusiveGateway")
    assert actual == expected
    assert not any("percentages" in note for note in notes)


@pytest.mark.parametrize(
    ("first", "second"),
    [("over 20%", "up to 90%"), ("Discount 60%", "Discount 70%"), ("A 20%", "B 30%"), ("Up to 60%", "otherwise")],
)
def test_percentages_of_flows_of_which_any_are_taken_stay_conditions_where_they_are_no_shares(first, second):
    actual, notes = decided(first, second, kind="inclusiveGateway")
    assert actual == [(None, first), (None, second)]
    assert any("they do not say how many cases take each flow" in note for note in notes)


ON_A_TASK = (
    "<startEvent id='s'/><task id='a' name='Visit'/><endEvent id='e'/>"
    "<boundaryEvent id='b' name='Nobody home' attachedToRef='a' cancelActivity='{}'/>"
    "<boundaryEvent id='c' name='Ladder missing' attachedToRef='a'/><task id='n' name='Leave a card'/>"
    "<sequenceFlow id='f' sourceRef='s' targetRef='a'/><sequenceFlow id='g' sourceRef='a' targetRef='e'/>"
    "<sequenceFlow id='h' sourceRef='b' targetRef='n' name='{}'/><sequenceFlow id='i' sourceRef='c' targetRef='n'"
    " name='{}'/>"
)


def shares_from(step: str, *labels: str, interrupts: str = "true"):
    steps = drawing(ON_A_TASK.format(interrupts, *labels)).procedure.steps
    shares = {flow.to: flow.share.value if flow.share else None for flow in steps[step].next}
    return shares, steps["b"].next[0].when


@pytest.mark.parametrize(("label", "when"), [("5 %", None), ("nobody in (5 %)", "nobody in")])
def test_a_percentage_on_the_flow_out_of_an_event_is_the_share_of_the_event(label, when):
    assert shares_from("a", label, "") == ({"b": 0.05, "c": None, "e": None}, when)


def test_each_event_on_a_task_has_its_own_share():
    assert shares_from("a", "5 %", "1 %") == ({"b": 0.05, "c": 0.01, "e": None}, None)


def test_an_event_that_does_not_interrupt_has_a_share_too():
    assert shares_from("a-meanwhile", "20 %", "", interrupts="false") == ({"a": 1, "b": 0.2}, None)


@pytest.mark.parametrize("labels", [("over 20 %", ""), ("&gt; 20 %", ""), ("70 %", "60 %"), ("10 % discount", "")])
def test_percentages_after_an_event_that_are_no_shares_stay_conditions(labels):
    shares, when = shares_from("a", *labels)
    assert shares == {"b": None, "c": None, "e": None}
    assert when == labels[0].replace("&gt;", ">")

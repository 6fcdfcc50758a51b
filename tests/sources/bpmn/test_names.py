"""What things are called: labels as words, lists as lists, and what has no name by its neighbours, never by its id."""

from __future__ import annotations

import pytest

from frictionaudit.analysis.missing.wording import cost
from frictionaudit.application.audit import Sources, audit
from frictionaudit.exports import writer
from frictionaudit.sources.bpmn import read
from frictionaudit.sources.bpmn.descriptions import listed, words
from tests.drawing import FRICTION, HEAD, drawing, flows, procedure


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("CheckTheForm", "Check The Form"),
        ("checkTheForm", "check The Form"),
        ("check_the_form", "check the form"),
        ("SAPOrder", "SAP Order"),
        ("Check the eForm", "Check the eForm"),
        ("eBay", "eBay"),
        ("PayPal", "PayPal"),
        ("DocuSign", "DocuSign"),
        ("BirthCertificate", "Birth Certificate"),
        ("Check", "Check"),
        ("ΕλεγχοςΑιτησης", "ΕλεγχοςΑιτησης"),
    ],
)
def test_labels_are_split_into_words(label, text):
    assert words(label) == text


def test_a_step_has_its_label_as_words():
    assert procedure("<task id='a' name='CheckTheForm'/>").steps["a"].name == "Check The Form"


def test_a_list_with_bullets_is_no_sentence():
    text = "Check:\n- the name\n- the date\nThen sign"
    assert listed(text) == "Check: the name; the date Then sign"
    note = procedure("<task id='a'><documentation>Bring\n* a pass\n* a photo</documentation></task>").steps["a"].note
    assert note == "Bring; a pass; a photo"


UNNAMED = (
    "<startEvent id='sid-1'/><task id='sid-2' name='Check'/><task id='sid-3'/><endEvent id='sid-4'/>"
    "<boundaryEvent id='sid-5' attachedToRef='sid-2'/><callActivity id='sid-6' calledElement='sid-x'/>"
    "<serviceTask id='sid-7'><multiInstanceLoopCharacteristics/></serviceTask>"
    "<sequenceFlow id='sid-9' sourceRef='sid-3' targetRef='gone'/><dataObjectReference id='sid-10'/>"
    "<subProcess id='sid-11' isForCompensation='true'><task id='sid-12'/></subProcess>"
    "<adHocSubProcess id='sid-13'><task id='sid-14'/></adHocSubProcess>"
) + flows("sid-1 sid-2", "sid-2 sid-3", "sid-3 sid-4", "sid-4 sid-2", "sid-3 sid-7", "sid-3 sid-13")


def test_no_message_of_the_reader_shows_an_id():
    reading = drawing(UNNAMED)
    for entry in reading.skipped:
        assert "sid-" not in entry.what + entry.why, entry
    assert not [note for note in reading.notes if "sid-" in note]
    assert not [step.note for step in reading.procedure.steps.values() if "sid-" in (step.note or "")]


def test_no_message_of_an_audit_shows_an_id():
    written = writer("text")(audit(Sources((drawing(UNNAMED),), (), ())), width=100, colour=False, everything=False)
    assert "sid-" not in written


def test_what_has_no_name_is_described_by_its_neighbour():
    reading = drawing(UNNAMED)
    assert "repetition of the unnamed task after 'Check'" in [entry.what for entry in reading.skipped]


def test_parts_that_are_left_out_are_told_without_being_asked_for():
    written = writer("text")(audit(Sources((drawing(UNNAMED),), (), ())), width=100, colour=False, everything=False)
    assert "left out: compensation: an unnamed sub-process" in written
    assert "left out: content of the ad-hoc sub-process" in written
    assert "repetition of" not in written


@pytest.mark.parametrize(
    ("pool", "process", "lanes", "expected"),
    [
        ("Customer", "", "", "small"),
        ("Customer", "Lend a book", "", "Lend a book"),
        ("Library", "Lend a book", "", "Lend a book"),
        ("Library", "", "", "Library"),
        ("Town hall", "Parking permit", "<laneSet><lane id='l' name='Desk'/></laneSet>", "Parking permit"),
        ("Town hall", "", "<laneSet><lane id='l' name='Desk'/></laneSet>", "Town hall"),
        ("Parking permit", "Process_1abc23", "<laneSet><lane id='l' name='Desk'/></laneSet>", "Parking permit"),
        ("Travel expenses", "Process", "<laneSet><lane id='l' name='Desk'/></laneSet>", "Travel expenses"),
    ],
)
def test_a_pool_that_is_a_party_does_not_name_the_procedure(pool, process, lanes, expected):
    data = (
        f"{HEAD}{FRICTION}<collaboration><participant id='x' name='{pool}' processRef='p'/></collaboration>"
        f"<process id='p' name='{process}'>{lanes}<task id='a'/></process></definitions>"
    )
    assert read(data.encode(), "small.bpmn").procedure.title == expected


def lanes(*names: str) -> str:
    """A pool 'Office' with a lane and a task for each of these names."""
    listed = "".join(
        f"<lane id='l{n}' name='{name}'><flowNodeRef>t{n}</flowNodeRef></lane>" for n, name in enumerate(names)
    )
    tasks = "".join(f"<task id='t{n}' name='Task {n}'/>" for n in range(len(names)))
    return (
        f"{HEAD}{FRICTION}<collaboration><participant id='x' name='Office' processRef='p'/></collaboration>"
        f"<process id='p'><laneSet>{listed}</laneSet>{tasks}</process></definitions>"
    )


@pytest.mark.parametrize(
    ("names", "called"),
    [
        (["", ""], ["the first unnamed lane", "the second unnamed lane"]),
        (["Desk", ""], ["'Desk'", "'Office'"]),
        (["", "Desk", ""], ["the first unnamed lane", "'Desk'", "the second unnamed lane"]),
        ([""], ["'Office'"]),
        ([""] * 9, ["an unnamed lane"] * 9),
    ],
)
def test_several_lanes_without_names_are_told_apart_and_one_alone_bears_the_name_of_the_pool(names, called):
    drawn = read(lanes(*names).encode(), "small.bpmn").procedure
    assert [drawn.party_label(id) for id in drawn.parties] == called


def test_a_lane_without_a_name_is_no_name_in_quotation_marks():
    reading = read(lanes("Desk", "", "").encode(), "small.bpmn")
    assert any(
        "no customer recognised among 'Desk', an unnamed lane, an unnamed lane;" in note for note in reading.notes
    )


def test_a_question_does_not_ask_by_a_raw_id():
    drawn = read(lanes("", "Desk", "").encode(), "small.bpmn").procedure
    assert cost(drawn, "l2", 1.0).ask == "What does an hour of the second unnamed lane cost?"
    assert cost(drawn, "l1", 1.0).ask == "What does an hour of 'Desk' cost?"

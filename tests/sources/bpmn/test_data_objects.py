"""Data objects become documents and forms where a step reads or writes them, and stores become systems."""

from __future__ import annotations

from tests.drawing import drawing, flows, left_out

LANES = """<laneSet><lane id='c' name='Customer'><flowNodeRef>fill</flowNodeRef><flowNodeRef>get</flowNodeRef></lane>
    <lane id='d' name='Desk'><flowNodeRef>check</flowNodeRef><flowNodeRef>file</flowNodeRef></lane></laneSet>"""


def task(id: str, reads: str = "", writes: str = "") -> str:
    inputs = f"<dataInputAssociation><sourceRef>{reads}</sourceRef><targetRef>x</targetRef></dataInputAssociation>"
    outputs = f"<dataOutputAssociation><sourceRef>x</sourceRef><targetRef>{writes}</targetRef></dataOutputAssociation>"
    return f"<task id='{id}'>{inputs if reads else ''}{outputs if writes else ''}</task>"


def paper(id: str, name: str, kind: str = "dataObjectReference") -> str:
    return f"<{kind} id='{id}' name='{name}'/>"


def test_what_the_customer_writes_is_asked_there():
    process = LANES + task("fill", writes="f") + task("check", reads="f") + flows("fill check")
    reading = drawing(process + paper("f", "Application form"))
    steps = reading.procedure.steps
    assert steps["fill"].asks == ("f",)
    assert reading.procedure.forms["f"].name == "Application form"
    assert reading.procedure.forms["f"].fields is None
    assert steps["check"].note == "reads 'Application form'"


def test_a_paper_that_is_no_form_is_a_document():
    procedure = drawing(LANES + task("fill", writes="pass") + paper("pass", "Passport [copied]")).procedure
    assert procedure.documents["pass"].name == "Passport"
    assert procedure.steps["fill"].asks == ("pass",)


def test_what_we_write_and_the_customer_reads_is_given():
    procedure = drawing(LANES + task("check", writes="l") + task("get", reads="l") + paper("l", "Letter")).procedure
    assert procedure.steps["check"].gives == ("l",)


def test_what_we_write_for_ourselves_is_noted():
    procedure = drawing(LANES + task("check", writes="m") + task("file", reads="m") + paper("m", "Memo")).procedure
    assert procedure.steps["check"].gives == ()
    assert procedure.steps["check"].note == "writes 'Memo'"
    assert procedure.steps["file"].note == "reads 'Memo'"


def test_a_store_is_a_system():
    stored = paper("r", "Register", "dataStoreReference")
    assert drawing(LANES + task("file", writes="r") + stored).procedure.steps["file"].systems == ("Register",)


def test_a_paper_on_a_flow_is_written_before_and_read_after():
    tie = "<association sourceRef='pass' targetRef='fill-check'/>"
    process = LANES + task("fill") + task("check") + flows("fill check") + paper("pass", "Passport") + tie
    assert drawing(process).procedure.steps["fill"].asks == ("pass",)


def test_the_same_paper_drawn_twice_is_one():
    twice = paper("pass", "Passport") + paper("q", "Passport")
    procedure = drawing(LANES + task("fill", writes="pass") + task("check", reads="q") + twice).procedure
    assert list(procedure.documents) == ["pass"]


def test_a_paper_that_nobody_touches_is_listed():
    assert left_out(drawing("\n" + paper("pass", "Passport"))) == {"dataObjectReference 'Passport'": 4}


def test_an_object_that_is_drawn_without_a_reference_is_a_paper_where_a_step_writes_it():
    lane = "<laneSet><lane id='l' name='Customer'><flowNodeRef>a</flowNodeRef></lane></laneSet>"
    task = "<task id='a'><dataOutputAssociation><targetRef>d</targetRef></dataOutputAssociation></task>"
    objects = "<dataObject id='d' name='Plans'/><dataObject id='x' name='Variable'/>"
    drawn = drawing(lane + task + objects).procedure
    assert {id: document.name for id, document in drawn.documents.items()} == {"d": "Plans"}
    assert drawn.steps["a"].asks == ("d",)

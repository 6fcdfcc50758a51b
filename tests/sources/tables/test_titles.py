"""Titles and headings between the steps: what is a title, what is only the kind of a sheet, what is no step."""

from __future__ import annotations

import pytest

from frictionaudit.sources import csv_table, html_table


def steps(reading):
    return {step.name for step in reading.procedure.steps.values() if step.kind == "task"}


def test_a_stage_among_the_tasks_is_a_heading_and_no_step():
    rows = (
        "No,Task,Who,Time",
        ",STAGE 1: INTAKE,,",
        "1,Send it,Customer,10 min",
        ",Phase II,,",
        "2,Check it,Clerk,5 min",
    )
    reading = csv_table.read("\n".join(rows).encode(), "t.csv")
    assert steps(reading) == {"Send it", "Check it"}
    assert "row 2 is a heading between the steps and no step: 'STAGE 1: INTAKE'" in reading.notes


def test_a_lone_step_is_still_a_step():
    rows = ("No,Task,Who,Time", ",Stage the play,,", ",Part with the money,,", "1. Phase 1: begin,,,")
    assert steps(csv_table.read("\n".join(rows).encode(), "t.csv")) >= {"Stage the play", "Part with the money"}


def test_a_row_merged_over_all_columns_is_a_heading_and_nobodys_name():
    page = b"""<table><tr><th>Who</th><th>Task</th><th>Time</th></tr><tr><td colspan=3>Intake</td></tr>
    <tr><td>Clerk</td><td>Check it</td><td>5 min</td></tr></table>"""
    reading = html_table.read(page, "t.html")
    assert (steps(reading), [party.name for party in reading.procedure.parties.values()]) == ({"Check it"}, ["Clerk"])


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("Standard Operating Procedure: Missed bins", "Missed bins"),
        ("Value stream: Blue badge", "Blue badge"),
        ("Swimlane: Library fine", "Library fine"),
        ("SIPOC: Exchange of a meter", "Exchange of a meter"),
        ("RACI matrix: Lend a drum", "Lend a drum"),
    ],
)
def test_the_kind_of_a_document_before_a_colon_is_no_part_of_its_title(above, title):
    assert (
        csv_table.read(f"{above},,\nStep,Who,Time\nCheck it,Clerk,5 min\n".encode(), "t.csv").procedure.title == title
    )


@pytest.mark.parametrize(
    ("heading", "title"), [("5. Procedure", "Lend drum"), ("Current state", "Lend drum"), ("Drums", "Drums")]
)
def test_a_heading_that_names_no_procedure_is_no_title(heading, title):
    page = (
        f"<h2>{heading}</h2><table><tr><th>Step</th><th>Who</th></tr><tr><td>Check it</td><td>Clerk</td></tr></table>"
    )
    assert html_table.read(page.encode(), "lend-drum.html").procedure.title == title


def test_the_number_of_cases_above_the_steps_is_the_volume():
    rows = "Cases per year,{},\nStep,Who,Time\nCheck it,Clerk,5 min\n"
    volumes = [csv_table.read(rows.format(number).encode(), "t.csv").procedure.volume for number in ("2400", "many")]
    assert [volume and volume.short() for volume in volumes] == ["2400 per year", None]


def test_a_call_script_begins_with_the_agent():
    rows = ("Step,Agent says,Customer response,Time", "1,May I have your name?,Gives the name,1 min")
    procedure = csv_table.read("\n".join(rows).encode(), "t.csv").procedure
    assert [flow.to for flow in procedure.steps["start"].next] == ["may-i-have-your-name"]


@pytest.mark.parametrize("label", ["Prozessbeschreibung", "Ablauf", "SOP 12", "SOP No. 4-b", "Workflow", "Process"])
def test_a_title_stands_behind_its_label(label):
    table = f"{label}: Lend a drum,,\nStep,Who,Time\nCheck it,Clerk,5 min\n"
    assert csv_table.read(table.encode(), "t.csv").procedure.title == "Lend a drum"


def test_a_line_with_another_label_is_no_title():
    table = "Stand 2026: approved,,\nStep,Who,Time\nCheck it,Clerk,5 min\n"
    assert csv_table.read(table.encode(), "t.csv").procedure.title == "T"


@pytest.mark.parametrize("above", ["Procedure", "How it works", "Version 3", "Process steps"])
def test_where_the_heading_of_a_table_names_no_procedure_a_heading_above_it_does(above):
    table = "<table><tr><th>Step</th><th>Who</th></tr><tr><td>Check it</td><td>Clerk</td></tr></table>"
    page = f"<h1>SOP 12: Lend a drum</h1><h2>{above}</h2>{table}"
    assert html_table.read(page.encode(), "t.html").procedure.title == "Lend a drum"


@pytest.mark.parametrize("first", ["Municipality of Drumtown - Citizen's Charter", "City of Drumtown", "Drum Office"])
def test_below_the_name_of_an_office_the_next_lone_line_is_the_title(first):
    rows = (f"{first},,", "Lend a drum,,", "Step,Who,Time", "Check it,Clerk,5 min")
    reading = csv_table.read("\n".join(rows).encode(), "t.csv")
    assert reading.procedure.title == "Lend a drum"
    assert [item.why for item in reading.skipped] == [
        "it names who publishes the table, and the line below is the title"
    ]


def test_below_a_title_the_next_lone_line_is_no_title():
    rows = ("Lend a drum,,", "For our staff,,", "Step,Who,Time", "Check it,Clerk,5 min")
    assert csv_table.read("\n".join(rows).encode(), "t.csv").procedure.title == "Lend a drum"


@pytest.mark.parametrize(
    "caption", ["Key dates", "Steps and times", "Timetable", "Who does what", "Termine und Fristen"]
)
def test_a_caption_that_names_no_procedure_leaves_the_title_to_the_heading_above(caption):
    cells = "<tr><th>Step</th><th>Who</th></tr><tr><td>Check it</td><td>Clerk</td></tr>"
    page = f"<h1>Course registration</h1><table><caption>{caption}</caption>{cells}</table>"
    assert html_table.read(page.encode(), "t.html").procedure.title == "Course registration"


def test_a_caption_that_names_the_procedure_is_the_title():
    cells = "<tr><th>Step</th><th>Who</th></tr><tr><td>Check it</td><td>Clerk</td></tr>"
    page = f"<h1>City of Drumtown</h1><table><caption>Lend a drum</caption>{cells}</table>"
    assert html_table.read(page.encode(), "t.html").procedure.title == "Lend a drum"


CHARTER = (
    "CLIENT STEPS,AGENCY ACTIONS,FEES TO BE PAID,PROCESSING TIME,PERSON RESPONSIBLE",
    "1. Submit it,1.1 Check it,None,30 minutes,Clerk",
)


@pytest.mark.parametrize(
    "facts",
    [
        '"Office: Arts Division. Classification: Complex. Who may avail: groups",,,,',
        '"Office: Arts Division\nClassification: Complex\nWho may avail: groups",,,,',
        "Office: Arts Division,Classification: Complex,Who may avail: groups,,",
        "Office,Arts Division,Classification,Complex,",
    ],
)
def test_several_facts_in_one_row_are_all_read(facts):
    procedure = csv_table.read("\n".join((facts, *CHARTER)).encode(), "t.csv").procedure
    assert (procedure.owner, procedure.complexity) == ("Arts Division", "complex")


def test_a_fact_that_mentions_another_in_its_words_stays_one():
    fact = '"Office: Division for complaints about the classification",,,,'
    procedure = csv_table.read("\n".join((fact, *CHARTER)).encode(), "t.csv").procedure
    assert procedure.owner == "Division for complaints about the classification"

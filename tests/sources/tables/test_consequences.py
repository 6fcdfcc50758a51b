"""What tables and the text beside them say of customers who do not act: what happens, and whether they are reminded."""

from __future__ import annotations

import pytest

from frictionaudit.domain.procedure import Reading, Wait
from frictionaudit.sources import csv_table, html_table
from frictionaudit.sources.tables.consequences import otherwise_in, reminder_in


def wait_of(step: str = "Reply to the letter", time: str = "within 14 days", note: str = "") -> Wait | None:
    rows = (
        "Step,Who,Time,Notes",
        "Write to them,Clerk,5 min,",
        f'"{step}",Applicant,"{time}","{note}"',
        "Decide,Clerk,1 h,",
    )
    steps = csv_table.read("\n".join(rows).encode(), "t.csv").procedure.steps.values()
    return next(step.wait for step in steps if step.by == "applicant" or (step.name or "").startswith("Reply"))


@pytest.mark.parametrize(
    "said",
    [
        "No reply = name removed from list",
        "sonst Ablehnung",
        "otherwise the place is lost",
        "The claim lapses unless you answer",
        "Bei fehlenden Unterlagen wird der Antrag abgelehnt",
    ],
)
def test_a_note_says_what_happens_without_an_answer(said):
    assert wait_of(note=said).otherwise == said


def test_the_time_and_the_step_say_it_too():
    time = "within 10 working days or the registration is deleted"
    assert wait_of(time=time).otherwise == time
    assert wait_of("Reply to the letter, otherwise the place is lost").otherwise.endswith("otherwise the place is lost")


@pytest.mark.parametrize(
    "said",
    [
        *("", "Close the case", "unless otherwise agreed", "Check if the request is rejected or not"),
        *("Return the form or the lost card", "If no documents are missing, close the case"),
    ],
)
def test_other_notes_say_nothing_of_it(said):
    assert otherwise_in(said) == ""


@pytest.mark.parametrize("said", ["We send a reminder after one week", "Erinnerung nach 7 Tagen"])
def test_a_note_says_that_customers_are_reminded(said):
    assert wait_of(note=said).reminder == said


@pytest.mark.parametrize("said", ["No reminder is sent", "ohne Erinnerung", "Two copies"])
def test_a_note_that_denies_it_is_no_reminder(said):
    assert reminder_in(said) == ""


def test_a_note_states_the_deadline():
    wait = wait_of(time="5 days", note="Return within 14 days")
    assert (wait.customer.short(), wait.deadline.short()) == ("5 days", "14 days")
    assert wait_of(time="5 days", note="Two copies").deadline is None


BESIDE = "If the form is not returned in time the complaint is closed. We send a reminder after one week."


def page(*more: str) -> Reading:
    rows = ("Ask for consent|Manager|1 hour", "Return the form|Patient|within 10 days", *more, "Reply|Manager|20 days")
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>" for row in rows)
    head = "<tr><th>Step</th><th>Who</th><th>Time</th></tr>"
    return html_table.read(f"<h1>Complaints</h1><table>{head}{cells}</table><p>{BESIDE}</p>".encode(), "t.html")


def test_text_beside_the_table_is_of_the_one_step_that_waits_for_the_customer():
    reading = page()
    wait = reading.procedure.steps["return-the-form"].wait
    assert (wait.otherwise, wait.reminder) == tuple(f"{part.rstrip('.')}." for part in BESIDE.split(". "))
    assert not [item for item in reading.skipped if "beside the table" in item.what]


def test_where_several_steps_wait_the_text_is_listed_as_not_read():
    reading = page("Send the invoices|Patient|5 days")
    assert {step.wait.otherwise for step in reading.procedure.steps.values() if step.wait} == {None}
    assert [item.not_understood for item in reading.skipped if "beside the table" in item.what] == [True, True]

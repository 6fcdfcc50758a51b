"""Whose turn it is while days pass in a row of the customer, and which times are no time of the case."""

from __future__ import annotations

import pytest

from frictionaudit.domain.procedure import Reading, Step
from frictionaudit.sources import csv_table


def read(*rows: str, head: str = "Step,Who,Time") -> Reading:
    return csv_table.read("\n".join([head, *rows]).encode(), "t.csv")


def tasks(reading: Reading) -> list[Step]:
    """The steps in the order of their rows."""
    steps = reading.procedure.steps
    named = {id: reading.spans[("steps", id)].line or 0 for id in steps if steps[id].kind == "task"}
    return [steps[id] for id in sorted(named, key=named.__getitem__)]


def waits(reading: Reading) -> list[dict[str, str] | None]:
    turns = ("queue", "customer", "third", "deadline")
    return [
        step.wait and {turn: time.short() for turn in turns if (time := getattr(step.wait, turn))}
        for step in tasks(reading)
    ]


SENT, DECIDED = "Write to the applicant,Clerk,5 minutes", "Decide,Clerk,5 minutes"


@pytest.mark.parametrize(
    "name", ["See the GP", "Book an appointment online", "Attend the interview", "Termin online vereinbaren"]
)
def test_days_of_meeting_somebody_are_no_wait_for_the_customer(name):
    assert waits(read(SENT, f"{name},Applicant,10 days", DECIDED))[1] == {"queue": "10 days"}


@pytest.mark.parametrize(
    "name", ["Send further papers", "Confirm or change the appointment", "Applicant keeps a diary", "Sign the form"]
)
def test_days_of_what_customers_do_alone_are_theirs(name):
    assert waits(read(SENT, f"{name},Applicant,10 days", DECIDED))[1] == {"customer": "10 days"}


@pytest.mark.parametrize(
    "time", ["6 weeks waiting time", "Waiting time: 6 weeks", "ca. 6 Wochen Wartezeit", "6 weeks (waiting time)"]
)
def test_a_time_that_is_called_a_wait_is_one_for_us(time):
    reading = read(SENT, f"Hand in the form,Applicant,{time}", DECIDED)
    assert waits(reading)[1] == {"queue": "42 days"}
    assert not [note for note in reading.notes if "not 'wa" in note]


def test_minutes_that_are_called_a_wait_are_no_work():
    assert waits(read(SENT, "Check the form,Clerk,20 min wait"))[1] == {"queue": "20m"}
    check = tasks(read(SENT, "Check,Clerk,20 min"))[1]
    assert (check.wait, check.effort.work.short()) == (None, "20m")


def test_a_wait_in_brackets_with_a_time_of_its_own_is_not_the_time_outside():
    assert waits(read(SENT, "Send further papers,Applicant,3 days (plus 2 weeks waiting)", DECIDED))[1] == {
        "customer": "3 days"
    }


def test_a_limit_for_beginning_is_no_wait_of_the_case():
    reading = read("Complain in writing,Patient,within 12 months of the treatment", "Answer it,Manager,20 days")
    assert waits(reading) == [None, {"queue": "20 days"}]
    assert any("a limit for beginning the case" in note for note in reading.notes)


def test_a_first_row_that_answers_something_belongs_to_a_case():
    rows = ("Return the claim pack,Claimant,within 28 days", "Check it,Clerk,1 day")
    assert waits(read(*rows))[0] == {"customer": "28 days", "deadline": "28 days"}


def test_days_after_everybody_else_is_done_are_no_wait_of_the_case():
    reading = read("Answer the complaint,Manager,20 days", "Write to the Ombudsman,Patient,12 months")
    assert waits(reading) == [{"queue": "20 days"}, None]
    assert any("'12 months' is after everybody else is done" in note for note in reading.notes)


def test_rows_that_lead_elsewhere_keep_their_limits():
    rows = (
        "Check,Clerk,5 min,Send papers|Decide",
        "Decide,Clerk,5 min,end",
        "Send papers,Applicant,within 9 days,Check",
    )
    assert waits(read(*rows, head="Step,Who,Time,Next"))[2] == {"customer": "9 days", "deadline": "9 days"}


HOME = "Stay at home on the day of the visit"


@pytest.mark.parametrize(
    ("lines", "columns"),
    [
        (("Step,Who,Time", f"{HOME},Customer,1 day", "Repair it,Shop,1 hour"), {}),
        (
            ("Customer,Shop,Time", f"{HOME},,1 day", ",Repair it,1 hour"),
            {"Customer": "client step", "Shop": "agency action"},
        ),
    ],
)
def test_a_day_at_home_is_the_customers_own_time_in_every_layout(lines, columns):
    stays = tasks(csv_table.read("\n".join(lines).encode(), "t.csv", {"columns": columns}))[0]
    assert (stays.wait, stays.effort and stays.effort.attend.short()) == (None, "1 day")
    assert "own time" in stays.effort.attend.evidence.why

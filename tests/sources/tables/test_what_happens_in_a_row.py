"""What happens in one row of a service table, and in which order."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.domain.procedure import Reading
from frictionaudit.sources import csv_table

HEADING = "Client Steps,Agency Actions,Fees to be Paid,Processing Time,Person Responsible"


def read(*rows: str) -> Reading:
    return csv_table.read("\n".join([HEADING, *rows]).encode(), "t.csv")


def order(reading: Reading) -> list[str]:
    procedure = reading.procedure
    return [procedure.label(id) for id in procedure.in_reading_order() if procedure.steps[id].by]


def test_staff_hand_out_before_the_client_receives_and_the_fee_stays_with_the_client():
    reading = read(
        "1. Hands in the letter,1. Prepares the copy,None,10 minutes,Clerk",
        "2. Receives the copy,2. Releases the copy,5 EUR,2 minutes,Clerk",
    )
    assert order(reading) == ["Hands in the letter", "Prepares the copy", "Releases the copy", "Receives the copy"]
    assert reading.procedure.steps["2-receives-the-copy"].fees
    assert Measures(Subject(reading.procedure))["contacts"].value == 2


def test_in_the_first_row_the_client_asks_for_what_they_receive():
    reading = read(
        "1. Gets the form,1. Hands out the form,None,2 minutes,Clerk", "2. Fills it in,,None,5 minutes,Clerk"
    )
    assert order(reading)[:2] == ["Gets the form", "Hands out the form"]


def test_a_client_who_hands_in_acts_before_staff():
    reading = read(
        "1. Asks,1. Explains,None,2 minutes,Clerk",
        "2. Gets in line and hands in the form,2. Receives the form,None,2 minutes,Clerk",
    )
    assert order(reading)[2:] == ["Gets in line and hands in the form", "Receives the form"]


def test_rows_at_one_counter_are_one_visit_and_that_is_told_as_an_assumption():
    reading = read(
        "1. Asks,1. Explains,None,2 minutes,Clerk",
        "2. Signs,2. Stamps,None,2 minutes,Clerk",
        "3. Leaves the form,3. Files it,None,2 minutes,Clerk",
    )
    contacts = Measures(Subject(reading.procedure))["contacts"]
    assert contacts.value == 1
    assert "rows at one counter without a wait of days between them read as one visit" in contacts.evidence.assumed

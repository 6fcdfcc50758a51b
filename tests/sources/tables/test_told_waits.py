"""Times that stand in the words of an action: the wait before the customer comes again, or told as not understood."""

from __future__ import annotations

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.domain.procedure import Reading
from frictionaudit.sources import csv_table

HEADING = "Client Steps,Agency Actions,Fees to be Paid,Processing Time,Person Responsible"
ASKS = "1. Asks,1. Takes the request,None,5 minutes,Clerk"
CLAIMS = "3. Claims the copy,3. Stamps the copy,None,1 minute,Clerk"
NOT_COUNTED = "it has a time outside the time column, which is not counted"


def read(*rows: str) -> Reading:
    return csv_table.read("\n".join([HEADING, *rows]).encode(), "t.csv")


def says(action: str, time: str = "5 minutes") -> str:
    return f"2. Receives the stub,2. {action},None,{time},Clerk"


def wait_before_claim(reading: Reading) -> str | None:
    wait = reading.procedure.steps["3-claims-the-copy"].wait
    return wait.queue.short() if wait and wait.queue else None


def not_understood(reading: Reading) -> list[str]:
    return [one.why for one in reading.skipped if one.not_understood]


@pytest.mark.parametrize(
    ("action", "wait"),
    [
        ("Schedules release within 10 working days", "10 working days"),
        ("Sets the date of release in ten (10) working days", "10 working days"),
        ("Tells the client to come back after two weeks", "14 days"),
        ("Advises client to return the next working day", "1 working day"),
        ("Informs the client that the result is ready in 3-5 days", "3 working days..5 working days"),
    ],
)
def test_a_time_that_staff_set_is_the_wait_before_the_customer_comes_again(action, wait):
    reading = read(ASKS, says(action), CLAIMS)
    assert wait_before_claim(reading) == wait
    assert NOT_COUNTED not in not_understood(reading)
    assert any("its time is read as the wait before the customer comes again" in note for note in reading.notes)


def test_the_wait_makes_the_promise_and_the_silence_as_long_as_it_is():
    with_wait, without = (
        Measures(Subject(read(ASKS, says(action), CLAIMS).procedure))["lead_time"].value
        for action in ("Schedules release within 10 working days", "Schedules release")
    )
    assert with_wait - without == 14 * 24 * 60


def test_a_customer_who_returns_after_days_has_waited_for_them():
    reading = read(ASKS, says("Files it"), CLAIMS.replace("3. Claims", "3. Returns after 3 days and claims"))
    [wait] = [step.wait for step in reading.procedure.steps.values() if step.wait]
    assert wait.queue.short() == "3 working days"


@pytest.mark.parametrize(
    "action",
    [
        "Tells the client to submit lacking papers within 5 days",
        "Checks whether the form is less than three days old and was filed within 10 days",
    ],
)
def test_any_other_time_among_words_is_listed_as_not_understood(action):
    reading = read(ASKS, says(action), CLAIMS)
    assert wait_before_claim(reading) is None
    assert NOT_COUNTED in not_understood(reading)


def test_nobody_comes_again_after_a_time_that_no_row_follows():
    assert NOT_COUNTED in not_understood(read(ASKS, says("Schedules release within 10 working days")))


IN_THREE_DAYS = "Tells to return in 3 days"


@pytest.mark.parametrize(
    "rows",
    [(says(IN_THREE_DAYS, "3 days"), CLAIMS), (says(IN_THREE_DAYS), CLAIMS.replace("1 minute", "3 days"))],
)
def test_days_in_the_column_of_times_are_the_same_days(rows):
    reading = read(ASKS, *rows)
    waits = [step.wait.queue for step in reading.procedure.steps.values() if step.wait and step.wait.queue]
    assert [wait.short() for wait in waits] == ["3 working days"]


BEHIND = "1b. None,1b. Checks it,None,5 minutes,Checker"
SIGNS = "4. Signs the logbook,4. Files it,None,1 minute,Clerk"


def test_with_a_claim_stub_people_go_away_and_the_claim_is_a_visit_of_its_own():
    later = read(ASKS, BEHIND, says("Schedules release within 10 working days"), CLAIMS, SIGNS)
    assert Measures(Subject(later.procedure))["contacts"].value == 3


def test_without_the_wait_all_rows_are_one_visit_at_whose_end_people_have_what_they_came_for():
    stub = says("Schedules release")
    assert Measures(Subject(read(ASKS, BEHIND, stub, CLAIMS).procedure))["contacts"].value == 2
    assert Measures(Subject(read(ASKS, BEHIND, stub, CLAIMS, SIGNS).procedure))["contacts"].value == 1

"""Which step follows: numbers in a column whatever its heading, the rows themselves, and ends with a name."""

from __future__ import annotations

import pytest

from frictionaudit.sources import csv_table


def read(*rows: str):
    return csv_table.read("\n".join(rows).encode(), "t.csv", {})


NEXT = ["Send it,Customer,2", "Check it,Clerk,80%: 3; 20%: 1", "Grant it,Clerk,end"]


def targets(reading):
    steps = reading.procedure.steps.values()
    return {step.name: [flow.to for flow in step.next] for step in steps if step.kind == "task"}


@pytest.mark.parametrize("heading", ["Pos.", "Ref", "S/N", "Sr No", "Our code"])
def test_the_first_column_of_codes_numbers_the_steps_whatever_its_heading(heading):
    numbered = [f"{n},{row}" for n, row in enumerate(NEXT, 1)]
    reading = read(f"{heading},Task,Who,Next", *numbered)
    assert sum(map(len, targets(reading).values())) == 4
    assert [item for item in reading.skipped if item.not_understood] == []


def test_where_no_column_numbers_the_steps_a_next_step_counts_the_rows_and_that_is_told():
    reading = read("Task,Who,Next", *NEXT)
    assert targets(reading) == {"Send it": ["check-it"], "Check it": ["grant-it", "send-it"], "Grant it": ["end"]}
    assert "no column numbers the steps, so a number of a next step counts the rows" in reading.notes


def test_a_first_column_in_which_values_come_twice_numbers_nothing():
    reading = read("Level,Task,Who,Minutes", "1,Send it,Customer,5", "1,Check it,Clerk,5", "2,Grant it,Clerk,5")
    assert [item.what for item in reading.skipped] == ["column A 'Level'"]


@pytest.mark.parametrize("printed", ["End: paid", "End (paid)", "Ende – paid", "100 %: End: paid"])
def test_an_end_with_a_name_is_an_end_of_that_name(printed):
    steps = read("No,Task,Who,Next", "1,Send it,Customer,2", f"2,Check it,Clerk,{printed}").procedure.steps
    (flow,) = steps["2-check-it"].next
    assert (flow.to, flow.when, steps["paid"].kind, steps["paid"].name) == ("paid", None, "end", "paid")
    assert "end" not in steps


def test_two_steps_that_lead_to_the_same_named_end_share_it():
    rows = "1,Send it,Customer,80%: 2; 20%: End (refused)", "2,Check it,Clerk,90%: end; 10%: End: refused"
    reading = read("No,Task,Who,Next", *rows)
    assert targets(reading) == {"Send it": ["2-check-it", "refused"], "Check it": ["end", "refused"]}
    assert [item for item in reading.skipped if item.not_understood] == []


def test_a_step_whose_name_begins_with_end_stays_a_step():
    rows = "1,Send it,Customer,End-of-year check", "2,End-of-year check,Clerk,end"
    assert targets(read("No,Task,Who,Next", *rows))["Send it"] == ["2-end-of-year-check"]

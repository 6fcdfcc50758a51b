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


def arrows(*rows: str, head: str = "No,Task,Owner,Days,Depends on"):
    """The flows of a table as 'a > b', and what was not understood of it."""
    reading = csv_table.read("\n".join((head, *rows)).encode(), "t.csv", {})
    flows = {f"{source} > {flow.to}" for source, flow in reading.procedure.flows}
    return flows, [item.why for item in reading.skipped if item.not_understood]


@pytest.mark.parametrize("heading", ["Depends on", "Predecessor", "Preceding step", "After", "Vorgänger"])
def test_steps_that_depend_on_the_same_step_are_done_side_by_side(heading):
    rows = ("1,Make,HR,1,", "2,Order,LM,10,1", "3,Open,IT,2,step 1", "4,Greet,LM,4,2 and 3")
    flows, told = arrows(*rows, head=f"No,Task,Owner,Days,{heading}")
    assert flows == {
        *("start > 1-make", "1-make > 1-make-split", "1-make-split > 2-order", "1-make-split > 3-open"),
        *("2-order > 4-greet-join", "3-open > 4-greet-join", "4-greet-join > 4-greet", "4-greet > end"),
    }
    assert told == []


def test_what_follows_from_other_predecessors_adds_no_flow():
    rows = ("1,Make,HR,1,", "2,Order,LM,10,1FS", "3,Open,IT,2,1-2")
    assert arrows(*rows)[0] == {"start > 1-make", "1-make > 2-order", "2-order > 3-open", "3-open > end"}


def test_an_empty_predecessor_is_none_where_others_are_filled_and_else_the_row_above():
    rows = ("1,Make,HR,1,", "2,Order,LM,10,", "3,Open,IT,2,1", "4,Greet,LM,4,2")
    assert {"start-split > 1-make", "start-split > 2-order"} < arrows(*rows)[0]
    assert arrows("1,Make,HR,1,", "2,Order,LM,10,", "3,Open,IT,2,", "4,Greet,LM,4,3")[0] == {
        *("start > 1-make", "1-make > 2-order", "2-order > 3-open", "3-open > 4-greet", "4-greet > end"),
    }


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (("", "budget"), "no step of the table has this number or name, so the row is taken to follow the one above"),
        (("2", "1"), "steps wait for each other in it, so the rows are taken to follow each other"),
    ],
)
def test_a_predecessor_that_cannot_be_followed_is_told_and_leaves_the_order_of_the_rows(cells, why):
    flows, told = arrows(f"1,Make,HR,1,{cells[0]}", f"2,Order,LM,10,{cells[1]}")
    assert flows == {"start > 1-make", "1-make > 2-order", "2-order > end"}
    assert told == [why]


def test_a_column_next_goes_before_one_of_predecessors():
    flows, told = arrows("1,Make,HR,end,2", "2,Order,LM,1,", head="No,Task,Owner,Next,Depends on")
    assert "2-order > 1-make" in flows
    assert told == ["another column says what comes next"]


def test_no_case_comes_back_between_steps_that_wait_for_the_same_step():
    rows = ("1,Make,HR,1,", "2,Order,LM,10,1", "3,Open,IT,2,1", "4,Sign,LM,4,1")
    table = "\n".join(("No,Task,Owner,Days,Depends on", *rows))
    steps = csv_table.read(table.encode(), "t.csv", {}).procedure.steps
    assert all(step.implied for id, step in steps.items() if id.endswith(("-split", "-join")))

"""Totals among the rows of a table: a sub-total ends nothing, and what is left out below a total is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from frictionaudit.application.audit import audit, collect
from frictionaudit.errors import InputError
from frictionaudit.sources import csv_table

HEAD = "No,Task,Who,Time"
FIRST = ["1,Send the form,Customer,10 min", "2,Check the form,Clerk,5 min"]
SECOND = ["3,Decide the case,Manager,15 min", "4,Post it,Clerk,5 min"]


def read(*rows: str):
    return csv_table.read("\n".join(rows).encode(), "t.csv", {})


def names(reading):
    return [step.name for step in reading.procedure.steps.values() if step.kind == "task"]


ALL = ["Send the form", "Check the form", "Decide the case", "Post it"]


@pytest.mark.parametrize("label", ["Sub-total", "Subtotal", "SUB TOTAL", "Zwischensumme", "Total"])
def test_a_sub_total_does_not_end_a_table(label):
    reading = read(HEAD, *FIRST, f",{label},,15 min", *SECOND, f",{label},,20 min", ",Total,,35 min")
    assert (names(reading), reading.procedure.published.printed) == (ALL, "Total | 35 min")


def test_a_table_with_sub_totals_alone_has_no_total():
    reading = read(HEAD, *FIRST, ",Sub-total,,15 min", *SECOND, ",Sub-total,,20 min")
    assert (names(reading), reading.procedure.published) == (ALL, None)


def test_a_second_total_right_below_the_first_does_not_replace_it():
    reading = read(HEAD, *FIRST, ",Total,,15 min", ",Total fees,,none")
    assert reading.procedure.published.printed == "Total | 15 min"


def test_steps_below_the_last_total_are_told_as_not_understood():
    reading = read(HEAD, *FIRST, ",Total,,15 min", *SECOND, "Come back soon,,,")
    told = {item.what: item.not_understood for item in reading.skipped}
    assert told == {
        "row 5: '3 | Decide the case | Manager | 15 min'": True,
        "row 6: '4 | Post it | Clerk | 5 min'": True,
        "Come back soon": False,
    }


@pytest.mark.parametrize(
    "begin",
    [["Service: Death certificate,,,", HEAD], ["Service:,Death certificate,,", HEAD], [HEAD]],
)
def test_a_second_service_below_the_first_is_refused(begin):
    with pytest.raises(InputError, match=r"a second service begins in row 5") as caught:
        read(HEAD, *FIRST, ",Total,,15 min", *begin, *SECOND)
    assert [problem.slug for problem in caught.value.problems] == ["several-services"]


def test_a_step_that_is_called_a_service_begins_no_second_one():
    reading = read("Step,Who,Time", "Service,Mechanic,1 hour", "Service: the brakes,Mechanic,2 hours")
    assert names(reading) == ["Service", "Service: the brakes"]


@pytest.mark.parametrize(
    "label",
    ["Subtotal part B", "Total part A", "Zwischensumme Teil A", "Summe Phase 1", "Sum", "Sum total", "Overall",
     "Average", "Gesamtdauer"],
)  # fmt: skip
def test_a_sum_with_a_suffix_is_no_step(label):
    reading = read("Task,Who,Minutes", "Send it,Customer,10", f"{label},,10", "Decide it,Clerk,5", "Total,,15")
    assert names(reading) == ["Decide it", "Send it"]
    assert reading.procedure.published.printed == "Total | 15"


def test_a_sum_that_somebody_makes_is_a_step():
    reading = read("Task,Who,Minutes", "Sum up the fees,Clerk,10", "Average out costs,Clerk,10", "Decide it,Clerk,5")
    assert (names(reading), reading.procedure.published) == (
        ["Average out costs", "Decide it", "Sum up the fees"],
        None,
    )


def test_an_average_is_not_taken_for_the_total():
    reading = read("Task,Who,Minutes", "Send it,Customer,10", "Decide it,Clerk,4", "Average,,7")
    assert (names(reading), reading.procedure.published) == (["Decide it", "Send it"], None)
    assert [item.why for item in reading.skipped] == ["an average and no step"]


def test_a_letter_and_a_name_above_its_numbered_steps_are_a_heading():
    reading = read(
        "Ref,Task,Who,Minutes", "A,Before,,", "A1,Send it,Customer,10", "B,The visit,,", "B1,Decide it,Clerk,4"
    )
    assert sorted(names(reading)) == ["Decide it", "Send it"]
    assert sum("is a heading between the steps" in note for note in reading.notes) == 2


def test_a_letter_and_a_name_that_no_number_goes_on_with_are_a_step():
    reading = read("Ref,Task,Who,Minutes", "A,Send it,Customer,10", "B,Wait for it,,", "C,Decide it,Clerk,4")
    assert len(names(reading)) == 3


def is_wrong(folder: Path, *rows: str) -> bool:
    """Whether the audit finds that the total is not the sum."""
    file = folder / "t.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    (procedure,) = audit(collect([file])).procedures
    return "FA909" in {finding.rule for finding in procedure.findings}


def test_an_empty_least_time_adds_nothing_to_the_total_of_that_column(tmp_path):
    rows = ("Step,Who,Min. days,Max. days", "File it,Clerk,1,2", "Send it,Customer,,30", "Check it,Clerk,20,60")
    assert not is_wrong(tmp_path, *rows, "Total,,21,92")
    assert is_wrong(tmp_path, *rows, "Total,,20,92")


def test_a_total_that_is_approximate_leaves_room(tmp_path):
    rows = ("Step,Who,Time", "Check it,Clerk,3 days", "Print it,Clerk,6 days")
    assert not is_wrong(tmp_path, *rows, "Total,,approx. 10 days")
    assert is_wrong(tmp_path, *rows, "Total,,10 days")


def test_totals_of_several_columns_of_times_are_told_where_only_one_is_compared():
    rows = ("Task,Owner,Work,Wait", "Scan it,Clerk,5 min,1 day", "Sign it,Head,2 min,3 days", "Total,,7 min,4 days")
    notes = csv_table.read("\n".join(rows).encode(), "t.csv").notes
    assert "row 4, column C: the total time is the one here" in notes
    assert "row 4, column D: the total '4 days' is not compared with the rows" in notes


def test_nothing_is_told_of_a_total_that_stands_in_the_only_column_of_times():
    rows = ("Task,Owner,Time", "Scan it,Clerk,5 min", "Sign it,Head,2 min", "Total,,7 min")
    assert not [note for note in csv_table.read("\n".join(rows).encode(), "t.csv").notes if "total" in note]


def test_a_time_that_is_none_of_the_case_is_none_of_its_total(tmp_path):
    rows = ("Action,Who,Time", "Send the form,Owner,40 min", "Decide on the permit,Parks Department,5 days")
    after = "Plant a replacement tree,Owner,within 1 year"
    assert not is_wrong(tmp_path, *rows, after, "Total,,about 6 days")
    assert is_wrong(tmp_path, *rows, after, "Total,,about 9 days")

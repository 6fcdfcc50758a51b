"""Headings between the steps, and notes below them: neither is a step."""

from __future__ import annotations

import io

import pytest

from frictionaudit.domain.procedure import StepKind
from frictionaudit.sources import csv_table, xlsx_table

openpyxl = pytest.importorskip("openpyxl")


def read(rows, merged):
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.active.merge_cells(merged)
    data = io.BytesIO()
    workbook.save(data)
    return xlsx_table.read(data.getvalue(), "t.xlsx", {})


HEAD, REST = ["Step", "Who", "Minutes"], [["Open it", "Parent", 20], ["Check it", "Clerk", 10]]


@pytest.mark.parametrize("section", ["1. Booking", "Booking", "Stage 1: Booking"])
def test_one_cell_over_all_columns_is_a_heading_and_no_step(section):
    reading = read([HEAD, [section], *REST], "A2:C2")
    assert [step.name for step in reading.procedure.steps.values() if step.by] == ["Check it", "Open it"]
    assert f"row 2 is a heading between the steps and no step: '{section}'" in reading.notes


def test_a_numbered_cell_over_the_first_two_columns_alone_stays_a_step():
    reading = read([HEAD, ["1. Book it", None, 5], *REST], "A2:B2")
    assert "1-book-it" in reading.procedure.steps


def test_a_cell_that_reaches_in_from_the_left_is_said_to_span_columns():
    reading = read([["Step", "Who", "Minutes", "Wait"], ["Open it", "Parent", "3 days"], *REST], "C2:D2")
    assert any("spans several columns" in note for note in reading.notes)


STEPS = ("Step,Who,Time,Fee", "Apply,Customer,10 min,-", "Check,Clerk,2 days,-")


def names_and_skipped(*rows):
    reading = csv_table.read("\n".join([*STEPS, *rows]).encode(), "t.csv", {})
    names = [step.name for step in reading.procedure.steps.values() if step.kind is StepKind.TASK]
    return sorted(filter(None, names)), [skipped.what for skipped in reading.skipped]


@pytest.mark.parametrize(
    "note",
    [
        *(
            "wd = working day. Call 0800 123 456.",
            "PU = Procurement Unit",
            "Note: bring your card",
            "* on working days",
        ),
        *("Questions? Ring +44 20 7946 0018", "Refused applicants may appeal.", "Hinweis: nur mit Termin"),
    ],
)
@pytest.mark.parametrize("gap", [(), (",,,",)], ids=["at once", "after an empty row"])
def test_a_note_below_the_steps_is_no_step_and_is_told(note, gap):
    names, skipped = names_and_skipped(*gap, f'"{note}",,,')
    assert names == ["Apply", "Check"]
    assert skipped == [f"row {4 + len(gap)}: '{note}'"]


@pytest.mark.parametrize(
    "last", ["Send it,,,", "Note the number,,,", "Call the customer,Clerk,,", "Call 3 witnesses,,,"]
)
@pytest.mark.parametrize("gap", [(), (",,,",)], ids=["at once", "after an empty row"])
def test_a_short_step_at_the_end_stays_a_step(last, gap):
    assert names_and_skipped(*gap, last) == (sorted(["Apply", "Check", last.split(",")[0]]), [])


def test_in_a_table_of_sentences_the_last_sentence_stays_a_step():
    rows = ("The clerk signs it.,Clerk,5 min,-", "The card is sent by post.,,,")
    assert names_and_skipped(*rows)[0] == ["Apply", "Check", "The card is sent by post.", "The clerk signs it."]


def test_what_stands_below_the_word_legend_is_no_step():
    names, skipped = names_and_skipped("Legend,,,", "PU,Procurement Unit,,", "TEC,Tender committee,,")
    assert names == ["Apply", "Check"]
    assert skipped == ["row 4: 'Legend'", "row 5: 'PU | Procurement Unit'", "row 6: 'TEC | Tender committee'"]


def test_a_step_that_only_continues_a_merged_cell_stays_a_step():
    rows = [HEAD, *REST, ["The clerk writes the letter.", None, None]]
    assert len([step for step in read(rows, "B3:B4").procedure.steps.values() if step.by]) == 3

"""Headings between the steps: one cell over all columns, numbered or not."""

from __future__ import annotations

import io

import pytest

from frictionaudit.sources import xlsx_table

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

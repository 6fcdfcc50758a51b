"""Text beside a table: a clear number of cases counts, and other figures are told instead of lost."""

from __future__ import annotations

import io

import pytest

from frictionaudit.sources import csv_table, docx_table, html_table
from frictionaudit.sources.tables.text_beside import read_beside

ROWS = [["Step", "Who", "Time"], ["Apply", "Customer", "10 min"], ["Check", "Clerk", "2 days"]]


def page(*paragraphs: str):
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    body = (
        f"<nav><p>Open 5 days</p></nav><h1>Pension claim</h1><table>{rows}</table>{text}<footer><p>30 days</p></footer>"
    )
    return html_table.read(f"<html><body>{body}</body></html>".encode(), "t.html", {})


def document(*paragraphs: str):
    docx = pytest.importorskip("docx")
    word = docx.Document()
    word.add_heading("A pension claim in 5 days", 1)
    table = word.add_table(0, 3)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    data = io.BytesIO()
    word.save(data)
    return docx_table.read(data.getvalue(), "t.docx", {})


def beside(reading) -> list[tuple[str, bool]]:
    skipped = [entry for entry in reading.skipped if entry.what.startswith("beside the table")]
    return [(entry.what.partition(": ")[2].strip("'"), entry.not_understood) for entry in skipped]


@pytest.mark.parametrize("read", [page, document])
def test_a_clear_number_of_cases_below_the_table_is_the_volume(read):
    reading = read("BEN = Benefits team. About 400 claims a year.")
    assert reading.procedure.volume.short() == "400 per year"
    assert reading.procedure.volume.evidence.why == "the source says 'about'"
    assert "'About 400 claims a year.' is read as the number of cases" in reading.notes
    assert beside(reading) == [("BEN = Benefits team.", False)]


def test_a_number_of_cases_in_a_row_of_its_own_is_the_volume():
    rows = [*ROWS, [], ["We handle 1,200 applications per month."]]
    data = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()
    assert csv_table.read(data, "t.csv", {}).procedure.volume.short() == "1200 per month"


@pytest.mark.parametrize(
    "sentence",
    [
        *("More than 400 claims a year.", "300 to 400 claims a year.", "Up to 400 claims a year."),
        *("400 visitors a year.", "400 claims were made.", "400 claims a year and 30 appeals a month."),
        "20 appeals a year.",
    ],
)
def test_a_number_of_cases_that_is_not_clear_is_no_volume(sentence):
    assert read_beside([sentence], [], "Claim", "t").volume is None


def test_two_different_numbers_of_cases_are_no_volume_and_are_told():
    said = read_beside(["400 claims a year.", "20 claims a week."], [], "Claim", "t")
    assert (said.volume, len(said.skipped)) == (None, 2)


@pytest.mark.parametrize("read", [page, document])
@pytest.mark.parametrize(
    "sentence",
    [
        *("About 1 in 10 patients are sent back.", "Refunds take up to 14 days after we receive the parcel."),
        "12 % go on the waiting list.",
    ],
)
def test_shares_and_times_beside_the_table_are_listed_as_not_understood(read, sentence):
    assert beside(read("Bring this page.", sentence)) == [(sentence, True)]


def test_text_without_figures_and_the_title_are_not_listed():
    assert beside(document("Please read this first.")) == []


@pytest.mark.parametrize(
    ("remark", "why"),
    [
        ("30% incomplete", "a remark is kept as a note; say where cases go in a column 'Next'"),
        ("EUR 120 p.a.", "a remark is kept as a note; an amount counts in a column 'Fee'"),
        ("plus 20% VAT", None),
        ("see page 30", None),
    ],
)
def test_shares_and_amounts_in_remarks_are_told(remark, why):
    reading = csv_table.read(f"Step,Who,Time,Remarks\nCheck,Clerk,2 days,{remark}\n".encode(), "t.csv", {})
    assert [entry.why for entry in reading.skipped] == ([why] if why else [])

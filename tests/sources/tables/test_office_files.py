"""The same sheet in every format is the same procedure; hostile files end in one located error, in little memory."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest

from frictionaudit.errors import InputError
from frictionaudit.limits import LIMITS
from frictionaudit.sources import docx_table, ods_table, read_bytes, xls_table, xlsx_table
from frictionaudit.sources.tables import merged
from tests.conftest import ROOT
from tests.sources.tables.test_formats import book, problem

OLD = (ROOT / "tests/fixtures/tables/repairs.xls").read_bytes()
ROWS = [
    ["Rings the repairs line", "Tenant", "Phone", "18", ""],
    ["Sorts the report", "Repairs line", "", "4", "none"],
    ["Books the visit", "Planner", "Phone", "5", "2 working days"],
    ["Carries out the repair", "Contractor", "On site", "45", "5 working days"],
]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def zipped(part: str, text: str, encoding: str = "utf-8") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, text.encode(encoding))
    return stream.getvalue()


def ods(rows: str) -> str:
    table = f"<table:table table:name='Repairs'>{rows}</table:table>"
    return f"<office:document-content {ODS}>{table}</office:document-content>"


def docx(rows: str, before: str = "") -> str:
    return f"<w:document {W}><w:body>{before}<w:tbl>{rows}</w:tbl></w:body></w:document>"


def as_xlsx() -> bytes:
    head = [["Report a repair"], ["Step", "Who", "How", "How long", None], [None, None, None, "Work (min)", "Wait"]]
    merged_areas = ("A1:E1", "A2:A3", "B2:B3", "C2:C3", "D2:E2")
    return book([*head, *([cell or None for cell in row] for row in ROWS)], merged_areas, title="Repairs")


def as_ods() -> bytes:
    def cell(text: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"

    covered = "<table:covered-table-cell table:number-columns-repeated='{}'/>"
    down = "table:number-rows-spanned='2'"
    rows = [
        cell("Report a repair", "table:number-columns-spanned='5'") + covered.format(4),
        cell("Step", down) + cell("Who", down) + cell("How", down)
        + cell("How long", "table:number-columns-spanned='2'") + covered.format(1),
        covered.format(3) + cell("Work (min)") + cell("Wait"),
        *("".join(map(cell, row)) for row in ROWS),
    ]  # fmt: skip
    tail = "<table:table-row table:number-rows-repeated='1048000'><table:table-cell/></table:table-row>"
    text = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows) + tail
    return zipped("content.xml", ods(text))


def as_docx() -> bytes:
    def cell(text: str, more: str = "") -> str:
        return f"<w:tc><w:tcPr>{more}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    start, go_on, wide = "<w:vMerge w:val='restart'/>", "<w:vMerge/>", "<w:gridSpan w:val='2'/>"
    rows = [
        cell("Step", start) + cell("Who", start) + cell("How", start) + cell("How long", wide),
        cell("", go_on) * 3 + cell("Work (min)") + cell("Wait"),
        *("".join(map(cell, row)) for row in ROWS),
    ]
    title = "<w:p><w:r><w:t>Report a repair</w:t></w:r></w:p>"
    return zipped("word/document.xml", docx("".join(f"<w:tr>{row}</w:tr>" for row in rows), title))


FILES: dict[str, Callable[[], bytes]] = {".xlsx": as_xlsx, ".ods": as_ods, ".docx": as_docx, ".xls": lambda: OLD}
MODULES = {".xlsx": xlsx_table, ".ods": ods_table, ".docx": docx_table, ".xls": xls_table}


@pytest.mark.parametrize("ending", FILES)
def test_the_same_sheet_in_each_format_is_the_same_procedure(ending):
    if ending == ".xls":
        pytest.importorskip("xlrd")
    procedure = MODULES[ending].read(FILES[ending](), f"repairs{ending}").procedure
    assert procedure == xlsx_table.read(as_xlsx(), "repairs.xlsx").procedure
    assert procedure.title == "Report a repair"
    assert {id: step.by for id, step in procedure.steps.items() if step.by} == {
        "rings-the-repairs-line": "customer",
        "sorts-the-report": "repairs-line",
        "books-the-visit": "planner",
        "carries-out-the-repair": "contractor",
    }
    assert procedure.steps["carries-out-the-repair"].wait.third.short() == "5 working days"
    assert procedure.steps["books-the-visit"].effort.work.short() == "5m"


@pytest.mark.parametrize("ending", FILES)
@pytest.mark.parametrize("data", [b"", b"Step,Who\n", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 old"])
def test_what_is_no_such_file_is_one_located_error(ending, data):
    if ending == ".xls":
        pytest.importorskip("xlrd")
    assert problem(MODULES[ending], data, f"t{ending}").slug == "not-a-table"


@pytest.mark.parametrize("ending", FILES)
def test_a_damaged_file_ends_in_a_located_error_or_is_read(ending):
    if ending == ".xls":
        pytest.importorskip("xlrd")
    whole, chance, wheres = FILES[ending](), random.Random(7), list[str]()
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            MODULES[ending].read(bytes(damaged), f"t{ending}")
        except InputError as error:
            wheres += [problem.where for problem in error.problems]
    assert [where for where in wheres if not where.startswith(f"t{ending}")] == []


DTD = "<?xml version='1.0' encoding='{}'?><!DOCTYPE a [<!ENTITY b 'c'>]>"
PARTS = {
    ".xlsx": ("xl/workbook.xml", "<workbook/>"),
    ".ods": ("content.xml", ods("")),
    ".docx": ("word/document.xml", docx("")),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("ending", PARTS)
def test_a_dtd_is_refused_in_any_encoding(ending, encoding):
    part, text = PARTS[ending]
    data = zipped(part, DTD.format(encoding) + text, encoding)
    assert "entities" in problem(MODULES[ending], data, f"t{ending}").message


BOMBS = {
    ".ods": ods(
        "<table:table-row table:number-rows-repeated='99999'><table:table-cell table:number-columns-repeated='9999'>"
        "<text:p>a</text:p></table:table-cell></table:table-row>"
    ),
    ".docx": docx(
        "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='100'/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr>" * 20
    ),
}


@pytest.mark.parametrize("ending", BOMBS)
def test_a_cell_that_is_repeated_or_stretched_without_end_is_refused(ending, monkeypatch):
    for module in (merged, ods_table):
        monkeypatch.setattr(module, "LIMITS", replace(LIMITS, cells=1000))
    data = zipped(PARTS[ending][0], BOMBS[ending])
    assert problem(MODULES[ending], data, f"t{ending}").slug == "too-large"


@pytest.mark.parametrize("place", ["XFD1048576", "ZZZ9999999", "A1048576"])
def test_a_cell_at_the_far_end_of_a_sheet_costs_nothing(place):
    data = book([["Step", "Who"], ["Check it", "Clerk"]])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            far = f'<row r="9"><c r="{place}" t="str"><v>x</v></c></row></sheetData>'.encode()
            new.writestr(name, old.read(name).replace(b"</sheetData>", far))
    if place != "ZZZ9999999":
        assert "check-it" in xlsx_table.read(stream.getvalue(), "t.xlsx").procedure.steps
    else:
        assert problem(xlsx_table, stream.getvalue(), "t.xlsx").slug == "too-large"


def test_a_formula_in_any_format_is_the_text_that_was_saved():
    row = "<w:tr>{}</w:tr>".format(
        "".join(f"<w:tc><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:tc>" for t in ("=1+1", "Clerk"))
    )
    head = row.replace("=1+1", "Step").replace("Clerk", "Who")
    reading = read_bytes(zipped("word/document.xml", docx(head + row)), "t.docx", "frictionaudit.sources.docx_table")
    assert "=1+1" in [step.name for step in reading.procedure.steps.values()]


def test_a_page_nested_too_deeply_is_refused_instead_of_losing_rows():
    from frictionaudit.sources import html_table

    deep = b"<b>" * 400 + b"x" + b"</b>" * 400
    page = b"<table><tr><th>Step</th><th>Who</th></tr><tr><td>" + deep + b"</td><td>Clerk</td></tr></table>"
    assert "nested too deeply" in problem(html_table, page, "t.html").message


def test_in_a_word_document_the_title_counts_above_a_heading_that_says_only_procedure():
    def paragraph(text: str, style: str) -> str:
        return f"<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"

    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>".format
    rows = "".join(f"<w:tr>{cell(name)}{cell(who)}</w:tr>" for name, who in (("Step", "Who"), ("Check it", "Clerk")))
    above = paragraph("SOP: Lend a drum", "Title") + paragraph("Procedure", "Heading2")
    data = zipped("word/document.xml", docx(rows, above))
    assert docx_table.read(data, "t.docx").procedure.title == "Lend a drum"


def test_raised_figures_of_a_word_document_are_marks_of_footnotes():
    raised = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>"
    cells = (("Step", "Who", "Time"), ("Check it", "Clerk", "10 days"))
    rows = "".join(
        "<w:tr>{}</w:tr>".format(
            "".join(f"<w:tc><w:p><w:r><w:t>{t}</w:t></w:r>{raised * (t == '10 days')}</w:p></w:tc>" for t in row)
        )
        for row in cells
    )
    reading = docx_table.read(zipped("word/document.xml", docx(rows)), "t.docx")
    assert (reading.procedure.steps["check-it"].processing.short(), reading.skipped) == ("10 days", ())

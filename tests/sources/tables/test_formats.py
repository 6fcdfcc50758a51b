"""CSV, web pages and workbooks become the same procedure, and hostile files one located error."""

from __future__ import annotations

import builtins
import io
import zipfile
from dataclasses import replace

import pytest

from frictionaudit.domain.procedure import Reading, Side
from frictionaudit.errors import InputError
from frictionaudit.limits import LIMITS
from frictionaudit.sources import csv_table, html_table, read, xls_table, xlsx_table
from frictionaudit.sources.tables import archive, grid, merged
from tests.conftest import ROOT

FIXTURES = ROOT / "tests/fixtures" / "tables"
KITE = (FIXTURES / "kite-permit.csv").read_bytes()
HEAD = ["Client steps", "Agency actions", "Fees to be paid", "Processing time", "Person responsible"]


def problem(module, data: bytes, path: str):
    with pytest.raises(InputError) as caught:
        module.read(data, path)
    (only,) = caught.value.problems
    assert only.where.startswith(path)
    return only


def book(rows: list[list[object]], merged: tuple[str, ...] = (), title: str = "Service") -> bytes:
    import openpyxl

    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def kite_book() -> bytes:
    import csv

    return book([[cell or None for cell in row] for row in csv.reader(io.StringIO(KITE.decode()))])


def times(reading: Reading) -> list[str]:
    steps = reading.procedure.steps
    order = reading.procedure.in_reading_order()
    return [steps[id].processing.short() for id in order if steps[id].processing]


def test_the_same_charter_in_three_formats_is_one_procedure():
    as_csv = csv_table.read(KITE, "kite-permit.csv").procedure
    as_page = html_table.read((FIXTURES / "kite-permit.html").read_bytes(), "kite-permit.html").procedure
    as_book = xlsx_table.read(kite_book(), "kite-permit.xlsx").procedure
    assert as_csv == as_page == as_book


def test_a_charter_becomes_client_and_staff_steps_between_a_start_and_an_end():
    procedure = csv_table.read(KITE, "kite-permit.csv").procedure
    assert procedure.in_reading_order() == (
        "start",
        "1-asks-for-the-form",
        "1-gives-the-form",
        "2-hands-in-the-papers",
        "2-1-checks-the-papers",
        "3-pays-at-the-treasury",
        "3-issues-the-receipt",
        "3b-approves-the-permit",
        "4-if-it-rains-comes-back",
        "4-holds-the-permit",
        "5-receives-the-permit",
        "end",
    )
    assert procedure.owner == "Office of the Municipal Beach Warden"
    assert procedure.steps["2-hands-in-the-papers"].asks == (
        "kite-application-form",
        "wind-declaration",
        "sand-clearance",
        "receipt",
        "string-safety-certificate",
    )
    checks = procedure.steps["2-1-checks-the-papers"]
    assert (checks.by, checks.processing.short()) == ("beach-clerk", "15m")
    assert "Warden II" in checks.note
    assert procedure.steps["5-receives-the-permit"].effort is None
    assert procedure.steps["4-holds-the-permit"].processing is None
    assert procedure.promises[0].basis == "ph-ra11032-complex"


def test_days_of_processing_are_a_wait_and_minutes_touch_time_and_both_say_that_they_are_assumed():
    step = csv_table.read(KITE, "kite-permit.csv").procedure.steps["3b-approves-the-permit"]
    assert step.wait.queue.short() == "2 working days"
    assert step.effort.work.short() == "1h"
    assert {step.wait.queue.evidence.kind, step.effort.work.evidence.kind} == {"assumed"}
    assert step.processing.evidence.kind == "stated"


def test_who_issues_a_paper_is_read_from_where_it_is_had():
    procedure = csv_table.read(KITE, "kite-permit.csv").procedure
    assert {id: document.issued_by for id, document in procedure.documents.items()} == {
        "wind-declaration": "customer",
        "sand-clearance": "authority",
        "receipt": "municipal-treasurers-office",
        "string-safety-certificate": "third",
    }
    office = procedure.parties["municipal-treasurers-office"]
    assert (office.side, office.unit) == (Side.BACKSTAGE, procedure.parties["revenue-collection-clerk"].unit)
    assert procedure.documents["wind-declaration"].proof == "original"


def test_a_step_stands_where_its_cell_stands():
    reading = csv_table.read(KITE, "kite.csv")
    assert str(reading.span("steps", "2-1-checks-the-papers")) == "kite.csv:15:2"
    assert str(reading.span("steps", "3-pays-at-the-treasury", "fees")) == "kite.csv:16:3"
    assert str(reading.span("documents", "receipt")) == "kite.csv:11:1"


def test_four_spellings_of_time_in_one_column_are_read():
    reading = csv_table.read(KITE, "kite-permit.csv")
    assert times(reading) == ["5m", "15m", "35m", "2 working days 1h"]


def test_a_german_table_with_semicolons_is_read_and_its_columns_are_shown():
    reading = csv_table.read((FIXTURES / "hundemarke.csv").read_bytes(), "hundemarke.csv")
    steps = reading.procedure.steps
    assert times(reading) == ["10m", "1h 30m", "5m", "30s"]
    assert steps["1-antrag-ausfuellen"].effort.fill.short() == "10m"
    assert steps["2-antrag-pruefen"].wait.queue.short() == "3 working days"
    assert steps["4-marke-uebergeben"].wait.queue.short() == "2 days"
    assert steps["3-marke-bezahlen"].asks == ("personalausweis", "impfpass")
    assert steps["3-marke-bezahlen"].fees[0].amount.currency == "EUR"
    assert reading.procedure.forms["antragsformular"].name == "Antragsformular"
    assert "column D 'Bearbeitungszeit' read as processing time" in reading.notes
    assert [skipped.what for skipped in reading.skipped] == ["column I 'Farbe'", "row 5, column H: 'Brieftaube'"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_encodings_of_spreadsheet_programs_are_read(encoding):
    text = "Schritt;Wer;Dauer\nPrüfen;Behörde für Düngung;5 Min.\n"
    reading = csv_table.read(text.encode(encoding), "t.csv")
    assert reading.procedure.steps["pruefen"].name == "Prüfen"
    assert any("1252" in note for note in reading.notes) == (encoding == "cp1252")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator):
    rows = [["Step", "Who", "Time"], ["Check it", "Clerk", "5 minutes"], ["File it", "Clerk", "2 minutes"]]
    data = "\n".join(separator.join(row) for row in rows).encode()
    assert times(csv_table.read(data, "t.csv")) == ["5m", "2m"]


def test_cells_that_begin_with_an_equals_sign_are_text():
    data = b"Step,Who,Time,Fee\n=cmd|' /C calc'!A0,=1+1,=SUM(C3:C9),=2\n"
    reading = csv_table.read(data, "t.csv")
    (id,) = (id for id in reading.procedure.steps if id not in ("start", "end"))
    assert reading.procedure.steps[id].name == "=cmd|' /C calc'!A0"
    assert reading.procedure.steps[id].processing is None
    assert "row 2, column C: '=SUM(C3:C9)'" in [s.what for s in reading.skipped if "unknown" in s.why]


def test_a_cell_merged_over_rows_is_known_in_all_of_them_and_counted_once():
    page = f"""<table><tr>{"".join(f"<th>{name}</th>" for name in HEAD)}</tr>
    <tr><td rowspan="2">1. Hands in</td><td>1.1 Takes it</td><td rowspan="2">PhP 5</td><td rowspan="2">10 minutes</td>
    <td rowspan="3">Clerk</td></tr><tr><td>1.2 Files it</td></tr>
    <tr><td>2. Gets it</td><td>2. Gives it</td><td>None</td><td>1 minute</td></tr>
    <tr><td colspan="2">TOTAL</td><td>PhP 5</td><td colspan="2">11 minutes</td></tr></table>"""
    reading = html_table.read(page.encode(), "t.html")
    steps = reading.procedure.steps
    assert times(reading) == ["10m", "1m"]
    assert sum(step.by == "customer" for step in steps.values()) == 2
    assert [step.by for id, step in steps.items() if id.startswith("1-2")] == ["clerk"]
    assert sum(fee.amount.amount for step in steps.values() for fee in step.fees or ()) == 5
    assert reading.procedure.published.time.short() == "11m"
    assert any("spans several rows" in note and "row 2, column D" in note for note in reading.notes)


def test_merged_cells_of_a_workbook_are_known_and_counted_once():
    rows: list[list[object]] = [
        ["Fly a kite"],
        HEAD,
        ["1. Hands in", "1.1 Takes it", "PhP 5", "10 minutes", "Clerk"],
        [None, "1.2 Files it", None, None, None],
    ]
    reading = xlsx_table.read(book(rows, ("A1:E1", "A3:A4", "C3:C4", "D3:D4", "E3:E4")), "t.xlsx")
    assert reading.procedure.title == "Fly a kite"
    assert times(reading) == ["10m"]
    assert {step.by for step in reading.procedure.steps.values()} == {None, "customer", "clerk"}


def test_a_heading_merged_over_two_columns_holds_both():
    page = """<table><tr><th colspan="2">Step</th><th>Who</th><th>Time</th></tr>
    <tr><td>1</td><td>Check it</td><td>Clerk</td><td>5 minutes</td></tr></table>"""
    reading = html_table.read(page.encode(), "t.html")
    assert reading.procedure.steps["1-check-it"].name == "Check it"


def test_a_heading_over_two_rows_is_read_from_both():
    page = """<table><tr><th rowspan="2">Step</th><th rowspan="2">Who</th><th colspan="2">How long</th></tr>
    <tr><th>Processing time</th><th>Waiting time</th></tr>
    <tr><td>Check it</td><td>Clerk</td><td>5 minutes</td><td>2 days</td></tr></table>"""
    step = html_table.read(page.encode(), "t.html").procedure.steps["check-it"]
    assert (step.processing.short(), step.wait.queue.short()) == ("5m", "2 days")


def test_of_several_tables_the_one_that_reads_as_a_service_table_is_chosen():
    page = b"""<h1>About us</h1><table><tr><td>Opening hours</td><td>9 to 5</td></tr></table>
    <h1>Lend a drum</h1><table><tr><th>Step</th><th>Who</th><th>Time</th></tr>
    <tr><td>Check it</td><td>Clerk</td><td>5 minutes</td></tr></table>"""
    reading = html_table.read(page, "t.html")
    assert reading.procedure.title == "Lend a drum"
    assert str(reading.span("steps", "check-it")) == "t.html:2:1"
    assert [skipped.what for skipped in reading.skipped] == ["the table 'About us'"]


def test_a_row_is_counted_from_the_first_of_its_own_table():
    page = b"""<table><tr><td>Version</td><td>3</td></tr><tr><td>Owner</td><td>Us</td></tr></table>
    <table><tr><th>Step</th><th>Who</th><th>Time</th></tr>
    <tr><td>Check it</td><td>Clerk</td><td>soon</td></tr></table>"""
    assert "row 2, column C: 'soon'" in [item.what for item in html_table.read(page, "t.html").skipped]
    mapped = html_table.read(page, "t.html", {"header_row": 3})
    assert "row 4, column C: 'soon'" in [item.what for item in mapped.skipped]


def test_several_services_in_one_file_are_a_clear_error():
    table = b"<table><tr><th>Step</th><th>Who</th></tr><tr><td>Check it</td><td>Clerk</td></tr></table>"
    assert problem(html_table, table + table, "t.html").slug == "several-services"
    twice = problem(csv_table, KITE + KITE, "t.csv")
    assert (twice.slug, twice.where) == ("several-services", "t.csv:23:1")


def test_a_table_by_number_or_name_can_be_chosen():
    table = "<h2>{}</h2><table><tr><th>Step</th><th>Who</th></tr><tr><td>{}</td><td>Clerk</td></tr></table>"
    page = (table.format("One", "Check it") + table.format("Two", "File it")).encode()
    assert "file-it" in html_table.read(page, "t.html", {"table": 2}).procedure.steps
    assert "check-it" in html_table.read(page, "t.html", {"table": "One"}).procedure.steps
    with pytest.raises(InputError, match="no-such-table"):
        html_table.read(page, "t.html", {"table": "Three"})


def test_scripts_comments_and_inner_tables_are_no_cell_text():
    page = b"""<table><tr><th>Step</th><th>Who</th></tr><tr><td>Check<!-- not --><script>alert(1)</script> <b>it</b>
    <table><tr><td>inner</td></tr></table> now</td><td>Clerk<p>Chief</p></td></tr></table>"""
    steps = html_table.read(page, "t.html").procedure.steps
    assert steps["check-it-now"].note == "also responsible: Chief"


@pytest.mark.parametrize(("module", "path"), [(csv_table, "t.csv"), (html_table, "t.html"), (xlsx_table, "t.xlsx")])
def test_an_empty_file_is_one_located_error(module, path):
    assert problem(module, b"", path).slug == "not-a-table"
    assert problem(module, b" \n \n", path).slug == "not-a-table"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0", b"Step,Who\n\0,b\n", b"%PDF-1.7\n1 0 obj", b"\x81\x8d\n"])
def test_a_binary_file_is_one_located_error(data):
    assert problem(csv_table, data, "t.csv").slug == "not-text"


def test_a_workbook_under_another_name_is_told():
    assert "Office file" in problem(csv_table, kite_book(), "t.csv").message
    assert "Office file" in problem(html_table, kite_book(), "t.html").message


def test_an_oversized_file_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(grid, "LIMITS", replace(LIMITS, table_bytes=100))
    for module, path in ((csv_table, "t.csv"), (html_table, "t.html"), (xlsx_table, "t.xlsx")):
        assert problem(module, b"Step,Who\n" * 50, path).slug == "too-large"


def test_a_table_with_too_many_cells_is_refused(monkeypatch):
    monkeypatch.setattr(grid, "LIMITS", replace(LIMITS, cells=1000))
    monkeypatch.setattr(merged, "LIMITS", replace(LIMITS, cells=1000))
    monkeypatch.setattr(xlsx_table, "LIMITS", replace(LIMITS, cells=1000))
    assert problem(csv_table, b"a,b\n" * 900, "t.csv").slug == "too-large"
    wide = b"<table>" + b"<tr><td colspan='99999999' rowspan='99999'>a</td></tr>" * 9 + b"</table>"
    assert problem(html_table, wide, "t.html").slug == "too-large"
    assert problem(xlsx_table, book([["a"] * 100] * 20), "t.xlsx").slug == "too-large"


def test_an_endless_quotation_mark_is_told():
    reading = csv_table.read(b'Step,Who,Time\nCheck it,Clerk,5 minutes\n"File it,Clerk,2 minutes\n', "t.csv")
    assert any("line 3" in note for note in reading.notes)


def test_a_cell_longer_than_any_text_is_one_located_error():
    assert problem(csv_table, b"Step,Who\n" + b"a" * 200_000, "t.csv").where == "t.csv:2:1"


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.xml", b"<workbook/>")
        file.writestr("xl/worksheets/sheet1.xml", b"0" * 5_000_000)
    monkeypatch.setattr(archive, "LIMITS", replace(LIMITS, unpacked_bytes=1_000_000))
    assert problem(xlsx_table, stream.getvalue(), "t.xlsx").slug == "too-large"


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 broken", b"Step,Who\n", b"\xd0\xcf\x11\xe0 old", b"PK\x05\x06" + b"\0" * 18]
)
def test_what_is_no_workbook_is_one_located_error(data):
    assert problem(xlsx_table, data, "t.xlsx").slug == "not-a-table"


def test_a_workbook_with_entities_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><workbook/>")
    assert "entities" in problem(xlsx_table, stream.getvalue(), "t.xlsx").message


def test_a_merged_area_over_the_whole_sheet_costs_nothing():
    data = book([["Step", "Who", "Time"], ["Check it", "Clerk", "5 minutes"]])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name.endswith("sheet1.xml"):
                merge = b'</sheetData><mergeCells count="1"><mergeCell ref="C2:XFD1048576"/></mergeCells>'
                text = text.replace(b"</sheetData>", merge)
            new.writestr(name, text)
    assert times(xlsx_table.read(stream.getvalue(), "t.xlsx")) == ["5m"]


def test_a_formula_without_a_saved_result_is_reported_and_not_evaluated():
    reading = xlsx_table.read(book([["Step", "Who", "Time"], ["Check it", "Clerk", "=5*60"]]), "t.xlsx")
    assert times(reading) == []
    assert [str(skipped.where) for skipped in reading.skipped] == ["t.xlsx:2:3"]


def test_numbers_and_durations_of_a_workbook_are_read():
    from datetime import timedelta

    rows: list[list[object]] = [["Step", "Who", "Time (minutes)", "Fee (EUR)"], ["Check", "Clerk", 15, 12.5]]
    reading = xlsx_table.read(book([*rows, ["File", "Clerk", timedelta(minutes=90), 0]]), "t.xlsx")
    assert times(reading) == ["15m", "1h 30m"]
    assert reading.procedure.steps["check"].fees[0].amount.short() == "12.5 EUR"
    assert reading.procedure.steps["file"].fees == ()


def test_a_missing_package_for_old_workbooks_says_what_to_install(monkeypatch):
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name == "xlrd":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    old = (FIXTURES / "repairs.xls").read_bytes()
    assert ".[office]" in problem(xls_table, old, "t.xls").hint


def test_tables_are_read_by_their_file_name():
    assert read(FIXTURES / "kite-permit.csv").procedure.kind == "permit"

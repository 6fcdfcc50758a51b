"""Word and PDF: an audit and any document, with everything that people said as mere text."""

from __future__ import annotations

import io
from datetime import date

import pytest

from frictionaudit.application.audit import audit, collect
from frictionaudit.exports import BINARY, writer
from frictionaudit.exports.documents import FORMATS, write
from frictionaudit.exports.documents.document import Document, Picture, Section, Table, cut, limited
from tests.conftest import ROOT

EVIL = "=1+1 <b>bold</b> #set page(width: 1pt) $x$ @cite \x1b[31m\u202e `code` | [a](b)"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>'
TABLE = Table(("what", "how much"), ((EVIL, "1"), ("b", "=2")), (3, 1), (1,), "… and 2 more rows")
DOCUMENT = Document(
    EVIL,
    EVIL,
    (("Owner", EVIL),),
    (Section(EVIL, (EVIL,), TABLE, Picture(DRAWING, "a square"), EVIL), Section("empty")),
    date(2026, 3, 2),
)


@pytest.mark.parametrize("form", FORMATS)
def test_equal_documents_give_equal_bytes(form):
    assert write(DOCUMENT, form) == write(DOCUMENT, form)


def test_word_holds_every_text_as_text():
    from docx import Document as Word

    word = Word(io.BytesIO(write(DOCUMENT, "docx")))
    texts = [paragraph.text for paragraph in word.paragraphs]
    shown = EVIL.replace("\x1b", "\ufffd").replace("\u202e", "")
    assert texts[0] == texts[1] == shown
    assert [cell.text for cell in word.tables[0].rows[1].cells] == [shown, "1"]
    assert "empty" not in texts


def test_a_workbook_holds_no_formula():
    from openpyxl import load_workbook

    page = load_workbook(io.BytesIO(write(DOCUMENT, "xlsx"))).active
    cells = [cell for row in page.iter_rows() for cell in row if cell.value]
    assert any(str(cell.value).startswith("=1+1") for cell in cells)
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_pdf_is_accessible_and_takes_texts_for_texts():
    data = write(DOCUMENT, "pdf")
    assert b"pdfuaid" in data
    assert b"/MarkInfo" in data
    assert b"/Lang" in data


@pytest.mark.parametrize("rows", [5, 40])
def test_a_document_for_two_pages_has_two_pages(rows):
    from frictionaudit.exports.documents.pdf import SIZES, compiled

    table = Table(("a", "b"), (("some words " * 6, "more"),) * rows, (3, 1))
    sections = (Section("first", (), table), Section("second", ("x",), new_page=True))
    document = Document("T", sections=sections, pages=2)
    assert any(len(compiled(document, size, "svg")) == 2 for size in SIZES)


def test_what_is_left_out_of_a_table_is_counted():
    assert limited(Table(("a",), (("1",),) * 3), 2, "row").rest == "… and 1 more row"
    assert limited(Table(("a",), (("1",),) * 2), 2, "row").rest == ""


def test_a_number_stays_with_its_unit():
    assert cut("takes 4 min and 2 days, 20 % of it") == "takes 4\u00a0min and 2\u00a0days, 20\u00a0% of it"


@pytest.mark.parametrize("form", BINARY)
def test_an_audit_of_a_scene_is_written(form):
    examined = audit(collect([ROOT / "processes" / "lost-wristband.yaml"]))
    data = writer(form)(examined)
    assert data[:4] in (b"PK\x03\x04", b"%PDF")
    assert data == writer(form)(examined)


def test_without_its_package_the_error_says_what_to_install(monkeypatch):
    import builtins

    from frictionaudit.errors import UsageError

    real = builtins.__import__

    def missing(name, *rest):
        if name.split(".")[0] in ("docx", "openpyxl", "typst"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    for form, extra in (("docx", "office"), ("xlsx", "office"), ("pdf", "pdf")):
        with pytest.raises(UsageError, match=extra):
            write(DOCUMENT, form)


def test_a_column_without_a_heading_has_no_empty_header():
    table = Table(("", "what"), (("1", "ask"),), (1, 3))
    page = write(Document("T", sections=(Section("first", (), table),)), "html").decode()
    head = page.partition("<thead>")[2].partition("</thead>")[0]
    assert head == '<tr><td></td><th scope="col">what</th></tr>'


def test_what_a_loop_costs_is_called_a_loop_in_a_document():
    from frictionaudit.exports.audit.document import document

    done = audit(collect([ROOT / "processes" / "return-a-product.yaml"]))
    (where,) = [section for section in document(done).sections if section.heading == "Where the time goes"]
    assert where.sentences
    assert all(sentence.startswith("Loop: ") for sentence in where.sentences)

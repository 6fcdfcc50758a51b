"""Files made to break a reader: each is told with its place, or read as what it says; nothing is lost in silence."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from frictionaudit.errors import InputError
from frictionaudit.sources import csv_table, read, read_bytes
from tests.conftest import ROOT, run

HOSTILE = ROOT / "tests" / "fixtures" / "hostile"
TOLD = {
    "B1-encoding-rot13.bpmn": "encoding 'rot13' is not known",
    "B2-encoding-hex.bpmn": "encoding 'hex' is not known",
    "B3-encoding-zlib.bpmn": "is not known",
    "H1-deep-rows-lost.html": "nested too deeply",
    "X5-doctype-utf16.xlsx": "[not-a-table]",
    "Y1-infinite-time.yaml": "a time cannot be longer than 1,000 years",
    "Y2-huge-time.yaml": "a time cannot be longer than 1,000 years",
    "Y3-capacity-true.yaml": "expected a number, found true",
    "Y4-tags.yaml": "tags such as '!!binary' are not read",
    "Y5-volume-inf.yaml": "there are at most",
    "F-gh-key.yaml": "[unknown-key]",
}


@pytest.mark.parametrize("name", TOLD)
def test_a_hostile_file_is_told_with_its_place(name):
    with pytest.raises(InputError) as told:
        read(HOSTILE / name)
    assert TOLD[name] in str(told.value)
    assert all(problem.where for problem in told.value.problems)


@pytest.mark.parametrize("name", ["B4-timer-500-digits.bpmn", "F03-merged-heading.xlsx", "X3-styles-16kB.xlsx"])
def test_an_odd_file_that_says_something_is_read(name):
    assert read(HOSTILE / name).procedure.steps


@pytest.mark.parametrize("name", ["A1-answers-next-5-ignored.yaml", "F02-answers-asks-number.yaml"])
def test_answers_of_a_wrong_shape_are_told(name):
    done = run("audit", str(ROOT / "processes/lost-wristband.yaml"), "--answers", str(HOSTILE / name))
    assert done.exit_code == 3
    assert "found 5" in done.stderr or "[wrong-value]" in done.stderr


@pytest.mark.parametrize("name", ["F01-change-version-list.yaml", "C1-position-huge.yaml"])
def test_changes_of_a_wrong_shape_are_told(name):
    done = run("whatif", str(ROOT / "processes/lost-wristband.yaml"), str(HOSTILE / name))
    assert done.exit_code == 3
    assert "change 1" in done.stderr


def test_a_number_of_thousands_of_digits_in_a_baseline_is_told():
    page = str(HOSTILE / "S9-page.yaml")
    done = run("audit", page, "--baseline", str(HOSTILE / "J1-baseline-bigint.json"))
    assert done.exit_code == 2
    assert "[not-a-baseline]" in done.stderr


@pytest.mark.parametrize("name", sorted(path.name for path in HOSTILE.glob("S*.toml")))
def test_hostile_settings_are_told_or_taken(name):
    done = run("audit", str(HOSTILE / "S9-page.yaml"), "--config", str(HOSTILE / name))
    assert done.exit_code in (0, 1, 2)
    assert (done.exit_code == 2) == ("error" in done.stderr or "[" in done.stderr)


def table(cell: str) -> bytes:
    row = "<tr><td>{}</td><td>5 minutes</td></tr>"
    heading = "<tr><th>Client steps</th><th>Processing time</th></tr>"
    return f"<table>{heading}{row.format('First')}{row.format(cell)}{row.format('Last')}</table>".encode()


@pytest.mark.parametrize("cell", ["<b>" * 300 + "x" + "</b>" * 300, "x" * 11_000_000], ids=["nested", "long"])
def test_a_cell_that_the_parser_cannot_hold_is_told_and_no_step_after_it_is_lost(cell):
    with pytest.raises(InputError, match=r"not-a-table|too-large"):
        read_bytes(table(cell), "x.html", "frictionaudit.sources.html_table")
    assert len(read_bytes(table("Short"), "x.html", "frictionaudit.sources.html_table").procedure.steps) > 2


@pytest.mark.parametrize("attributes", [" a{}='1'", " a{}"])
def test_an_element_with_a_hundred_thousand_attributes_is_refused_at_once(attributes):
    cell = "".join(attributes.format(n) for n in range(100_000))
    with pytest.raises(InputError, match="attributes"):
        read_bytes(f"<table><tr><td{cell}>x</td></tr></table>".encode(), "x.html", "frictionaudit.sources.html_table")


def test_a_doctype_is_found_in_every_encoding(tmp_path):
    source = (ROOT / "tests/fixtures/repairs/report-a-repair.xlsx").read_bytes()
    archive = zipfile.ZipFile(io.BytesIO(source))
    for encoding in ("utf-8", "utf-16", "utf-16-be"):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as new:
            for name in archive.namelist():
                content = archive.read(name)
                if name == "xl/workbook.xml":
                    text = content.decode("utf-8-sig").partition("?>")[2]
                    head = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY e "y">]>'
                    content = (head + text).encode(encoding)
                new.writestr(name, content)
        file = Path(tmp_path / "x.xlsx")
        file.write_bytes(packed.getvalue())
        with pytest.raises(InputError):
            read(file)


def chain(steps: int, more: str = "") -> bytes:
    lines = [f"  s{n}: {{name: Do it, next: s{n + 1}}}" for n in range(steps)]
    return "\n".join(["id: x", "title: T", "steps:", *lines, f"  s{steps}: {{kind: end}}", more]).encode()


def test_more_steps_or_flows_than_can_be_analysed_are_refused_with_the_number():
    with pytest.raises(InputError, match=r"20,052 steps; at most 20,000"):
        read_bytes(chain(20_051), "x.yaml")
    star = ", ".join(f"s{n}" for n in range(600))
    with pytest.raises(InputError, match=r"x.yaml:\d+:\d+: the procedure has 600 flows out of one step; at most 500"):
        read_bytes(chain(600, f"  hub: {{kind: exclusive, next: [{star}]}}"), "x.yaml")
    assert len(read_bytes(chain(900), "x.yaml").procedure.steps) == 901


def test_of_very_many_problems_the_first_are_reported_and_that_there_are_more():
    lines = "\n".join(f"  s{n}: {{name: Do it, next: gone{n}}}" for n in range(1_500))
    with pytest.raises(InputError) as told:
        read_bytes(f"id: x\ntitle: T\nsteps:\n{lines}\n".encode(), "x.yaml")
    *first, last = told.value.problems
    assert len(first) == 1_000
    assert last.message == "there are more than 1,000 problems"
    assert last.where


@pytest.mark.parametrize("written", ["9" * 500, f"Name [{'a' * 500}]"])
def test_a_word_too_long_for_an_id_is_a_name(written):
    table = f"Client steps,Questions,Fees,Processing time\n1. Fill in the form,{written},None,5 minutes\n"
    (form,) = csv_table.read(table.encode(), "x.csv").procedure.forms.values()
    (field,) = form.fields
    assert len(field.data) <= 60 < len(field.label)

"""A page, a step table and lines of text of one procedure say the same; what one cannot say is listed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.application.convert import written
from frictionaudit.cli import group
from frictionaudit.domain.procedure import Procedure
from frictionaudit.errors import UsageError
from frictionaudit.sources import READERS, read, read_bytes
from tests.conftest import ROOT
from tests.properties.procedures import procedures

FOLDER = ROOT / "tests/fixtures/repairs"
PAGE = read(FOLDER / "report-a-repair.yaml").procedure


def measures_of(procedure: Procedure) -> dict[str, object]:
    measures = Measures(Subject(procedure))
    return {key: measures[key] for key in measures}


@pytest.mark.parametrize("ending", [".xlsx", ".steps"])
def test_the_repair_procedure_has_the_same_measures_as_page_as_step_table_and_as_lines(ending):
    reading = read(FOLDER / f"report-a-repair{ending}")
    assert reading.procedure == PAGE
    assert measures_of(reading.procedure) == measures_of(PAGE)
    assert reading.guessed == ()
    assert [item for item in reading.skipped if item.not_understood] == []


@pytest.mark.parametrize("ending", [".xlsx", ".steps"])
def test_a_page_that_the_format_can_say_comes_back_whole(ending):
    result = written(PAGE, f"x{ending}")
    assert result.left_out == ()
    assert read_bytes(result.data, f"x{ending}", READERS[ending]).procedure == PAGE


@pytest.mark.parametrize("ending", [".xlsx", ".steps"])
def test_what_cannot_be_said_is_listed(ending):
    example = read(ROOT / "frictionaudit/exports/assets/example-page.yaml").procedure
    left_out = written(example, f"x{ending}").left_out
    assert "Removes the promise from 'Send the change of address form' to 'Confirm the new address'" in left_out
    assert any("no longer uses the system CRM" in line for line in left_out)
    assert any("(assumed: the source says 'about')" in line for line in left_out)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(procedures)
def test_whatever_is_written_can_be_read_back(procedure):
    for name in ("x.steps", "x.xlsx"):
        assert [
            line for line in written(procedure, name).left_out if line.startswith("the file cannot be read back")
        ] == []


@pytest.mark.parametrize("unit", [" ", "\u200b", "a, b", "\n"])
def test_a_unit_without_a_word_is_left_out_of_lines_and_they_can_be_read_back(unit):
    parties = {id: party.model_copy(update={"unit": unit}) for id, party in PAGE.parties.items()}
    result = written(PAGE.model_copy(update={"parties": parties}), "x.steps")
    assert [line for line in result.left_out if line.startswith("the file cannot be read back")] == []
    assert set(read_bytes(result.data, "x.steps", READERS[".steps"]).procedure.parties) == set(PAGE.parties)


def test_nothing_in_a_workbook_is_a_formula():
    trap = PAGE.model_copy(update={"title": "=cmd|' /C calc'!A0", "owner": "+1+1"})
    steps = {id: step.model_copy(update={"name": "=1+1", "note": "@SUM(A1)"}) for id, step in trap.steps.items()}
    data = written(trap.model_copy(update={"steps": steps}), "x.xlsx").data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name]
    assert sheets
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


def test_equal_procedures_give_equal_bytes():
    assert written(PAGE, "x.steps").data == written(PAGE, "y.steps").data


def test_another_ending_is_refused_with_those_that_are_written():
    with pytest.raises(UsageError, match=r"'\.pdf' cannot be written.*\.steps, \.xlsx, \.yaml"):
        written(PAGE, "page.pdf")


def test_the_step_table_has_drop_downs_an_example_and_explanations(tmp_path: Path):
    import openpyxl

    done = CliRunner().invoke(group, ["new", str(tmp_path), "--spreadsheet"])
    assert done.exit_code == 0, done.output
    file = tmp_path / "processes/my-procedure.xlsx"
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["Steps", "People", "Procedure", "Explanations"]
    lists = [rule.formula1 for rule in book["Steps"].data_validations.dataValidation]
    assert any("phone" in choices for choices in lists)
    assert any("end: favourable" in choices for choices in lists)
    assert "frontstage" in book["People"].data_validations.dataValidation[0].formula1
    reading = read(file)
    assert reading.guessed == ()
    assert "check" in reading.procedure.steps
    assert not any(item.not_understood for item in reading.skipped)


def test_new_writes_the_example_as_lines(tmp_path: Path):
    done = CliRunner().invoke(group, ["new", str(tmp_path), "--lines"])
    assert done.exit_code == 0, done.output
    assert read(tmp_path / "processes/my-procedure.steps").procedure.title == "Tell us that you have moved"


def test_a_person_of_the_step_table_on_no_known_side_is_a_located_error():
    import openpyxl

    from frictionaudit.sources import xlsx_table
    from tests.sources.tables.test_formats import problem

    book = openpyxl.Workbook()
    book.active.append(["ID", "Step", "Who"])
    book.active.append(["ask", "Ask", "Desk"])
    people = book.create_sheet("People")
    people.append(["Who", "Side"])
    people.append(["Desk", "somewhere"])
    stream = io.BytesIO()
    book.save(stream)
    found = problem(xlsx_table, stream.getvalue(), "t.xlsx")
    assert (found.slug, found.where) == ("wrong-value", "t.xlsx:2:1")
    assert "the row of 'Desk'" in found.message


def test_a_workbook_has_the_same_bytes_whenever_it_is_written():
    with zipfile.ZipFile(io.BytesIO(written(PAGE, "x.xlsx").data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}

"""Drawings on the command line: one of several procedures, or one pool alone."""

from __future__ import annotations

import pytest

from tests.conftest import run
from tests.sources.bpmn.test_collaborations import BOTH, MESSAGES, file


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "apart.bpmn").write_bytes(file(*BOTH))
    (tmp_path / "joined.bpmn").write_bytes(file(*BOTH, messages=MESSAGES))
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_convert_takes_a_drawing_whole():
    result = run("convert", "joined.bpmn")
    assert result.exit_code == 0
    assert "id: joined\ntitle: joined" in result.stdout


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["apart.p-o", "p-o", "Office"])
def test_convert_takes_one_of_several_procedures_by_its_id_or_title(name):
    result = run("convert", "apart.bpmn", "--process", name)
    assert result.exit_code == 0
    assert "id: apart.p-o\ntitle: Office" in result.stdout


@pytest.mark.usefixtures("folder")
def test_convert_says_how_to_choose_where_there_are_several():
    result = run("convert", "apart.bpmn")
    assert result.exit_code == 3
    assert "holds 2 procedures (apart.p-c, apart.p-o)" in result.stderr
    assert "--process ID" in result.stderr


@pytest.mark.usefixtures("folder")
def test_convert_names_the_procedures_where_the_name_is_wrong():
    result = run("convert", "apart.bpmn", "--process", "apart.p-x")
    assert result.exit_code == 3
    assert "the drawing has no procedure 'apart.p-x' (did you mean" in result.stderr


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", ["audit", "measure", "convert"])
def test_one_pool_alone_is_read_on_request(command):
    result = run(command, "joined.bpmn", "--pool", "Office")
    assert result.exit_code in (0, 1)
    assert "Office" in result.stdout
    assert run(command, "joined.bpmn", "--pool", "Nobody").exit_code == 3


@pytest.mark.usefixtures("folder")
def test_a_pool_of_a_page_is_refused(folder):
    (folder / "t.yaml").write_text("id: x\ntitle: X\nsteps: {}\n", encoding="utf-8")
    result = run("convert", "t.yaml", "--pool", "Office")
    assert result.exit_code == 3
    assert "only drawings have pools" in result.stderr

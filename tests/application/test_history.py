"""One procedure by its name: a file, stdin, or a version on record."""

from __future__ import annotations

from pathlib import Path

import pytest

from frictionaudit.application.history import resolve
from frictionaudit.errors import FrictionauditError
from tests.conftest import PAGE, run


@pytest.fixture
def recorded(folder):
    run("record", "renew.yaml", "--reason", "as it is", "--author", "Ada")
    (folder / "renew.yaml").write_text(PAGE.replace("Renew the card", "Renew it"))
    run("record", "renew.yaml", "--reason", "shorter", "--author", "Ada")
    return folder


def test_a_version_is_shown_by_its_number_or_its_date(recorded):
    assert run("show", "renew@1").stdout == run("show", "renew", "--as-of", "1").stdout
    assert "title: Renew the card" in run("show", "renew@1").stdout
    assert "title: Renew it" in run("show", "renew@2").stdout
    assert run("show", "renew@2999-01-01").exit_code == 0
    assert resolve("renew@1", Path()).procedure.title == "Renew the card"


def test_a_version_is_given_once(recorded):
    assert run("show", "renew@1", "--as-of", "2").exit_code == 2


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("renwe.yaml", "did you mean 'renew.yaml'"),
        ("renwe", "did you mean 'renew'"),
        ("zzz", "name a file, or the id of a recorded procedure"),
        ("nowhere/a.yaml", "name a file, or the id of a recorded procedure"),
    ],
)
def test_what_is_neither_a_file_nor_recorded_is_told_as_both(recorded, name, hint):
    with pytest.raises(FrictionauditError, match=f"there is no file '{name}', and no procedure of this name") as raised:
        resolve(name, Path())
    assert hint in str(raised.value)


def test_a_folder_is_told_as_such(recorded):
    (recorded / "pages").mkdir()
    with pytest.raises(FrictionauditError, match="this is a folder"):
        resolve("pages", Path())


def test_a_fault_on_stdin_is_told_and_no_file_of_that_name_is_read(folder):
    done = run("draw", "-", stdin="a: [")
    assert done.exit_code == 3
    assert "<stdin>:1:" in done.stderr

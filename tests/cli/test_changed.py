"""`audit --changed BASE` audits what a branch changed, and nothing else."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PAGE, run

ONE_DOOR = PAGE.replace("also: [post], ", "")


def git(*words: str) -> None:
    names = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *names, *words], check=True, capture_output=True)


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A repository with two pages on `main`, and a branch that begins there."""
    monkeypatch.chdir(tmp_path)
    Path("processes").mkdir()
    for id in ("kept", "renew"):
        Path(f"processes/{id}.yaml").write_text(ONE_DOOR.replace("id: renew", f"id: {id}"))
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-qm", "two pages")
    git("checkout", "-qb", "branch")
    return tmp_path


def audited(*args: str, base: str = "main", on: str = "processes") -> list[str]:
    done = run("audit", on, "--changed", base, "--format", "json", "--fail-on", "never", *args)
    document: Any = json.loads(done.stdout)
    return [procedure["id"] for procedure in document["procedures"]]


def touch(id: str) -> None:
    page = Path(f"processes/{id}.yaml")
    page.write_text(page.read_text().replace("Renew the card", "Renew a card"))


def test_a_page_that_was_committed_on_the_branch_is_audited_and_the_others_are_not(clone):
    touch("renew")
    git("commit", "-qam", "reworded")
    assert audited() == ["renew"]
    assert audited("--jobs", "2") == ["renew"]


def test_what_is_not_committed_yet_and_what_is_new_count_too(clone):
    touch("renew")
    Path("processes/new.yaml").write_text(ONE_DOOR.replace("id: renew", "id: new"))
    assert audited() == ["new", "renew"]


def test_what_changed_on_the_base_since_the_branch_left_it_does_not_count(clone):
    touch("renew")
    git("commit", "-qam", "reworded")
    git("checkout", "-q", "main")
    touch("kept")
    git("commit", "-qam", "reworded too")
    git("checkout", "-q", "branch")
    assert audited() == ["renew"]


def test_a_page_that_is_gone_is_not_audited(clone):
    git("rm", "-q", "processes/renew.yaml")
    touch("kept")
    assert audited() == ["kept"]


def test_a_table_is_audited_where_the_file_that_belongs_to_it_changed(clone):
    Path("processes/steps.csv").write_text("step,by\nAsk,customer\nAnswer,desk\n")
    git("add", ".")
    git("commit", "-qm", "a table")
    Path("processes/steps.mapping.yaml").write_text("owner: Town hall\n")
    done = run("audit", "processes", "--changed", "HEAD", "--format", "concise", "--fail-on", "never")
    assert "steps.csv" in done.stdout


def test_nothing_that_changed_is_said_and_is_no_failure(clone):
    done = run("audit", "processes", "--changed", "main")
    assert done.exit_code == 0
    assert "0 procedures examined" in done.stdout
    assert done.stderr == "nothing to audit: no page, table or drawing changed since main\n"


def test_it_works_from_a_folder_below_the_top(clone, monkeypatch):
    touch("renew")
    monkeypatch.chdir(clone / "processes")
    assert audited(on=".") == ["renew"]


@pytest.mark.parametrize("base", ["nowhere", "--all", ""])
def test_a_base_that_git_does_not_know_is_one_error(clone, base):
    done = run("audit", "processes", f"--changed={base}")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "[unknown-base]" in done.stderr


def test_outside_a_repository_it_is_one_error(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "renew.yaml").write_text(PAGE)
    done = run("audit", "renew.yaml", "--changed", "main")
    assert (done.exit_code, "[no-repository]" in done.stderr) == (2, True)


def test_a_baseline_is_never_written_from_a_part_of_the_pages(clone):
    assert run("audit", "processes", "--changed", "main", "--baseline", "b.json", "--update-baseline").exit_code == 2

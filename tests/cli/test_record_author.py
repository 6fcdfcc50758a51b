"""`record` takes the author from the option, from the environment, or from git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import run


@pytest.fixture
def git(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A git configuration with a name, and none of the machine's own."""
    settings = folder / "gitconfig"
    settings.write_text("[user]\n\tname = Grace Hopper\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("FRICTIONAUDIT_AUTHOR", raising=False)
    return settings


def recorded(*words: str) -> str:
    done = run("record", "renew.yaml", "--reason", "first version", *words)
    assert done.exit_code == 0, done.stderr
    return run("history", "renew").stdout


def test_without_an_author_the_name_that_git_knows_is_taken(git: Path):
    assert "Grace Hopper" in recorded()


def test_the_name_of_the_repository_is_taken_before_that_of_the_person(git: Path):
    subprocess.run(["git", "init", "--quiet"], check=True)
    subprocess.run(["git", "config", "user.name", "Ada Byron"], check=True)
    assert "Ada Byron" in recorded()


@pytest.mark.parametrize(("words", "author"), [((), "Mary Somerville"), (("--author", "Ada Byron"), "Ada Byron")])
def test_the_option_comes_before_the_environment_and_that_before_git(
    git: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], author: str
):
    monkeypatch.setenv("FRICTIONAUDIT_AUTHOR", "Mary Somerville")
    assert author in recorded(*words)
    assert "Grace Hopper" not in run("history", "renew").stdout


@pytest.mark.parametrize("missing", ["name", "git"])
def test_without_any_author_the_error_says_how_to_name_one(git: Path, monkeypatch: pytest.MonkeyPatch, missing: str):
    git.write_text("")
    if missing == "git":
        monkeypatch.setenv("PATH", os.devnull)
    done = run("record", "renew.yaml", "--reason", "first version")
    assert done.exit_code == 2
    assert "[no-author]" in done.stderr
    assert "--author" in done.stderr
    assert not Path(".frictionaudit").exists()

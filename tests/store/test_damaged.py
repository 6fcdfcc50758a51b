"""A history that was altered, cut short or may not be written is told with its design, version and place."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import sys
from pathlib import Path

import pytest

from frictionaudit.domain.design import Design
from frictionaudit.errors import InputError, OutputError
from frictionaudit.store import Designs, opening, page_bases, path_in
from frictionaudit.store.database import postgres
from tests.conftest import run
from tests.store.test_designs import PAGE, PERMIT, named, said


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A history of three versions."""
    monkeypatch.chdir(tmp_path)
    with Designs.open(tmp_path) as designs:
        for n, procedure in enumerate((PERMIT, named("One"), named("Two"))):
            designs.record(procedure, **said(days=n), page=PAGE)
    return tmp_path


def alter(store: Path, version: int, **columns: object) -> None:
    """Change one stored event by hand."""
    with sqlite3.connect(path_in(store)) as connection:
        for name, value in columns.items():
            connection.execute(f"UPDATE stored_events SET {name} = ? WHERE originator_version = ?", (value, version))


def state(store: Path, version: int) -> dict[str, object]:
    with sqlite3.connect(path_in(store)) as connection:
        query = "SELECT state FROM stored_events WHERE originator_version = ?"
        return json.loads(connection.execute(query, (version,)).fetchone()[0])


TOPICS = ["", "no.such", "os:system", "builtins:dict", "frictionaudit.domain.design:Design", "antigravity:x", "x" * 99,
          Design.TOPIC, "frictionaudit.design.created", "frictionaudit.domain.design:Design.create_id"]  # fmt: skip
STATES: list[object] = [b"", b"[]", b"7", b"null", b"{}", b'"x"', b"\xff", 7, "text", b'{"reason": 5}', b"[" * 100_000]


@pytest.mark.parametrize("topic", TOPICS)
def test_an_unknown_topic_is_told_and_never_imported(store, topic):
    before = set(sys.modules)
    alter(store, 3, topic=topic)
    check_version_3_is_told(store)
    assert "antigravity" not in set(sys.modules) - before


@pytest.mark.parametrize("content", STATES, ids=lambda value: repr(value)[:12])
def test_a_damaged_state_is_told(store, content):
    alter(store, 3, state=content)
    check_version_3_is_told(store)


@pytest.mark.parametrize("key", ["reason", "author", "timestamp", "changes"])
@pytest.mark.parametrize("value", [None, 5, [], ["x"], {"kind": "x"}, "gone"])
def test_a_missing_or_wrong_part_of_an_event_is_told(store, key, value):
    content = state(store, 3)
    if value == "gone":
        del content[key]
    elif key == "changes" and value == []:
        pytest.skip("no change is a change that fits")
    else:
        content[key] = value
    alter(store, 3, state=json.dumps(content).encode())
    check_version_3_is_told(store)


def test_a_topic_inside_an_event_is_not_followed_either(store):
    content = state(store, 1)
    content["originator_topic"] = "os:system"
    alter(store, 1, state=json.dumps(content).encode())
    with Designs.open(store) as designs, pytest.raises(InputError, match="version 1 of 'permit' cannot be read"):
        designs.history("permit")


def check_version_3_is_told(store: Path) -> None:
    with Designs.open(store) as designs:
        with pytest.raises(InputError) as told:
            designs.history("permit")
        (problem,) = told.value.problems
        assert problem.slug == "unreadable-history"
        assert "version 3 of 'permit'" in problem.message
        assert problem.where == str(path_in(store))
        assert designs.at("permit", 2)[0] == named("One")
    for call in (["history", "permit"], ["show", "permit"], ["audit", "permit", "--as-of", "3"]):
        assert run(*call).exit_code == 3
    assert run("show", "permit", "--as-of", "2").exit_code == 0


def test_an_empty_file_is_told_and_not_taken_for_a_new_history(store):
    path_in(store).write_bytes(b"")
    with Designs.open(store) as designs, pytest.raises(InputError, match="is empty"):
        designs.history("permit")
    with Designs.open(store) as designs, pytest.raises(InputError, match="is empty"):
        designs.record(PERMIT, **said())


@pytest.mark.parametrize("content", [b"x", b"SQLite format 3\0" + b"\0" * 100, b"{}" * 5000])
def test_a_file_of_another_kind_is_told(store, content):
    path_in(store).write_bytes(content)
    with Designs.open(store) as designs, pytest.raises(InputError):
        designs.history("permit")


@pytest.fixture
def protected(store, monkeypatch):
    """The history in a folder in which one may only read."""
    folder = path_in(store).parent
    for path in (*folder.iterdir(), folder):
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    monkeypatch.setattr(opening, "may_write", lambda _: False)  # root may write everywhere
    yield store
    folder.chmod(0o755)


def test_one_may_read_what_one_may_not_write(protected):
    before = sorted(path.name for path in path_in(protected).parent.iterdir())
    for call in (
        ["history"],
        ["history", "permit"],
        ["show", "permit", "--as-of", "2"],
        ["audit", "permit", "--as-of", "1"],
    ):
        assert run(*call).exit_code in (0, 1), call
    assert sorted(path.name for path in path_in(protected).parent.iterdir()) == before


def test_writing_where_one_may_only_read_is_told(protected):
    with Designs.open(protected) as designs, pytest.raises((InputError, OutputError)):
        designs.record(named("Three"), **said(), base=3)
    with Designs.open(protected) as designs:
        assert len(designs.history("permit")) == 3


def test_a_version_that_was_recorded_is_never_reported_as_failed(store, monkeypatch):
    real = page_bases.write
    calls: list[Path] = []

    def full_the_second_time(path: Path, text: str) -> None:
        calls.append(path)
        if len(calls) == 2:
            raise OutputError.of("file-not-written", "it cannot be written: No space left on device")
        real(path, text)

    with monkeypatch.context() as patched, Designs.open(store) as designs:
        patched.setattr(page_bases, "write", full_the_second_time)
        assert designs.record(named("Three"), **said(days=4), page=PAGE).version.number == 4
    with Designs.open(store) as designs:  # and the next edit of the page is no conflict
        assert designs.record(named("Four"), **said(days=5), page=PAGE).version.number == 5


def test_nothing_is_recorded_where_its_note_cannot_be_written(store, monkeypatch):
    def full(path: Path, text: str) -> None:
        raise OutputError.of("file-not-written", "it cannot be written: No space left on device")

    monkeypatch.setattr(page_bases, "write", full)
    with Designs.open(store) as designs:
        with pytest.raises(OutputError):
            designs.record(named("Three"), **said(days=4), page=PAGE)
        assert len(designs.history("permit")) == 3


class KilledError(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("moment", range(4))
def test_a_kill_between_any_two_writes_leaves_what_the_next_command_understands(store, monkeypatch, moment):
    steps = iter(range(10))

    def kill(when: int) -> None:
        if next(steps) == when:
            raise KilledError

    with Designs.open(store) as designs, monkeypatch.context() as patched:
        real_write, real_save = page_bases.write, opening.History.save
        patched.setattr(page_bases, "write", lambda *a: (kill(moment), real_write(*a), kill(moment))[1])
        patched.setattr(opening.History, "save", lambda *a: (real_save(*a), kill(moment))[0])
        with pytest.raises(KilledError):
            designs.record(named("Three"), **said(days=4), page=PAGE)
    with Designs.open(store) as designs:
        there = len(designs.history("permit"))
        assert there == (4 if moment >= 2 else 3)
        assert designs.record(named("Four"), **said(days=5), page=PAGE).version.number == there + 1


def test_a_new_history_is_made_whole_or_not_at_all(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(KilledError()))
    with pytest.raises(KilledError), Designs.open(tmp_path) as designs:
        designs.record(PERMIT, **said())
    assert not path_in(tmp_path).exists()
    monkeypatch.undo()
    with Designs.open(tmp_path) as designs:
        assert designs.record(PERMIT, **said()).version.number == 1
    assert [path.name for path in path_in(tmp_path).parent.iterdir()] == ["designs.sqlite"]


ADDRESS = "postgresql://ada:secret@db.example.org/designs"


def test_the_parameters_of_an_address_are_kept():
    settings = postgres(f"{ADDRESS}?sslmode=verify-full&sslrootcert=/etc/ca.pem&connect_timeout=9")
    assert settings["PGSSLMODE"] == "verify-full"
    assert settings["PGSSLROOTCERT"] == "/etc/ca.pem"
    assert settings["POSTGRES_CONNECT_TIMEOUT"] == "9"


REFUSED = [f"{ADDRESS}?sslmod=require", f"{ADDRESS}?sslmode", "postgresql://h:99999999/x", "postgresql://h:port/x",
           "postgresql://[::1/x", "postgresql://h/a\0b"]  # fmt: skip


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_that_cannot_be_followed_whole_is_refused(address):
    with pytest.raises(InputError, match="wrong-database-address") as told:
        postgres(address)
    assert "secret" not in str(told.value)

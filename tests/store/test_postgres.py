"""The history in a real PostgreSQL server: the same as in a file, for several people at once."""

from __future__ import annotations

import multiprocessing
import subprocess
from pathlib import Path

import pytest

from frictionaudit.domain.changes import StepAmended, apply
from frictionaudit.domain.design import Design
from frictionaudit.errors import InputError, UsageError
from frictionaudit.store import Designs, VersionConflictError
from tests.conftest import PAGE, run
from tests.store.test_designs import PAGE as FILE
from tests.store.test_designs import PERMIT, named, said


def test_what_is_recorded_by_one_is_read_by_another(database, tmp_path):
    with Designs.open(tmp_path) as ada:
        ada.record(PERMIT, **said(), page=FILE)
        ada.record(named("Ask"), **said(days=1, reason="clearer"), page=FILE)
    with Designs.open(tmp_path / "elsewhere") as ben:
        assert ben.ids() == ("permit",)
        assert ben.at("permit")[0] == named("Ask")
        assert ben.at("permit", 1)[0] == PERMIT
        assert [version.reason for version in ben.history("permit")] == ["as it is", "clearer"]


def test_nobody_overwrites_what_they_have_not_read(database, tmp_path):
    with Designs.open(tmp_path) as ada, Designs.open(tmp_path / "b") as ben:
        ada.record(PERMIT, **said(), page=FILE)
        ben.record(named("Ben's"), **said("Ben", 1), base=1)
        with pytest.raises(VersionConflictError):
            ada.record(named("Ada's"), **said(days=2), page=FILE)
        assert ben.at("permit")[0] == named("Ben's")


def test_more_designs_than_one_page_of_the_log_are_all_listed(database, tmp_path):
    with Designs.open(tmp_path) as designs:
        for n in range(12):
            designs.record(PERMIT.model_copy(update={"id": f"permit-{n:02}"}), **said())
        assert len(designs.ids()) == 12


def test_commands_use_the_database_that_the_environment_names(database, tmp_path):
    (tmp_path / "renew.yaml").write_text(PAGE)
    assert run("record", "renew.yaml", "--reason", "as it is", "--author", "Ada").exit_code == 0
    assert "Ada drafted it: as it is" in run("history", "renew").stdout
    assert not (tmp_path / ".frictionaudit" / "designs.sqlite").exists()


def test_replay_is_the_same_as_in_a_file(database, tmp_path, monkeypatch):
    steps = [named(f"name {n}") for n in range(5)]
    with Designs.open(tmp_path) as team:
        team.record(PERMIT, **said(), page=FILE)
        for step in steps:
            team.record(step, **said(), page=FILE)
    monkeypatch.delenv("FRICTIONAUDIT_DATABASE")
    with Designs.open(tmp_path / "alone") as alone:
        alone.record(PERMIT, **said(), page=FILE)
        for step in steps:
            alone.record(step, **said(), page=FILE)
        file = alone.history("permit")
    monkeypatch.setenv("FRICTIONAUDIT_DATABASE", database)
    with Designs.open(tmp_path) as team:
        assert team.history("permit") == file
    assert Design.create_id("permit") == Design.create_id("permit")


def test_a_server_that_does_not_answer_is_one_clear_error(tmp_path, monkeypatch):
    monkeypatch.setenv("FRICTIONAUDIT_DATABASE", "postgresql://ada:secret@127.0.0.1:1/designs")
    with Designs.open(tmp_path) as designs, pytest.raises(InputError) as caught:
        designs.ids()
    assert "127.0.0.1:1/designs" in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "address", ["designs.sqlite", "mysql://ada@host/designs", "postgresql:///designs", "postgresql://h"]
)
def test_what_is_no_address_of_a_database_is_refused(address, tmp_path, monkeypatch):
    monkeypatch.setenv("FRICTIONAUDIT_DATABASE", address)
    with pytest.raises(InputError, match="wrong-database-address"):
        Designs.open(tmp_path)


def test_without_its_package_the_error_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr("frictionaudit.store.database.find_spec", lambda name: None)
    monkeypatch.setenv("FRICTIONAUDIT_DATABASE", "postgresql://ada@127.0.0.1/designs")
    with pytest.raises(InputError, match=r"\.\[postgres\]"):
        Designs.open(tmp_path)


def test_an_unknown_design_is_told_as_in_a_file(database, tmp_path):
    with Designs.open(tmp_path) as designs, pytest.raises(UsageError, match="nothing is recorded here yet"):
        designs.history("permit")
    assert apply(PERMIT, StepAmended(id="ask", attribute="name", value="x")) == named("x")


def _open_and_record(environment: dict[str, str], folder: str, n: int, barrier) -> None:
    barrier.wait()
    with Designs.open(Path(folder), environment) as designs:
        designs.record(PERMIT.model_copy(update={"id": f"permit-{n}"}), **said())


def test_eight_processes_that_open_a_new_database_at_once_all_succeed(server, tmp_path):
    from frictionaudit.store.database import postgres

    subprocess.run(["psql", "-q", f"{server}/postgres", "-c", "CREATE DATABASE eight"], check=True, capture_output=True)
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(8)
    settings = dict(postgres(f"{server}/eight?sslmode=prefer&application_name=frictionaudit"))
    workers = [context.Process(target=_open_and_record, args=(settings, str(tmp_path), n, barrier)) for n in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0] * 8
    with Designs.open(tmp_path, settings) as designs:
        assert len(designs.ids()) == 8

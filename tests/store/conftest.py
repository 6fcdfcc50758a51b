"""A PostgreSQL server of its own, so that the same tests run against a file and against a database for teams."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest first."""
    folders = (
        sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True) if Path("/usr/lib/postgresql").is_dir() else []
    )
    found = shutil.which("initdb")
    return next(iter(folders), Path(found).parent if found else None)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A server of its own on a free port, thrown away afterwards; its address without the name of a database."""
    bin = programs()
    if bin is None:
        reason = "no PostgreSQL here: its initdb was not found"
        if os.environ.get("FRICTIONAUDIT_REQUIRE") == "all":
            pytest.fail(reason)
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="frictionaudit-"))  # not pytest's, which others may not look into
    person: list[str] = []
    if os.geteuid() == 0:  # the server refuses to be run by root
        shutil.chown(folder, "postgres")
        person = ["runuser", "-u", "postgres", "--"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = str(folder / "data")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off"
    quiet = {"check": True, "capture_output": True, "cwd": folder}
    subprocess.run([*person, str(bin / "initdb"), "-D", data, "-U", "ada", "-A", "trust"], **quiet)
    log = str(folder / "log")
    subprocess.run([*person, str(bin / "pg_ctl"), "-D", data, "-l", log, "-w", "-o", options, "start"], **quiet)
    try:
        yield f"postgresql://ada@127.0.0.1:{port}"
    finally:
        subprocess.run([*person, str(bin / "pg_ctl"), "-D", data, "-m", "immediate", "stop"], **quiet)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(server, tmp_path, monkeypatch, request) -> str:
    """An empty database, named by the environment."""
    import psycopg

    name = f"t{abs(hash(request.node.nodeid))}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    monkeypatch.setenv("FRICTIONAUDIT_DATABASE", f"{server}/{name}")
    monkeypatch.chdir(tmp_path)
    return f"{server}/{name}"


@pytest.fixture(params=["sqlite", "postgres"])
def place(request, tmp_path, monkeypatch) -> Path:
    """An empty folder whose store is a file, or an empty database."""
    if request.param == "postgres":
        request.getfixturevalue("database")
    monkeypatch.chdir(tmp_path)
    return tmp_path

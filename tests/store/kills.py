"""`python -m tests.store.kills --kills 300 [--forked]`: kill -9 at random moments of `record`.

Nothing acknowledged is lost, and the next `record` goes on. Each `record` is a command line of its own, or `--forked` a
copy of this process, so that only `record` itself is hit and no start. With $FRICTIONAUDIT_DATABASE the history is in
PostgreSQL; give a database of its own.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import frictionaudit.application.history  # so that a copy of this process only records
import frictionaudit.cli.record
import frictionaudit.sources.page
import frictionaudit.store.designs  # noqa: F401
from frictionaudit.cli import group
from frictionaudit.cli.terminal import boundary
from tests.conftest import PAGE, ROOT

RECORD = ["record", "page.yaml", "--author", "Ada", "--reason"]
Recorder = Callable[[Path, str, "float | None"], tuple[int, str]]
"""Records the page of a folder with a reason, killed after some seconds if any; its exit status and what it said."""


def main() -> int:
    """Print what was seen; 1 if a version was lost, or a record was refused after a kill."""
    parser = argparse.ArgumentParser(prog="python -m tests.store.kills")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--forked", action="store_true")
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        wrong = run(Path(folder), given.kills, chance, forked if given.forked else command_line)
    sys.stdout.write("\n".join([*wrong, f"{given.kills} kills, {len(wrong)} wrong"]) + "\n")
    return int(bool(wrong))


def command_line(folder: Path, reason: str, seconds: float | None) -> tuple[int, str]:
    """Record from the command line."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    call = [sys.executable, "-m", "frictionaudit", *RECORD, reason]
    done = subprocess.Popen(call, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if seconds is not None:
        time.sleep(seconds)
        done.kill()
    said = done.communicate()[0].decode()
    return done.returncode, said


def forked(folder: Path, reason: str, seconds: float | None) -> tuple[int, str]:
    """Record in a copy of this process."""
    log = folder / "said"
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream in (1, 2):
            os.dup2(said, stream)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 (a stream of the copy)
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        os._exit(_recorded(reason))
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, 9)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return status, log.read_text(encoding="utf-8") if log.exists() else ""


def _recorded(reason: str) -> int:
    status = boundary.run(group, [*RECORD, reason])
    sys.stdout.flush()
    sys.stderr.flush()
    return status


def run(folder: Path, kills: int, chance: random.Random, record: Recorder = command_line) -> list[str]:
    """Each round edits the page and kills its `record`; the next edit must be recorded without a question."""
    wrong: list[str] = []
    acknowledged, longest = 0, 2.0
    for n in range(kills):
        write(folder, 2 * n)
        (folder / "said").unlink(missing_ok=True)
        least = 0.3 if record is command_line else 0.0  # before, Python starts
        _, said = record(folder, f"killed {n}", chance.uniform(least * longest, longest))
        if match := re.search(r"version (\d+)", said):
            acknowledged = max(acknowledged, int(match[1]))
        write(folder, 2 * n + 1)
        began = time.monotonic()
        status, said = record(folder, f"after {n}", None)
        longest = time.monotonic() - began
        match = re.search(r"version (\d+)", said)
        if status or not match or int(match[1]) <= acknowledged:
            wrong.append(f"round {n}: acknowledged {acknowledged}, then {status}: {said.strip()}")
        else:
            acknowledged = int(match[1])
    return wrong


def write(folder: Path, number: int) -> None:
    """The page with another name."""
    (folder / "page.yaml").write_text(PAGE.replace("Fill in the form", f"Fill in form {number}"), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

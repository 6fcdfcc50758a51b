"""`python -m tests.store.kills --kills 300`: kill -9 at random moments of `record`; nothing acknowledged is lost.

With $FRICTIONAUDIT_DATABASE the history is in PostgreSQL; give a database of its own.
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
from pathlib import Path

from tests.conftest import PAGE, ROOT

RECORD = [sys.executable, "-m", "frictionaudit", "record", "page.yaml", "--author", "Ada", "--reason"]


def main() -> int:
    """Print what was seen; 1 if a version was lost, or a record was refused after a kill."""
    parser = argparse.ArgumentParser(prog="python -m tests.store.kills")
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        wrong = run(Path(folder), given.kills, chance)
    sys.stdout.write("\n".join([*wrong, f"{given.kills} kills, {len(wrong)} wrong"]) + "\n")
    return int(bool(wrong))


def run(folder: Path, kills: int, chance: random.Random) -> list[str]:
    """Each round edits the page and kills its `record`; the next edit must be recorded without a question."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    wrong: list[str] = []
    acknowledged, longest = 0, 2.0
    for n in range(kills):
        write(folder, 2 * n)
        killed = subprocess.Popen([*RECORD, f"killed {n}"], cwd=folder, env=environment, stdout=subprocess.PIPE)
        time.sleep(chance.uniform(0.3 * longest, longest))
        killed.kill()
        said = killed.communicate()[0].decode()
        if match := re.search(r"version (\d+)", said):
            acknowledged = max(acknowledged, int(match[1]))
        write(folder, 2 * n + 1)
        began = time.monotonic()
        done = subprocess.run([*RECORD, f"after {n}"], cwd=folder, env=environment, capture_output=True, text=True)
        longest = time.monotonic() - began
        match = re.search(r"version (\d+)", done.stdout)
        if done.returncode or not match or int(match[1]) <= acknowledged:
            wrong.append(f"round {n}: acknowledged {acknowledged}, then: {done.stdout.strip()} {done.stderr.strip()}")
        else:
            acknowledged = int(match[1])
    return wrong


def write(folder: Path, number: int) -> None:
    """The page with another name."""
    (folder / "page.yaml").write_text(PAGE.replace("Fill in the form", f"Fill in form {number}"), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

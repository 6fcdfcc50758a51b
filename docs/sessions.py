"""Runs the commands that the guide and the README show, and updates the output below them: python docs/sessions.py

A block ```console shows commands after `$`, each with its output. A line `…` marks an omission: the lines before it
are the first lines of the output, the lines after it the last. A block that names a file, such as
```yaml move.yaml, is the content of that file. Each page runs in a folder of its own, with a copy of `processes/`.
A command that is used wrongly, or that crashes, is never published; a block ```console error shows wrong use.

python docs/sessions.py docs/guide/packs.md refreshes that page alone.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "guide"
PAGES = [ROOT / "README.md", *sorted(GUIDE.glob("*.md"))]
"""The pages with console blocks."""
BLOCK = re.compile(r"^```(?P<kind>[a-z]+)(?: (?P<file>[\w./-]+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
FRICTIONAUDIT = """\
#!{python}
import datetime, pathlib
import frictionaudit.cli
from frictionaudit.application import history
clock = pathlib.Path({clock!r})
def now():
    day = datetime.datetime.fromisoformat(clock.read_text()) + datetime.timedelta(days=7)
    clock.write_text(day.isoformat())
    return day
history.now = now
frictionaudit.cli.main()
"""
"""The program with another clock: each act in the history is a week after the previous one."""
WRONG_USE = 2
"""The exit status of a command that is used wrongly."""
BEGIN = "2026-02-23T09:00:00+00:00"


def refreshed(text: str) -> str:
    """A page with the current output of each command."""
    if "```console" not in text:
        return text
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "work"
        environment = _prepare(Path(name), folder)
        return BLOCK.sub(lambda block: _block(block, folder, environment), text)


def _prepare(outer: Path, folder: Path) -> dict[str, str]:
    shutil.copytree(ROOT / "processes", folder / "processes")
    (outer / "bin").mkdir()
    (outer / "clock").write_text(BEGIN)
    program = outer / "bin" / "frictionaudit"
    program.write_text(FRICTIONAUDIT.format(python=sys.executable, clock=str(outer / "clock")))
    program.chmod(0o755)
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "frictionaudit").symlink_to(program)
    path = f"{program.parent}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    today = {"FRICTIONAUDIT_TODAY": BEGIN.partition("T")[0]}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FRICTIONAUDIT", "COVERAGE"))}
    return {
        **kept,
        **today,
        "PATH": path,
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }


def _block(block: re.Match[str], folder: Path, environment: dict[str, str]) -> str:
    wrong = (block["kind"], block["file"]) == ("console", "error")
    if block["file"] and not wrong:
        (folder / block["file"]).parent.mkdir(parents=True, exist_ok=True)
        (folder / block["file"]).write_text(block["body"], encoding="utf-8")
    if block["kind"] != "console":
        return block[0]
    lines: list[str] = []
    for command, shown in _commands(block["body"]):
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if "Traceback (most recent call last)" in done.stdout:
            raise RuntimeError(f"{command}\n{done.stdout}")  # never publish a crash
        if done.returncode == WRONG_USE and not wrong:
            raise RuntimeError(f"wrong use, in a block without `error`: {command}\n{done.stdout}")
        lines += [f"$ {command}", *_shortened([line.rstrip() for line in done.stdout.splitlines()], shown)]
    return "\n".join([f"```console{' error' if wrong else ''}", *lines, "```"])


def _commands(body: str) -> list[tuple[str, list[str]]]:
    commands: list[tuple[str, list[str]]] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            commands.append((line[2:], []))
        else:
            commands[-1][1].append(line)
    return commands


def _shortened(lines: list[str], shown: list[str]) -> list[str]:
    if "…" not in shown:
        return lines
    first = shown.index("…")
    last = len(shown) - first - 1
    if first + last >= len(lines):  # nothing is left out any more
        return lines
    return [*lines[:first], "…", *lines[len(lines) - last :]]


def main() -> None:
    """Refresh the pages that are named, or all, and report which of them have changed."""
    changed = []
    for page in [Path(name) for name in sys.argv[1:]] or PAGES:
        text = page.read_text(encoding="utf-8")
        new = refreshed(text)
        if new != text:
            page.write_text(new, encoding="utf-8")
            changed.append(page.name)
    sys.stdout.write(f"refreshed: {', '.join(changed) or 'nothing; everything is up to date'}\n")


if __name__ == "__main__":
    main()

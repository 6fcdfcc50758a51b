"""Finds the settings in force: those of one file, in the folder of the run or the nearest one above it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from frictionaudit.errors import InputError, UsageError
from frictionaudit.files import is_file, read

FILE = "frictionaudit.toml"
PROJECT = "pyproject.toml"
TABLE = ("tool", "frictionaudit")
TODAY = "FRICTIONAUDIT_TODAY"
"""The variable that sets the day, to see the audit of another day."""


def today() -> date:
    """The day that decides on waivers and evidence: today, unless a variable names another."""
    day = os.environ.get(TODAY)
    if not day:
        return date.today()
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise UsageError.of(
            "wrong-setting", f"'{day}' in {TODAY} is not a day", hint="write for example 2027-06-30"
        ) from None


def find(folder: Path) -> Path | None:
    """The settings file in force in a folder: in it or the nearest folder above it; None where there is none.

    `frictionaudit.toml`, or a `pyproject.toml` with a table `[tool.frictionaudit]`. Files further up are ignored:
    settings are not merged, so that a value has one place. Both files in one folder are an error.
    """
    for here in (folder, *folder.parents):
        own, project = here / FILE, here / PROJECT
        has_own, has_table = is_file(own), _has_table(project)
        if has_own and has_table:
            raise UsageError.of(
                "contradictory-settings",
                f"{PROJECT} has settings too, and only one file can be in force",
                f"{own}:1:1",
                f"move [tool.frictionaudit] from {PROJECT} into {FILE}, or the reverse",
            )
        if has_own or has_table:
            return own if has_own else project
    return None


def _has_table(project: Path) -> bool:
    """Whether a project's file has settings of ours; one that nobody can read has none."""
    try:
        data = read(project)
    except InputError:
        return False
    if b"frictionaudit" not in data:  # most have none, and need not be parsed to tell
        return False
    import tomllib

    try:
        tool = tomllib.loads(data.decode("utf-8")).get(TABLE[0])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError):
        return b"[tool.frictionaudit" in data  # the reader reports the fault
    return isinstance(tool, dict) and TABLE[1] in tool

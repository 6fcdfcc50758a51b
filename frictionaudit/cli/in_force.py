"""The settings in force: what the command line says, then what the one settings file says, then the defaults."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from frictionaudit.errors import UsageError
from frictionaudit.exports import FORMATS
from frictionaudit.policy.file.discovery import find
from frictionaudit.results.audit import SEVERITIES

if TYPE_CHECKING:
    from frictionaudit.policy.file.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])
TODAY = "FRICTIONAUDIT_TODAY"
"""The variable that says which day it is, for who wants to see what an audit will say on another one."""
NAMES = {"form": "format"}
"""Settings that go by another name as a parameter."""
CONFIG = click.option(
    "--config",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Settings; otherwise the nearest frictionaudit.toml or pyproject.toml upward from here.",
)
_OPTIONS = (
    click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True),
    click.option(
        "--fail-on",
        type=click.Choice([*SEVERITIES, "never"]),
        default="warning",
        show_default=True,
        help="Exit with 1 where a finding is at least this severe.",
    ),
    click.option("--select", multiple=True, metavar="RULE", help="Only these rules: a code, its beginning, or a name."),
    click.option("--ignore", multiple=True, metavar="RULE", help="Not these rules."),
    click.option(
        "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes to share the files."
    ),
    click.option(
        "--baseline",
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Findings in this file are known, and do not count.",
    ),
    CONFIG,
)


def settable(command: Command) -> Command:
    """Give a command the options that settings are about."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True)
class InForce:
    """The settings, the file that some of them are from, and those that the command line gives."""

    settings: Settings
    settings_file: Path | None
    given: frozenset[str]

    def origin(self, name: str) -> str:
        """Where a setting, by its dotted name, was made: on the command line, at a place in a file, or nowhere."""
        if name in self.given:
            return "command line"
        span = self.settings.spans.get(name)
        return str(span) if span else "default"


def in_force(config: Path | None, said: Mapping[str, Any]) -> InForce:
    """The settings in force for a command that was called with some values of `settable` options."""
    from frictionaudit.policy.file.settings import DEFAULTS

    nearest = None if config else find(Path.cwd())
    file = config or (Path(os.path.relpath(nearest)) if nearest else None)
    settings = DEFAULTS
    if file is not None:
        from frictionaudit.policy.file.reader import read  # most audits have no settings to read

        settings = read(file)
    context = click.get_current_context()
    given = {name for name in said if context.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    settings = replace(settings, **{NAMES.get(name, name): said[name] for name in given})
    return InForce(settings, file, frozenset((NAMES.get(name, name)).replace("_", "-") for name in given))


def today() -> date:
    """The day on which waivers and evidence are judged: that of the calendar, unless a variable names another."""
    said = os.environ.get(TODAY)
    if not said:
        return date.today()
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise UsageError.of("wrong-setting", f"'{said}' in {TODAY} is no day", hint="such as 2027-06-30") from None

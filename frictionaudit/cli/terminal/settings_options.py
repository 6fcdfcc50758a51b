"""The options that a settings file can also set, and the settings in force for a command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from frictionaudit.application.settings_in_force import InForce
from frictionaudit.application.settings_in_force import in_force as settings_in_force
from frictionaudit.cli.terminal.arguments import WholeNumber, format_option, names_option
from frictionaudit.exports import FORMATS
from frictionaudit.results.audit import SEVERITIES

Command = TypeVar("Command", bound=Callable[..., Any])
NAMES = {"form": "format"}
"""Settings whose parameter has another name."""
CONFIG = click.option(
    "--config",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Settings file.  [default: the nearest frictionaudit.toml or pyproject.toml in this folder or above]",
)
_OPTIONS = (
    format_option(FORMATS),
    click.option(
        "--fail-on",
        type=click.Choice([*SEVERITIES, "never"]),
        default="warning",
        show_default=True,
        help="Exit with status 1 if a finding is at least this severe.",
    ),
    names_option("--select", "select", "RULE", "Run only these rules: FA301, FA3 or no-promise; several with commas."),
    names_option("--ignore", "ignore", "RULE", "Leave these rules out; several with commas."),
    click.option(
        "--jobs",
        metavar="N",
        type=WholeNumber(1, 64),
        default=1,
        show_default=True,
        help="Number of parallel workers.",
    ),
    click.option(
        "--baseline",
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        help="File of known findings, which do not count.",
    ),
    CONFIG,
)


def settable(command: Command) -> Command:
    """Give a command the options that a settings file can also set."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def in_force(config: Path | None, values: Mapping[str, Any]) -> InForce:
    """The settings in force for a command called with these values of the `settable` options."""
    context = click.get_current_context()
    given = {name for name in values if context.get_parameter_source(name) is ParameterSource.COMMANDLINE}
    return settings_in_force(config, {NAMES.get(name, name): values[name] for name in given})

"""What several commands share: arguments, and telling people what could not be read."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from frictionaudit.application.audit import Sources
from frictionaudit.application.inputs import nothing_examined, read_paths
from frictionaudit.results.audit import Audit

PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
STORE = click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Folder that keeps the history, in .frictionaudit/; this folder by default.",
)
ANSWERS = click.option(
    "--answers",
    "answers",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Fill in the answers of this questionnaire, without changing the files.",
)


def readings(paths: Sequence[Path]) -> Sources:
    """Read files, folders and standard input; report on stderr what could not be read. Reading nothing is an error."""
    read = read_paths(paths)
    for problem in read.problems:
        click.echo(f"error: {problem}", err=True)
    if not read.readings and not read.problems:
        raise nothing_examined(paths)
    return read


def report_unread(audit: Audit) -> None:
    """Report on stderr what an audit could not read."""
    for skipped in audit.skipped:
        if skipped.where is not None:
            click.echo(f"error: {skipped.where}: {skipped.why}", err=True)


def colour() -> bool:
    """Whether to use colour: on a terminal, and not where NO_COLOR says no."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")

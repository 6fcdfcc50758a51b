"""Arguments that several commands share, and the report of files that could not be read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from shutil import get_terminal_size
from typing import Any, TypeVar

import click

from frictionaudit.application.audit import Sources
from frictionaudit.application.inputs import nothing_examined, read_paths
from frictionaudit.cli.terminal.output import report
from frictionaudit.results.audit import Audit

Command = TypeVar("Command", bound=Callable[..., Any])
PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
STORE = click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Folder with the design history in .frictionaudit/.  [default: the current folder]",
)
ANSWERS = click.option(
    "--answers",
    "answers",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Fill in the answers of this questionnaire; the files stay as they are.",
)

POOL = click.option("--pool", metavar="NAME", help="Read this pool of a drawing alone, without the pools it talks to.")

IGNORE_CONFLICTS = click.option(
    "--ignore-conflicts",
    is_flag=True,
    help="Apply the changes even if the page has changed since they were written.",
)


class WholeNumber(click.IntRange):
    """A whole number between two bounds; errors call it that."""

    name = "whole number"


class Number(click.FloatRange):
    """A number between two bounds; errors call it that."""

    name = "number"


def names_option(option: str, name: str, metavar: str, what: str) -> Callable[[Command], Command]:
    """An option for names: it can be repeated, and one value can hold several names with commas between them."""

    def separate(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(word.strip() for value in values for word in value.split(",") if word.strip())

    return click.option(option, name, multiple=True, metavar=metavar, callback=separate, help=what)


def format_option(formats: Iterable[str] = ("text", "json")) -> Callable[[Command], Command]:
    """The option `--format`; the first of the formats is the default."""
    choices = list(formats)
    return click.option(
        "--format", "form", type=click.Choice(choices), default=choices[0], show_default=True, help="Output format."
    )


def readings(paths: Sequence[Path], pool: str | None = None) -> Sources:
    """Read files, folders and stdin; report on stderr what could not be read. Reading nothing is an error."""
    read = read_paths(paths, pool)
    for problem in read.problems:
        report(f"error: {problem}")
    if not read.readings and not read.problems:
        raise nothing_examined(paths)
    return read


def sized(form: str) -> dict[str, int]:
    """The width for a writer of text; no other format has one."""
    return {"width": width()} if form == "text" else {}


WHOLE_LINES = 10_000
"""The width of a list that goes to a file or a pipe: one line per entry, for grep."""


def report_unread(audit: Audit) -> None:
    """Report on stderr what an audit could not read."""
    for skipped in audit.skipped:
        if skipped.where is not None:
            report(f"error: {skipped.where}: {skipped.why}")


def width(elsewhere: int = 100) -> int:
    """Columns of the terminal, 120 at most and 20 at least; where there is none, as many as `elsewhere`."""
    columns = get_terminal_size((0, 40)).columns
    return max(min(columns, 120), 20) if columns else elsewhere


def colour() -> bool:
    """Whether to use colour: on a terminal, unless NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")

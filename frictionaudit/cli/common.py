"""What several commands share: paths with standard input, and where a procedure comes from."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from frictionaudit import sources
from frictionaudit.application.audit import Sources, collect
from frictionaudit.errors import InputError, UsageError
from frictionaudit.results.audit import Audit

PATHS = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
STDIN = Path("-")


def read_paths(paths: Sequence[Path]) -> Sources:
    """Read files and folders; `-` is a page on standard input."""
    files = [path for path in paths if path != STDIN]
    read = collect(files)
    if STDIN not in paths:
        return read
    try:
        reading = sources.read_bytes(sys.stdin.buffer.read(), "<stdin>")
    except InputError as error:
        return Sources(read.readings, (*read.problems, *error.problems), read.ignored)
    return Sources((*read.readings, reading), read.problems, read.ignored)


def complain(read: Sources) -> None:
    """Tell on stderr what could not be read."""
    for problem in read.problems:
        click.echo(f"error: {problem}", err=True)


def complain_of(done: Audit) -> None:
    """Tell on stderr what an audit could not read."""
    for skipped in done.skipped:
        if skipped.where is not None:
            click.echo(f"error: {skipped.where}: {skipped.why}", err=True)


def nothing_examined(paths: Sequence[Path]) -> InputError:
    """The error for paths without a single page: examining nothing must not look clean."""
    return InputError.of(
        "nothing-examined",
        "no procedure was found to examine",
        ", ".join(map(str, paths)),
        f"pages and tables are {', '.join(sorted(sources.READERS))} files",
    )


def write_new(output: Path, text: str) -> None:
    """Write a file that does not exist yet; nothing is overwritten."""
    if output.exists():
        hint = "move it away, or choose another"
        raise UsageError.of("already-there", "there is a file of this name", str(output), hint)
    output.write_text(text, encoding="utf-8")


def colour() -> bool:
    """Whether to use colour: on a terminal, and not where NO_COLOR says no."""
    import os

    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")

"""`frictionaudit measure`: the measures alone, as a table, JSON or CSV."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from frictionaudit.analysis.measures import CATALOGUE
from frictionaudit.application.measure_paths import measure_paths
from frictionaudit.cli.terminal.arguments import PATHS, format_option
from frictionaudit.cli.terminal.output import report, show, show_data
from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.errors import Problem, UsageError
from frictionaudit.exports import measures as writers


@click.command()
@PATHS
@format_option(writers.FORMATS)
@click.option("--key", "keys", multiple=True, metavar="KEY", help="Print only this measure; can be repeated.")
def command(paths: tuple[Path, ...], form: str, keys: tuple[str, ...]) -> None:
    """Print the measures alone, as a table, JSON or CSV.

    A few measures take long on a large procedure. They are computed only if --key names them.

    \b
    Example:
      frictionaudit measure processes --format csv
    """
    for key in keys:
        if key not in CATALOGUE:
            hint = did_you_mean(key, CATALOGUE, 3, "`frictionaudit measure PAGE` lists them")
            raise UsageError.of("unknown-measure", f"there is no measure '{key}'", hint=hint)
    unread: list[Problem] = []
    for piece in writers.FORMATS[form](measure_paths(paths, keys, unread.append)):
        show_data(piece) if form == "json" else show(piece, newline=False)
    for problem in unread:
        report(f"error: {problem}")
    sys.exit(3 if unread else 0)

"""`frictionaudit measure`: the measures alone, as a table, JSON or CSV."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import get_args

import click

from frictionaudit.application.asked_for import known_measures
from frictionaudit.application.measure import burden
from frictionaudit.application.measure_paths import measure_paths
from frictionaudit.cli.terminal.arguments import PATHS, POOL, format_option, names_option, readings, sized
from frictionaudit.cli.terminal.output import report, show, show_as, show_data
from frictionaudit.errors import Problem
from frictionaudit.exports import measures as writers
from frictionaudit.results.burden import BurdenBy


@click.command()
@PATHS
@format_option(writers.FORMATS)
@names_option("--key", "keys", "KEY", "Print only these measures; several with commas.")
@click.option(
    "--by", type=click.Choice(get_args(BurdenBy)), help="Print where the time goes, by one of these, worst first."
)
@POOL
def command(paths: tuple[Path, ...], form: str, keys: tuple[str, ...], by: BurdenBy | None, pool: str | None) -> None:
    """Print the measures alone, as a table, JSON or CSV.

    A few measures take long on a large procedure. They are computed only if --key names them. With --by the command
    prints where the time of customers and staff goes instead: by step, party, channel or route, or what each loop
    costs. A loop costs what the procedure takes less once its return flow is closed.

    \b
    Example:
      frictionaudit measure processes --format csv
    """
    if by is not None and keys:
        raise click.UsageError("--by and --key print different tables: give one of them")
    known_measures(keys)
    if by is not None:
        from frictionaudit.exports import burden as burden_writers

        read = readings(paths, pool)
        show_as(form, burden_writers.FORMATS[form](burden(read, by), **sized(form)))
        sys.exit(3 if read.problems else 0)
    unread: list[Problem] = []
    for piece in writers.FORMATS[form](measure_paths(paths, keys, unread.append, pool), **sized(form)):
        show_data(piece) if form == "json" else show(piece, newline=False)
    for problem in unread:
        report(f"error: {problem}")
    sys.exit(3 if unread else 0)

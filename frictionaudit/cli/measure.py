"""`frictionaudit measure`: the measures alone, as a table, JSON or CSV."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from frictionaudit.analysis.measures import CATALOGUE
from frictionaudit.application.audit import measure
from frictionaudit.cli.terminal.arguments import PATHS, POOL, format_option, readings
from frictionaudit.cli.terminal.output import show_as
from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.errors import UsageError
from frictionaudit.exports import measures as writers


@click.command()
@PATHS
@format_option(writers.FORMATS)
@click.option("--key", "keys", multiple=True, metavar="KEY", help="Print only this measure; can be repeated.")
@POOL
def command(paths: tuple[Path, ...], form: str, keys: tuple[str, ...], pool: str | None) -> None:
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
    read = readings(paths, pool)
    show_as(form, writers.FORMATS[form](measure(read, keys)))
    sys.exit(3 if read.problems else 0)

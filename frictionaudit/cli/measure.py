"""`frictionaudit measure`: the measures alone, as a table, JSON or CSV."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from pathlib import Path

import click

from frictionaudit.analysis.measures import CATALOGUE
from frictionaudit.application.audit import measure
from frictionaudit.cli.common import PATHS, readings
from frictionaudit.errors import UsageError
from frictionaudit.exports import measures as writers


@click.command()
@PATHS
@click.option("--format", "form", type=click.Choice(list(writers.FORMATS)), default="text", show_default=True)
@click.option("--key", "keys", multiple=True, metavar="KEY", help="Only these measures, costly ones included.")
def command(paths: tuple[Path, ...], form: str, keys: tuple[str, ...]) -> None:
    """The measures alone, as a table, JSON or CSV.

    Costly measures (quadratic in the size of a procedure) are computed only where --key names them.
    """
    for key in keys:
        if key not in CATALOGUE:
            raise UsageError.of("unknown-measure", f"there is no measure '{key}'", hint=_near(key))
    read = readings(paths)
    click.echo(writers.FORMATS[form](measure(read, keys)), nl=False)
    sys.exit(3 if read.problems else 0)


def _near(key: str) -> str:
    near = get_close_matches(key, CATALOGUE, n=3)
    return f"did you mean {' or '.join(near)}?" if near else "`frictionaudit measure PAGE` lists them"

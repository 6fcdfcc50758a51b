"""`frictionaudit promise`: the time one can honestly publish."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from frictionaudit.application.simulate import promised
from frictionaudit.cli.common import PATHS, readings
from frictionaudit.exports import promises as writers


@click.command()
@PATHS
@click.option("--level", type=float, default=0.9, show_default=True, help="Share of cases to be done in time.")
@click.option("--margin", type=float, default=0.25, show_default=True, help="What to add, to do better than said.")
@click.option("--cases", type=int, default=20_000, show_default=True, help="How many cases to play.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Same seed, same bytes.")
@click.option("--format", "form", type=click.Choice(list(writers.FORMATS)), default="text", show_default=True)
def command(paths: tuple[Path, ...], level: float, margin: float, cases: int, seed: int, form: str) -> None:
    """The time one can honestly publish, and how often it would be beaten, met and broken.

    For each promise of a page and for the whole way: the percentile in working days, a margin, what the data
    behind it can claim, and what is missing.
    """
    read = readings(paths)
    click.echo(writers.FORMATS[form](promised(read.readings, cases, seed, level, margin)), nl=False)
    sys.exit(3 if read.problems else 0)

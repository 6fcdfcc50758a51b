"""`frictionaudit promise`: a time that the procedure can keep, to publish."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from frictionaudit.application.simulate import promised
from frictionaudit.cli.terminal.arguments import PATHS, WholeNumber, format_option, readings, width
from frictionaudit.cli.terminal.output import show_as
from frictionaudit.exports import promises as writers


@click.command()
@PATHS
@click.option(
    "--level",
    metavar="SHARE",
    type=float,
    default=0.9,
    show_default=True,
    help="Share of cases that must finish in time.",
)
@click.option(
    "--margin", metavar="SHARE", type=float, default=0.25, show_default=True, help="Safety margin added to the time."
)
@click.option("--cases", metavar="N", type=int, default=20_000, show_default=True, help="Number of cases to simulate.")
@click.option("--seed", metavar="N", type=WholeNumber(min=0), default=1, show_default=True, help="Random seed.")
@format_option(writers.FORMATS)
def command(paths: tuple[Path, ...], level: float, margin: float, cases: int, seed: int, form: str) -> None:
    """Find a time that you can publish, with a safety margin.

    The command answers for each promise on a page and for the whole procedure. It says how often you would beat, keep
    and break that time, and how far the data supports it.

    \b
    Example:
      frictionaudit promise page.yaml --level 0.9
    """
    read = readings(paths)
    advice = promised(read.readings, cases, seed, level, margin)
    show_as(form, writers.as_json(advice) if form == "json" else writers.text(advice, width()))
    sys.exit(3 if read.problems else 0)

"""`frictionaudit simulate`: many simulated cases give percentiles, outcomes and queues."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from frictionaudit.application.simulate import simulate_all
from frictionaudit.cli.terminal.arguments import PATHS, WholeNumber, format_option, readings, width
from frictionaudit.cli.terminal.output import progress_bar, show_as
from frictionaudit.exports import simulated as writers


@click.command()
@PATHS
@click.option("--cases", metavar="N", type=int, default=20_000, show_default=True, help="Number of cases to simulate.")
@click.option("--seed", metavar="N", type=WholeNumber(min=0), default=1, show_default=True, help="Random seed.")
@click.option("--queues", is_flag=True, help="Model queues: limited staff (`capacity`) in opening hours.")
@format_option(writers.FORMATS)
def command(paths: tuple[Path, ...], cases: int, seed: int, queues: bool, form: str) -> None:
    """Simulate many cases: percentiles, outcomes and queues.

    Each time is sampled from its range, its three points or its quantiles, and working time follows the calendar.
    Without --queues, cases wait as long as the page states. With --queues, cases arrive at random at the rate of the
    volume, and queue for staff.

    \b
    Example:
      frictionaudit simulate page.yaml --queues
    """
    read = readings(paths)
    with progress_bar() as progress:
        results = simulate_all(read.readings, cases, seed, queues, progress)
    show_as(form, writers.as_json(results) if form == "json" else writers.text(results, width()))
    sys.exit(3 if read.problems else 0)

"""`frictionaudit simulate`: play a procedure many times and tell percentiles, ends and queues."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from frictionaudit.application.simulate import simulate_all
from frictionaudit.cli.common import PATHS, readings
from frictionaudit.exports import simulated as writers


@click.command()
@PATHS
@click.option("--cases", type=int, help="How many cases to play.  [default: 100000; 20000 with --queues]")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Same seed, same bytes.")
@click.option("--queues", is_flag=True, help="Let cases queue for staff with a `capacity`, in opening hours.")
@click.option("--format", "form", type=click.Choice(list(writers.FORMATS)), default="text", show_default=True)
def command(paths: tuple[Path, ...], cases: int | None, seed: int, queues: bool, form: str) -> None:
    """Play a procedure many times: percentiles of time and effort, ends reached, promises kept.

    Every stated time is drawn from its range, its three points or its quantiles. Without --queues, waits are
    those that the page states; with it, cases arrive at random as the volume says and wait for one another.
    """
    read = readings(paths)
    number = cases if cases is not None else 20_000 if queues else 100_000
    found = simulate_all(read.readings, number, seed, queues, _progress if sys.stderr.isatty() else None)
    click.echo(writers.FORMATS[form](found), nl=False)
    sys.exit(3 if read.problems else 0)


def _progress(title: str, done: int, total: int) -> None:
    """One line that is written over, and wiped when all is done."""
    line = "" if done >= total else f"{title}: {done:,} of {total:,} cases"
    click.echo(f"\r\x1b[K{line}", nl=False, err=True)

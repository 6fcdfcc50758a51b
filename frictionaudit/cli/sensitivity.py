"""`frictionaudit sensitivity`: which assumed numbers move the result most."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from frictionaudit.analysis.sensitivity import sensitivity
from frictionaudit.application.audit import subjects
from frictionaudit.cli.common import PATHS, readings
from frictionaudit.exports import sensitivity as writers


@click.command()
@PATHS
@click.option("--format", "form", type=click.Choice(list(writers.FORMATS)), default="text", show_default=True)
def command(paths: tuple[Path, ...], form: str) -> None:
    """Which assumed numbers move the result most.

    Each number that the page calls assumed, and each share that nobody gave, is made a fifth less and a fifth more;
    shown is what that does to the hours of customers a year, or, without a volume, to their minutes in a case.
    """
    read = readings(paths)
    done = []
    for subject, reading in zip(subjects(one.procedure for one in read.readings), read.readings, strict=True):
        span = reading.span()
        done.append(sensitivity(subject).model_copy(update={"source": span.path if span else ""}))
    click.echo(writers.FORMATS[form](done), nl=False)
    sys.exit(3 if read.problems else 0)

"""`frictionaudit sensitivity`: what each number is worth, and which assumed ones move the result most."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from frictionaudit.analysis.sensitivity import sensitivity
from frictionaudit.application.audit import subjects
from frictionaudit.cli.terminal.arguments import PATHS, format_option, readings, sized
from frictionaudit.cli.terminal.output import show_as
from frictionaudit.exports import sensitivity as writers


@click.command()
@PATHS
@format_option(writers.FORMATS)
def command(paths: tuple[Path, ...], form: str) -> None:
    """Show which numbers move the result most.

    The command prints what a tenth less of each number saves: hours of customers and staff, money and days of
    waiting. It does so for stated, measured and assumed numbers. Those that nobody in the organisation controls are
    listed separately. Each assumed number and each missing share is also lowered and raised by a fifth.

    \b
    Example:
      frictionaudit sensitivity page.yaml
    """
    read = readings(paths)
    done = []
    for subject, reading in zip(subjects(reading.procedure for reading in read.readings), read.readings, strict=True):
        done.append(sensitivity(subject).model_copy(update={"source": reading.path}))
    show_as(form, writers.FORMATS[form](done, **sized(form)))
    sys.exit(3 if read.problems else 0)

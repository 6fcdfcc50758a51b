"""`frictionaudit lineage`: which data and documents an organisation asks customers for, and how often."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from frictionaudit.analysis.lineage import lineage
from frictionaudit.application.audit import subjects
from frictionaudit.cli.terminal.arguments import PATHS, format_option, readings
from frictionaudit.cli.terminal.output import show_as, show_document
from frictionaudit.exports import lineage as writers


@click.command()
@PATHS
@format_option(writers.FORMATS)
def command(paths: tuple[Path, ...], form: str) -> None:
    """Show which data and documents an organisation asks for, and how often.

    For each item the command lists the procedures that ask for it, who holds or issues it, and how often customers
    give it. The items that customers repeat most often come first. The format graph has nodes and edges to draw.

    \b
    Example:
      frictionaudit lineage processes
    """
    read = readings(paths)
    document = writers.FORMATS[form](lineage(subjects(reading.procedure for reading in read.readings)))
    if form == "html":
        show_document(form, document)
    else:
        show_as("json" if form == "graph" else form, document)
    sys.exit(3 if read.problems else 0)

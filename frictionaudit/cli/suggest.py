"""`frictionaudit suggest`: what could be simplified, each with the proof of what it brings."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.analysis.simplify.heuristics import HEURISTICS
from frictionaudit.application.suggest import suggest
from frictionaudit.cli.common import PATHS, readings
from frictionaudit.exports import suggestions


@click.command()
@PATHS
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--only", multiple=True, metavar="NAME", help="Only the ideas of this heuristic; several can be named.")
@click.option("--all", "everything", is_flag=True, help="Also minor gains, each change in words, and every measure that differs.")
def command(paths: tuple[Path, ...], form: str, only: tuple[str, ...], everything: bool) -> None:
    """Suggest simplifications, each with its effect and its trade-off.

    Nothing is estimated by rule of thumb: the changes are made on a copy, and the copy is measured again.
    """
    for name in only:
        if name not in HEURISTICS:
            raise click.UsageError(f"there is no heuristic '{name}'; there are: {', '.join(HEURISTICS)}")
    read = readings(paths)
    suggested = suggest(read, only)
    click.echo(suggestions.as_json(suggested) if form == "json" else suggestions.text(suggested, everything))
    raise SystemExit(3 if read.problems else 0)

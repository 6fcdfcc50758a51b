"""`frictionaudit suggest`: single simplifications, each with its proven effect."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.application.asked_for import known_heuristics
from frictionaudit.application.drawings.changed import change_drawn
from frictionaudit.application.suggest import SECONDS, suggest
from frictionaudit.cli.terminal.arguments import (
    PATHS,
    Number,
    WholeNumber,
    format_option,
    names_option,
    readings,
    width,
)
from frictionaudit.cli.terminal.output import show, show_as
from frictionaudit.exports import reports, suggestions


@click.command()
@PATHS
@format_option(("text", "json", "html"))
@names_option("--only", "only", "NAME", "Only ideas of these heuristics; several with commas.")
@click.option(
    "--ideas",
    metavar="N",
    type=WholeNumber(1),
    help="Maximum ideas to prove. By default, the size of the page sets it.",
)
@click.option(
    "--seconds",
    metavar="N",
    type=Number(0.1),
    default=SECONDS,
    show_default=True,
    help="Maximum time to prove the ideas of one procedure.",
)
@click.option("--all", "everything", is_flag=True, help="Print each change and every measure that differs.")
def command(
    paths: tuple[Path, ...], form: str, only: tuple[str, ...], ideas: int | None, seconds: float, everything: bool
) -> None:
    """Suggest single simplifications, each with its proven effect.

    The effect is proven, not estimated: the changes are applied to a copy, and the copy is measured again. Each
    suggestion also names its trade-off.

    \b
    Example:
      frictionaudit suggest page.yaml
    """
    known_heuristics(only)
    read = readings(paths)
    suggested = suggest(read, only, seconds, ideas)
    if form == "html":
        show(reports.suggestions(suggested, change_drawn), newline=False)
    else:
        show_as(
            form, suggestions.as_json(suggested) if form == "json" else suggestions.text(suggested, everything, width())
        )
    raise SystemExit(3 if read.problems else 0)

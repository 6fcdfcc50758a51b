"""`frictionaudit review show`: the agenda of a meeting."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.application.review.agenda import agenda
from frictionaudit.application.review.lookup import find
from frictionaudit.cli.reviewing.options import REVIEW
from frictionaudit.cli.terminal.arguments import STORE, format_option, width
from frictionaudit.cli.terminal.output import show_as
from frictionaudit.exports.review import agenda as writer
from frictionaudit.policy.file.discovery import today
from frictionaudit.store import EventStore, Reviews


@click.command()
@REVIEW
@format_option()
@click.option("--all", "everything", is_flag=True, help="Show all findings and suggestions.")
@STORE
def command(review: str | None, form: str, everything: bool, store: Path) -> None:
    """Show a review as an agenda: open points first, then the findings, the worst first.

    \b
    Example:
      frictionaudit review show return-a-product-1
    """
    with EventStore.open(store) as opened:
        shown = agenda(opened, find(Reviews(opened), review), today())
    show_as(form, writer.as_json(shown) if form == "json" else writer.text(shown, width(), everything))

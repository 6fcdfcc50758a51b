"""`frictionaudit review list`: all reviews, a line each."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.application.review.agenda import agenda
from frictionaudit.cli.terminal.arguments import STORE, format_option
from frictionaudit.cli.terminal.output import show_as
from frictionaudit.exports.review import agenda as writer
from frictionaudit.policy.file.discovery import today
from frictionaudit.store import EventStore, Reviews


@click.command()
@format_option()
@STORE
def command(form: str, store: Path) -> None:
    """List the reviews.

    \b
    Example:
      frictionaudit review list
    """
    with EventStore.open(store) as opened:
        reviews = Reviews(opened)
        listed = [agenda(opened, reviews.get(id), today()) for id in reviews.ids()]
    show_as(form, writer.contents_as_json(listed) if form == "json" else writer.contents(listed))

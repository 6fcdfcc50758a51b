"""`frictionaudit review reopen`: a closed review goes on."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.application import history
from frictionaudit.application.author import author_or_git_user
from frictionaudit.application.review.agenda import agenda
from frictionaudit.application.review.lookup import find
from frictionaudit.application.review.note import Moment, reopen
from frictionaudit.cli.reviewing.options import BY, SEEN
from frictionaudit.cli.terminal.arguments import STORE, format_option
from frictionaudit.cli.terminal.output import show, show_as
from frictionaudit.exports.review import agenda as writer
from frictionaudit.policy.file.discovery import today
from frictionaudit.store import EventStore, Reviews


@click.command()
@click.argument("review")
@click.option("--reason", required=True, help="Reason, which is recorded.")
@BY
@SEEN
@format_option()
@STORE
def command(review: str, reason: str, by: str | None, seen: int | None, form: str, store: Path) -> None:
    """Open a closed review again.

    \b
    Example:
      frictionaudit review reopen return-a-product-1 --reason "the union asked"
    """
    author = author_or_git_user(by)
    with EventStore.open(store) as opened:
        moment = Moment(history.now(), today(), seen)
        state = reopen(opened, find(Reviews(opened), review).id, author, reason, moment)
        shown = agenda(opened, state, today())
    if form == "json":
        show_as(form, writer.as_json(shown))
        return
    show(f"reopened review {state.id}")

"""`frictionaudit review verify`: did it bring what was predicted."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.application import history
from frictionaudit.application.audit_options import audit_options
from frictionaudit.application.author import author_or_git_user
from frictionaudit.application.review.agenda import agenda
from frictionaudit.application.review.lookup import find
from frictionaudit.application.review.note import Moment
from frictionaudit.application.review.verify import verify
from frictionaudit.cli.reviewing.options import BY, FILE, SEEN
from frictionaudit.cli.terminal.arguments import STORE, format_option, width
from frictionaudit.cli.terminal.output import show_as
from frictionaudit.cli.terminal.settings_options import CONFIG, in_force
from frictionaudit.exports.review import agenda as writer
from frictionaudit.exports.review import verified
from frictionaudit.policy.file.discovery import today
from frictionaudit.store import EventStore, Reviews


@click.command()
@click.argument("review")
@click.argument("page", required=False, type=FILE)
@BY
@SEEN
@format_option()
@CONFIG
@STORE
def command(
    review: str, page: Path | None, by: str | None, seen: int | None, form: str, config: Path | None, store: Path
) -> None:
    """Compare predicted with measured effects.

    PAGE holds the numbers that were measured since; it is recorded first. Without it the last recorded version counts.
    Each suggestion is verified by the method that was chosen when it was accepted.

    \b
    Example:
      frictionaudit review verify return-a-product-1 page.yaml
    """
    author = author_or_git_user(by)
    options = audit_options(in_force(config, {}).settings, today())
    with EventStore.open(store) as opened:
        moment = Moment(history.now(), today(), seen)
        state = verify(opened, find(Reviews(opened), review).id, page, author, options, moment)
        shown = agenda(opened, state, today())
    show_as(form, writer.as_json(shown) if form == "json" else verified.text(state, width()))

"""`frictionaudit review assign`: who does what by when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from frictionaudit.application import history
from frictionaudit.application.author import author_or_git_user
from frictionaudit.application.review.agenda import agenda
from frictionaudit.application.review.lookup import find
from frictionaudit.application.review.note import Moment, assign, done
from frictionaudit.cli.reviewing.options import BY, DAY, SEEN
from frictionaudit.cli.terminal.arguments import STORE, format_option
from frictionaudit.cli.terminal.output import show, show_as
from frictionaudit.exports.review import agenda as writer
from frictionaudit.policy.file.discovery import today
from frictionaudit.store import EventStore, Reviews


@click.command()
@click.argument("review")
@click.argument("text", required=False)
@click.option("--to", metavar="NAME", help="The person who does it.")
@click.option("--due", type=DAY, metavar="DAY", help="The last day for it.")
@click.option("--for", "item", default="", metavar="ITEM", help="The finding or suggestion that it is for.")
@click.option("--done", "action", metavar="ACTION", help="Report this action done, such as A1.")
@click.option("--note", default="", metavar="TEXT", help="Result of the action that is done.")
@BY
@SEEN
@format_option()
@STORE
def command(
    review: str,
    text: str | None,
    to: str | None,
    due: date | None,
    item: str,
    action: str | None,
    note: str,
    by: str | None,
    seen: int | None,
    form: str,
    store: Path,
) -> None:
    """Give an action to a person, or report it done.

    \b
    Example:
      frictionaudit review assign return-a-product-1 "Order scanners" --to "Ben Mori" --due 2027-03-31
    """
    author = author_or_git_user(by)
    if action is None and (text is None or to is None or due is None):
        raise click.UsageError("an action needs a text, --to and --due; or report one with --done")
    with EventStore.open(store) as opened:
        id = find(Reviews(opened), review).id
        moment = Moment(history.now(), today(), seen)
        if action is not None:
            state = done(opened, id, action.upper(), author, moment, note)
            told = f"{action.upper()} is done"
        else:
            assert text is not None
            assert to is not None
            assert due is not None
            state = assign(opened, id, text, to, due, author, moment, item.upper())
            given = max(state.actions, key=lambda one: int(one.id[1:]))
            told = f"{given.id}: {given.to} has until {given.due}: {given.text}"
        shown = agenda(opened, state, today())
    if form == "json":
        show_as(form, writer.as_json(shown))
    else:
        show(told)

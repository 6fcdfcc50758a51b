"""`frictionaudit review tell`: the people at the front line speak first."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.application import history
from frictionaudit.application.author import author_or_git_user
from frictionaudit.application.review.agenda import agenda
from frictionaudit.application.review.lookup import find
from frictionaudit.application.review.note import Moment, tell
from frictionaudit.cli.reviewing.options import BY, SEEN
from frictionaudit.cli.terminal.arguments import STORE, format_option
from frictionaudit.cli.terminal.output import show, show_as
from frictionaudit.exports.review import agenda as writer
from frictionaudit.policy.file.discovery import today
from frictionaudit.store import EventStore, Reviews


@click.command()
@click.argument("review")
@click.argument("step")
@click.argument("text")
@BY
@SEEN
@format_option()
@STORE
def command(review: str, step: str, text: str, by: str | None, seen: int | None, form: str, store: Path) -> None:
    """Record what somebody experiences at a step.

    STEP is the id of a step of the procedure.

    \b
    Example:
      frictionaudit review tell return-a-product-1 find-parcel "we open ten cages for one parcel" --by "Ola Berg"
    """
    author = author_or_git_user(by)
    with EventStore.open(store) as opened:
        moment = Moment(history.now(), today(), seen)
        state = tell(opened, find(Reviews(opened), review).id, step, text, author, moment)
        shown = agenda(opened, state, today())
    if form == "json":
        show_as(form, writer.as_json(shown))
    else:
        show(f"recorded what {author} told about '{shown.step_names[step]}'")

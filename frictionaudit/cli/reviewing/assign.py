"""`frictionaudit review assign`: who does what by when."""

from __future__ import annotations

from datetime import date

import click

from frictionaudit.application.review.note import Assignment, assign, done
from frictionaudit.cli.reviewing.options import DAY
from frictionaudit.cli.reviewing.speaker import Speaker, with_speaker
from frictionaudit.results.review import Agenda


@click.command()
@click.argument("review")
@click.argument("text", required=False)
@click.option("--to", metavar="NAME", help="The person who does it.")
@click.option("--due", type=DAY, metavar="DAY", help="The last day for it.")
@click.option("--for", "item", default="", metavar="ITEM", help="The finding or suggestion that it is for.")
@click.option("--done", "action", metavar="ACTION", help="Report this action done, such as A1.")
@click.option("--note", default="", metavar="TEXT", help="Result of the action that is done.")
@with_speaker
def command(
    speaker: Speaker,
    text: str | None,
    to: str | None,
    due: date | None,
    item: str,
    action: str | None,
    note: str,
) -> None:
    """Give an action to a person, or report it done.

    \b
    Example:
      frictionaudit review assign return-a-product-1 "Order scanners" --to "Ben Mori" --due 2027-03-31
    """
    if action is not None:
        id = action.upper()
        speaker.says(
            lambda opened, one, author, moment: done(opened, one, author, moment, id, note),
            lambda _: f"{id} is done",
        )
        return
    if text is None or to is None or due is None:
        raise click.UsageError("an action needs a text, --to and --due; or report one with --done")
    given = Assignment(text, to, due, item.upper())
    speaker.says(lambda opened, one, author, moment: assign(opened, one, author, moment, given), _assigned)


def _assigned(shown: Agenda) -> str:
    last = max(shown.review.actions, key=lambda one: int(one.id[1:]))
    return f"{last.id}: {last.to} has until {last.due}: {last.text}"

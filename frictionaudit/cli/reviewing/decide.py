"""`frictionaudit review decide`: a decision, and with an accepted suggestion a version of the design."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from frictionaudit.application import history
from frictionaudit.application.author import author_or_git_user
from frictionaudit.application.review.agenda import agenda
from frictionaudit.application.review.decide import VERBS, Decision, decide
from frictionaudit.application.review.lookup import find
from frictionaudit.application.review.lookup import item as item_of
from frictionaudit.cli.reviewing.options import BY, DAY, SEEN
from frictionaudit.cli.terminal.arguments import STORE, format_option
from frictionaudit.cli.terminal.output import show, show_as
from frictionaudit.exports.review import agenda as writer
from frictionaudit.exports.review import decided
from frictionaudit.policy.file.discovery import today
from frictionaudit.store import EventStore, Reviews


@click.command()
@click.argument("review")
@click.argument("item")
@click.argument("decision", type=click.Choice(VERBS))
@click.option("--reason", default="", help="Why; needed for all but an accepted finding and a vote.")
@click.option("--until", type=DAY, metavar="DAY", help="Last day of a waiver, or day to look at it again.")
@click.option("--choice", type=click.Choice(["yes", "no", "abstain"]), default="yes", help="The vote.")
@click.option("--verify-by", "method", metavar="METHOD", help="How it will be verified.  [default: before-and-after]")
@click.option("--verify-on", type=DAY, metavar="DAY", help="When it will be verified.  [default: when data suffice]")
@BY
@SEEN
@format_option()
@STORE
def command(
    review: str,
    item: str,
    decision: Any,
    reason: str,
    until: date | None,
    choice: Any,
    method: str | None,
    verify_on: date | None,
    by: str | None,
    seen: int | None,
    form: str,
    store: Path,
) -> None:
    """Decide on a finding or a suggestion.

    ITEM is a finding (F1, or its rule) or a suggestion (S1). An accepted suggestion becomes the next version of the
    design in the same moment. Votes are hidden until somebody reveals them.

    \b
    Example:
      frictionaudit review decide return-a-product-1 S1 accept --reason "people look there first"
    """
    author = author_or_git_user(by)
    with EventStore.open(store) as opened:
        state = find(Reviews(opened), review)
        made = Decision(item_of(state, item), decision, author, reason, until, choice, method, verify_on)
        done = decide(opened, state.id, made, history.now(), today(), seen)
        shown = agenda(opened, done.state, today())
    if form == "json":
        show_as(form, writer.as_json(shown))
        return
    for line in decided.lines(done.state, made.item):
        show(line)


"""`frictionaudit review decide`: a decision, and with an accepted suggestion a version of the design."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from frictionaudit.application import history
from frictionaudit.application.audit_options import audit_options
from frictionaudit.application.author import author_or_git_user
from frictionaudit.application.review.agenda import agenda
from frictionaudit.application.review.decide import VERBS, Decision, decide
from frictionaudit.application.review.lookup import find
from frictionaudit.application.review.lookup import item as item_of
from frictionaudit.application.review.note import Moment
from frictionaudit.application.review.propose import Proposal, propose
from frictionaudit.cli.reviewing.options import BY, DAY, FILE, SEEN
from frictionaudit.cli.terminal.arguments import STORE, format_option
from frictionaudit.cli.terminal.output import report, show, show_as
from frictionaudit.cli.terminal.settings_options import CONFIG, in_force
from frictionaudit.exports.review import agenda as writer
from frictionaudit.exports.review import decided
from frictionaudit.policy.file.discovery import today
from frictionaudit.store import EventStore, Reviews


@click.command()
@click.argument("review")
@click.argument("item")
@click.argument("decision", type=click.Choice([*VERBS, "propose"]))
@click.option("--reason", default="", help="Reason; needed for all but an accepted finding and a vote.")
@click.option("--until", type=DAY, metavar="DAY", help="Last day of a waiver, or day to look at it again.")
@click.option("--choice", type=click.Choice(["yes", "no", "abstain"]), default="yes", help="The vote.")
@click.option("--verify-by", "method", metavar="METHOD", help="How it will be verified.  [default: before-and-after]")
@click.option("--verify-on", type=DAY, metavar="DAY", help="When it will be verified.  [default: when data suffice]")
@click.option("--title", default="", metavar="TEXT", help="Title of a proposed alternative.")
@click.option(
    "--suggestion", "parts", multiple=True, metavar="ITEM", help="A part of the alternative; can be repeated."
)
@click.option("--changes", type=FILE, metavar="FILE", help="File with changes of a proposed alternative.")
@BY
@SEEN
@format_option()
@CONFIG
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
    title: str,
    parts: tuple[str, ...],
    changes: Path | None,
    by: str | None,
    seen: int | None,
    form: str,
    config: Path | None,
    store: Path,
) -> None:
    """Decide on a finding or a suggestion.

    ITEM is a finding (F1, or its rule) or a suggestion (S1). An accepted suggestion becomes the next version of the
    design in the same moment. Votes are hidden until somebody reveals them. `propose` adds another answer to a finding,
    made of suggestions and of changes in a file; all answers to it are then compared.

    \b
    Example:
      frictionaudit review decide return-a-product-1 S1 accept --reason "people look there first"
    """
    author = author_or_git_user(by)
    options = audit_options(in_force(config, {}).settings, today())
    with EventStore.open(store) as opened:
        state = find(Reviews(opened), review)
        id, pages = item_of(state, item), tuple[str, ...]()
        moment = Moment(history.now(), today(), seen)
        if decision == "propose":
            state = propose(opened, state.id, Proposal(id, title, parts, changes), author, moment)
        else:
            made = Decision(id, decision, author, reason, until, choice, method, verify_on)
            done = decide(opened, state.id, made, options, moment)
            state, pages = done.state, done.pages
        shown = agenda(opened, state, today())
    if form == "json":
        show_as(form, writer.as_json(shown))
        for line in pages:
            report(line)
        return
    for line in decided.alternatives(state, id) if decision == "propose" else decided.lines(state, id):
        show(line)
    for line in pages:
        show(line)

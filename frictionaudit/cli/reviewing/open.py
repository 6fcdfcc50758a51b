"""`frictionaudit review open`: a page is audited, and everything found is on the agenda."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.application import history
from frictionaudit.application.audit_options import audit_options
from frictionaudit.application.review.agenda import agenda
from frictionaudit.application.review.open import Occasion, open_review
from frictionaudit.cli.terminal.arguments import STORE, format_option
from frictionaudit.cli.terminal.output import show, show_as
from frictionaudit.cli.terminal.settings_options import CONFIG, in_force
from frictionaudit.domain.quantities.format import count
from frictionaudit.exports.review import agenda as writer
from frictionaudit.policy.file.discovery import today
from frictionaudit.store import EventStore


@click.command()
@click.argument("page")
@click.option("--owner", required=True, metavar="NAME", help="The person who answers for the review.")
@click.option("--with", "people", multiple=True, metavar="NAME", help="Somebody who takes part; can be repeated.")
@click.option("--trigger", default="", metavar="TEXT", help="The event that triggered the review.")
@format_option()
@CONFIG
@STORE
def command(
    page: str, owner: str, people: tuple[str, ...], trigger: str, form: str, config: Path | None, store: Path
) -> None:
    """Open a review of a page: audit it, and put what was found on the agenda.

    PAGE is a page, or the id of a recorded design. A page that is not recorded yet becomes version 1.

    \b
    Example:
      frictionaudit review open page.yaml --owner "Ann Lee" --with "Ben Mori"
    """
    options = audit_options(in_force(config, {}).settings, today())
    occasion = Occasion(owner, people, trigger)
    with EventStore.open(store) as opened:
        done = open_review(page, occasion, opened, options, history.now(), today())
        if form == "json":
            show_as(form, writer.as_json(agenda(opened, done.state, today())))
            return
    state = done.state
    if done.recorded:
        show(f"{state.opening.procedure}: recorded as version {done.version}")
    show(
        f"opened review {state.id} on version {done.version}, owner {state.opening.owner}: "
        f"{count(len(state.findings), 'finding')} and {count(len(state.suggestions), 'suggestion')}"
    )
    show(f"`frictionaudit review show {state.id}` shows the agenda")

"""`frictionaudit explain`: what a rule, measure, heuristic, page key or kind of change means."""

from __future__ import annotations

import click

from frictionaudit.application.explain import explain
from frictionaudit.cli.terminal.arguments import WHOLE_LINES, width
from frictionaudit.cli.terminal.output import show
from frictionaudit.exports.wording.tables import fitted


@click.command()
@click.argument("name")
def command(name: str) -> None:
    """Explain a rule, measure, heuristic, page key or kind of change.

    NAME is a rule's code or name, a measure, a heuristic, a key of a page, or a kind of change. If several things have
    the name, the command explains each. `Step.wait` names the key of one part of a page.

    \b
    Example:
      frictionaudit explain FA301
    """
    show(fitted(explain(name), width(WHOLE_LINES)))

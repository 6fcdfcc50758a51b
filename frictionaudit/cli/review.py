"""`frictionaudit review`: carries an audit into a meeting and back, and checks later what it brought."""

from __future__ import annotations

from importlib import import_module

import click

COMMANDS = {
    "open": "Open a review of a page: audit it, and put what was found on the agenda.",
    "list": "List the reviews.",
    "show": "Show a review as an agenda: open points first, then the worst finding.",
    "tell": "Record what somebody experiences at a step.",
    "decide": "Decide on a finding or a suggestion.",
    "assign": "Give an action to a person, or report it done.",
    "verify": "Compare predicted with measured effects.",
    "minutes": "Write the minutes as an A3 report of two pages.",
    "close": "Close a review.",
    "reopen": "Open a closed review again.",
}
"""Each command with its line of help; `reviewing/` has its module."""


class ReviewGroup(click.Group):
    """A group that imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        found: click.Command = import_module(f"frictionaudit.cli.reviewing.{name}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=ReviewGroup)
def command() -> None:
    """Review a procedure: decide, record and verify improvements.

    A review is named by its id, by its procedure, or by its page. Without a name it is the only open one.

    \b
    Example:
      frictionaudit review open page.yaml --owner "Ann Lee"
    """

"""`frictionaudit review`: carries an audit into a meeting and back, and checks later what it brought."""

from __future__ import annotations

import click

from frictionaudit.cli.terminal.lazy_group import LazyGroup

COMMANDS = {
    "open": "Open a review of a page: audit it, and put what was found on the agenda.",
    "list": "List the reviews.",
    "show": "Show a review as an agenda: open points first, then the findings, the worst first.",
    "tell": "Record what somebody experiences at a step.",
    "decide": "Decide on a finding or a suggestion.",
    "assign": "Give an action to a person, or report it done.",
    "verify": "Compare predicted with measured effects.",
    "minutes": "Write the minutes as an A3 report of two pages.",
    "close": "Close a review.",
    "reopen": "Open a closed review again.",
}
"""Each command with its line of help; `reviewing/` has its module."""


@click.group(cls=LazyGroup, package="frictionaudit.cli.reviewing", commands_of=COMMANDS)
def command() -> None:
    """Review a procedure: decide, record and verify improvements.

    A review is named by its id, by its procedure, or by its page. Without a name, the command takes the
    one review that is open.

    \b
    Example:
      frictionaudit review open page.yaml --owner "Ann Lee"
    """

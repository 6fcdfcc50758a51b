"""The command line: a table of commands, each loaded when it is called."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

import click

from frictionaudit.errors import FrictionauditError
from frictionaudit.version import __version__

COMMANDS = {
    "new": "Start a folder with a commented example page.",
    "audit": "Measure procedures, and report what wears people out in them.",
    "measure": "The measures alone, as a table, JSON or CSV.",
    "profile": "The same pages as another method counts them.",
    "simulate": "Play a procedure many times: percentiles, ends, queues.",
    "promise": "The time one can honestly publish, with its margin.",
    "sensitivity": "Which assumed numbers move the result most.",
    "suggest": "Say what could be simplified, each with proof of what it brings.",
    "plan": "Find the best simplifications together, under your limits.",
    "whatif": "What the changes of a file, or single values, would do.",
    "explain": "Why a rule exists, what a measure counts, what a simplification changes.",
    "rules": "List all rules.",
    "packs": "Print what the packs hold: limits, duties, standard figures.",
    "record": "Put a page's changes into its design history, with a reason.",
    "history": "Tell how a procedure's design came to be what it is.",
    "show": "Print a procedure as a page, at any time of its history.",
    "diff": "What changed between two pages or versions, and what that does.",
    "convert": "Turn a service table into a page.",
    "config": "Check the settings in force, or print them with where each was made.",
    "schema": "Print the JSON Schema of a page, for editors.",
}
"""Command name and its line of help; the module of the same name holds the command."""


class LazyGroup(click.Group):
    """A group that imports a command only when it is called, so that --help loads no heavy library."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"frictionaudit.cli.{name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else " `frictionaudit --help` lists them."
            ctx.fail(f"There is no command '{args[0]}'.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="frictionaudit %(version)s")
def group() -> None:
    """Audits what a procedure asks of people: steps, forms, hand-offs, waits, minutes and money.

    Exit status: 0 nothing found at or above --fail-on, 1 findings, 2 wrong use, 3 input that could not be read.
    """


def main() -> None:
    """Run a command; whatever the user can mend is told in a line each, without a traceback."""
    gc.set_threshold(100_000, 20, 50)  # a command makes many values and few circles: look for those less often
    try:
        group.main(prog_name="frictionaudit", standalone_mode=True)
    except FrictionauditError as error:
        for problem in error.problems:
            click.echo(f"error: {problem}", err=True)
        sys.exit(error.exit_status)
    except BrokenPipeError:  # the reader, `head` for one, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)

"""The command line: a table of commands, each loaded when it is called."""

from __future__ import annotations

import gc
import sys

import click

from frictionaudit import __version__
from frictionaudit.cli.terminal.boundary import run
from frictionaudit.cli.terminal.lazy_group import LazyGroup

COMMANDS = {
    "new": "Start a folder with a commented example page.",
    "audit": "Measure procedures and report where they wear people out.",
    "measure": "Print the measures alone, as a table, JSON or CSV.",
    "profile": "Count the burden as another method counts it.",
    "simulate": "Simulate many cases: percentiles, outcomes and queues.",
    "promise": "Find a time that you can publish, with a safety margin.",
    "sensitivity": "Show which numbers move the result most.",
    "lineage": "Show which data and documents an organisation asks for, and how often.",
    "suggest": "Suggest single simplifications, each with its proven effect.",
    "plan": "Find the best combination of simplifications.",
    "whatif": "Show what a set of changes would do, before you make them.",
    "explain": "Explain a rule, measure, heuristic, page key or kind of change.",
    "rules": "List all rules.",
    "packs": "List legal limits, duties and standard figures.",
    "record": "Record a page's changes in its design history, with a reason.",
    "history": "Show who changed a procedure's design, when and why.",
    "show": "Print a procedure as a page, as it is now or as it was.",
    "review": "Review a procedure: decide, record and verify improvements.",
    "store": "Check, move or export the history, and erase names from it.",
    "diff": "Show how two pages or versions differ, and the effect.",
    "draw": "Draw a procedure with lanes, or tell its flow in words.",
    "walk": "Go through a procedure as its customer.",
    "publish": "Write customer pages for a website.",
    "convert": "Turn a table, lines of text or a drawing into a page, or a page into a table or lines.",
    "config": "Check the settings in force, or print each with its origin.",
    "schema": "Print the JSON Schema of a page, for editors.",
}
"""Each command with its line of help, the first line of its docstring; the module of the same name holds it."""


@click.group(
    cls=LazyGroup,
    package="frictionaudit.cli",
    commands_of=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of an error.")
@click.version_option(__version__, "-V", "--version", message="frictionaudit %(version)s")
def group() -> None:
    """Audit what a procedure asks of people: steps, forms, hand-offs, waits, minutes and money.

    Findings go to stdout, messages to stderr. `-` stands for a page on stdin.

    \b
    Exit status:
      0  no finding at or above --fail-on
      1  findings
      2  wrong use
      3  input that could not be read, or output that could not be written
      70 a fault of the program: report it

    \b
    Example:
      frictionaudit audit processes
    """


def main() -> None:
    """Run the command of the command line, and leave with its exit status."""
    gc.set_threshold(100_000, 20, 50)  # a command makes many values and few cycles: collect less often
    sys.exit(run(group, sys.argv[1:]))

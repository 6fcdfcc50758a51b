"""`frictionaudit rules`: the list of all rules."""

from __future__ import annotations

import json

import click

from frictionaudit.analysis.rules import RULES
from frictionaudit.cli.terminal.arguments import format_option
from frictionaudit.cli.terminal.output import report, show, show_data


@click.command()
@format_option()
def command(form: str) -> None:
    """List all rules.

    Each line has the code, the name, the level, the element of care, and what the rule flags.

    \b
    Example:
      frictionaudit rules
    """
    infos = [rule.info() for rule in RULES.values()]
    if form == "json":
        rows = [info.model_dump(include={"code", "name", "level", "element", "title"}) for info in infos]
        show_data(json.dumps(rows, ensure_ascii=False, indent=2), newline=True)
        return
    for info in infos:
        show(f"{info.code}  {info.name:<22} {info.level:<8} {info.element:<11} {info.title}")
    report(f"\n{len(infos)} rules; `frictionaudit explain CODE` explains one of them.")

"""`frictionaudit rules`: the list of all rules."""

from __future__ import annotations

import json

import click

from frictionaudit.analysis.rules import RULES
from frictionaudit.cli.terminal.arguments import WHOLE_LINES, format_option, width
from frictionaudit.cli.terminal.output import report, show, show_data
from frictionaudit.exports.wording.tables import beside


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
    longest = max(len(info.name) for info in infos)
    for info in infos:
        label = f"{info.code}  {info.name:<{longest}}  {info.level:<8} {info.element:<11} "
        for line in beside(label, info.title, width(WHOLE_LINES)):
            show(line)
    of_gaps = sum(rule.completeness for rule in RULES.values())
    report(
        f"\n{len(infos)} rules; `frictionaudit explain CODE` explains one of them. An audit runs "
        f"{len(infos) - of_gaps}: the other {of_gaps} report what a page leaves out, and run if you --select them."
    )

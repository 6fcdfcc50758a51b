"""`frictionaudit rules`: the list of all rules."""

from __future__ import annotations

import json

import click

from frictionaudit.analysis.rules import RULES


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(form: str) -> None:
    """List all rules: code, name, level, element of care, and what they flag."""
    infos = [rule.info() for rule in RULES.values()]
    if form == "json":
        listed = [info.model_dump(include={"code", "name", "level", "element", "title"}) for info in infos]
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    for info in infos:
        click.echo(f"{info.code}  {info.name:<22} {info.level:<8} {info.element:<11} {info.title}")
    click.echo(f"\n{len(infos)} rules; `frictionaudit explain CODE` says why one exists.", err=True)

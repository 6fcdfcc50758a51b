"""`frictionaudit diff`: what changed between two pages or versions, and what that does."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.application.audit_options import audit_options
from frictionaudit.application.compare import compare
from frictionaudit.application.history import resolve
from frictionaudit.cli.common import STORE
from frictionaudit.cli.settings_options import CONFIG, in_force
from frictionaudit.exports import comparison
from frictionaudit.policy.file.discovery import today


@click.command()
@click.argument("a")
@click.argument("b")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@CONFIG
@STORE
def command(a: str, b: str, form: str, config: Path | None, store: Path) -> None:
    """What changed between A and B, in words and in measures.

    A and B are pages, or ID, ID@VERSION or ID@DATE from the history. Findings are those of the rules that the settings
    choose.
    """
    options = audit_options(in_force(config, {}).settings, today())
    done = compare(resolve(a, store).procedure, resolve(b, store).procedure, options)
    click.echo((comparison.as_json if form == "json" else comparison.text)(done, a, b))

"""`frictionaudit diff`: how two pages or versions differ, and what that does to the measures."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.application.audit_options import audit_options
from frictionaudit.application.compare import compare
from frictionaudit.application.history import resolve
from frictionaudit.cli.terminal.arguments import STORE, format_option, width
from frictionaudit.cli.terminal.output import show_as
from frictionaudit.cli.terminal.settings_options import CONFIG, in_force
from frictionaudit.exports import comparison
from frictionaudit.policy.file.discovery import today


@click.command()
@click.argument("a")
@click.argument("b")
@format_option(comparison.FORMATS)
@CONFIG
@STORE
def command(a: str, b: str, form: str, config: Path | None, store: Path) -> None:
    """Show how two pages or versions differ, and the effect.

    A and B are pages, or recorded designs: ID, ID@VERSION or ID@DATE. The settings decide which rules run.

    \b
    Example:
      frictionaudit diff page.yaml improved/page.yaml
    """
    options = audit_options(in_force(config, {}).settings, today())
    before, after = resolve(a, store).procedure, resolve(b, store).procedure
    done = compare(before, after, options, drawn=form in comparison.DRAWN)
    show_as(form, comparison.write(form, done, a, b, width()))

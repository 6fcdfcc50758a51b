"""`frictionaudit whatif`: the effect of changes before anyone makes them."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.application.audit_options import audit_options
from frictionaudit.application.compare import compare
from frictionaudit.application.history import resolve
from frictionaudit.cli.terminal.arguments import IGNORE_CONFLICTS, STORE, format_option
from frictionaudit.cli.terminal.output import show_as
from frictionaudit.cli.terminal.settings_options import CONFIG, in_force
from frictionaudit.exports import comparison
from frictionaudit.policy.file.discovery import today
from frictionaudit.sources import assignment, change_file


@click.command()
@click.argument("page")
@click.argument("changes", required=False, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--set", "settings", multiple=True, metavar="PLACE=VALUE", help="Set one value, such as steps.check.effort.work=4m."
)
@IGNORE_CONFLICTS
@format_option()
@CONFIG
@STORE
def command(
    page: str,
    changes: Path | None,
    settings: tuple[str, ...],
    ignore_conflicts: bool,
    form: str,
    config: Path | None,
    store: Path,
) -> None:
    """Show what a set of changes would do, before you make them.

    PAGE is a page, or a recorded design: ID, ID@VERSION or ID@DATE. CHANGES is a file that `plan` or you have
    written. The settings decide which rules run. Your files stay as they are.

    \b
    Example:
      frictionaudit whatif page.yaml --set steps.check.effort.work=4m
    """
    if changes is None and not settings:
        raise click.UsageError("nothing to try: name a file of changes, or a value with --set")
    before = resolve(page, store).procedure
    after = before
    if changes is not None:
        after = change_file.read(changes).fit(after, ignore_conflicts)
    for text in settings:
        after = assignment.assign(after, text)
    done = compare(before, after, audit_options(in_force(config, {}).settings, today()))
    show_as(form, (comparison.as_json if form == "json" else comparison.text)(done, "now", "then"))

"""`frictionaudit whatif`: what changes would do, before anybody makes them."""

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
from frictionaudit.sources import assignment, change_file


@click.command()
@click.argument("page")
@click.argument("changes", required=False, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--set", "settings", multiple=True, metavar="PLACE=VALUE", help="One value, as steps.check.effort.work=4m."
)
@click.option(
    "--ignore-conflicts", is_flag=True, help="Make the changes also where the page has changed since they were written."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
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
    """What the changes of a file, or single values, would do to a procedure's measures and findings.

    PAGE is a page, or ID, ID@VERSION or ID@DATE from the history. Findings are those of the rules that the settings
    choose. Nothing is written.
    """
    if changes is None and not settings:
        raise click.UsageError("name a file of changes, or a value with --set")
    before = resolve(page, store).procedure
    after = before
    if changes is not None:
        after = change_file.read(changes).fit(after, ignore_conflicts)
    for text in settings:
        after = assignment.assign(after, text)
    done = compare(before, after, audit_options(in_force(config, {}).settings, today()))
    click.echo((comparison.as_json if form == "json" else comparison.text)(done, "now", "then"))

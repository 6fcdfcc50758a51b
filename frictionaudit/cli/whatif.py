"""`frictionaudit whatif`: the effect of changes before anyone makes them."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.application.audit_options import audit_options
from frictionaudit.application.compare import compare
from frictionaudit.application.compare_queues import compare_queues
from frictionaudit.application.history import resolve
from frictionaudit.cli.terminal.arguments import IGNORE_CONFLICTS, STORE, WholeNumber, format_option
from frictionaudit.cli.terminal.output import report, show_as
from frictionaudit.cli.terminal.settings_options import CONFIG, in_force
from frictionaudit.exports import comparison
from frictionaudit.exports.staffing import text as staffing_text
from frictionaudit.policy.file.discovery import today
from frictionaudit.sources import assignment, change_file
from frictionaudit.sources.rebalance import rebalanced


@click.command()
@click.argument("page")
@click.argument("changes", required=False, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--set", "settings", multiple=True, metavar="PLACE=VALUE", help="Set one value, such as steps.check.effort.work=4m."
)
@click.option("--queues", is_flag=True, help="Simulate the queues before and after: waits, give-ups, staff cost.")
@click.option(
    "--cases", metavar="N", type=int, default=20_000, show_default=True, help="Cases to simulate with --queues."
)
@click.option(
    "--seed", metavar="N", type=WholeNumber(min=0), default=1, show_default=True, help="Random seed for --queues."
)
@IGNORE_CONFLICTS
@format_option(comparison.FORMATS)
@CONFIG
@STORE
def command(
    page: str,
    changes: Path | None,
    settings: tuple[str, ...],
    queues: bool,
    cases: int,
    seed: int,
    ignore_conflicts: bool,
    form: str,
    config: Path | None,
    store: Path,
) -> None:
    """Show what a set of changes would do, before you make them.

    PAGE is a page, or a recorded design: ID, ID@VERSION or ID@DATE. CHANGES is a file that `plan` or you have
    written. The settings decide which rules run. Your files stay as they are. If you set one share of a decision, the
    others are scaled in proportion, so that all are 100 % again. With --queues, both versions are simulated with
    limited staff: set `parties.PARTY.capacity` and `parties.PARTY.cost` to try a better staffed, better paid front
    line.

    \b
    Example:
      frictionaudit whatif page.yaml --set steps.check.effort.work=4m
    """
    if changes is None and not settings:
        raise click.UsageError("nothing to try: name a file of changes, or a value with --set")
    if queues and form not in ("text", "json"):
        raise click.UsageError(f"--queues is not printed as {form}: choose --format text or --format json")
    before = resolve(page, store).procedure
    after = before
    if changes is not None:
        after = change_file.read(changes).fit(after, ignore_conflicts)
    for text in settings:
        after = assignment.assign(after, text)
    after, scaled = rebalanced(after, (text.partition("=")[0] for text in settings))
    for sentence in scaled:
        report(sentence)
    options = audit_options(in_force(config, {}).settings, today())
    done = compare(before, after, options, drawn=form in comparison.DRAWN)
    staffing = compare_queues(before, after, cases, seed) if queues else None
    if form == "json":
        show_as(form, comparison.as_json(done, "now", "then", staffing))
        return
    shown = comparison.write(form, done, "now", "then")
    if staffing is not None and form == "text":
        shown = "\n".join([shown, "", *staffing_text(staffing)])
    show_as(form, shown)

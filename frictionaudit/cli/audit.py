"""`frictionaudit audit`: measures, findings, and what was not examined."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import click

from frictionaudit.application.audit_options import audit_options
from frictionaudit.application.audit_paths import audit_paths
from frictionaudit.application.enforce_policy import enforce, exceeded, update_baseline
from frictionaudit.application.inputs import STDIN
from frictionaudit.cli.terminal.arguments import ANSWERS, PATHS, POOL, STORE, colour, report_unread, width
from frictionaudit.cli.terminal.output import report, show, show_document
from frictionaudit.cli.terminal.settings_options import in_force, settable
from frictionaudit.exports import BINARY, FORMATS, in_pieces, writer
from frictionaudit.policy.file.discovery import today
from frictionaudit.results.audit import SEVERITIES, Audit

WITHOUT_POLICY = ("csv", *BINARY)
"""Formats that do not say which budget was exceeded."""

_ENDINGS = {"md": "markdown", "txt": "text", "xml": "junit"}


@click.command()
@PATHS
@settable
@click.option("--update-baseline", "update", is_flag=True, help="Create or prune the baseline; never adds findings.")
@click.option("--all", "everything", is_flag=True, help="Print every finding, measure and note.")
@click.option("--suggest", "suggesting", is_flag=True, help="Add to each finding the changes that resolve it.")
@click.option("--ask", "asking", is_flag=True, help="Print a questionnaire of what is missing; JSON includes it.")
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="With --ask: write one questionnaire per procedure into this folder.",
)
@ANSWERS
@POOL
@click.option("--as-of", metavar="VERSION|DATE", help="Audit the design as recorded then, instead of the files.")
@STORE
@click.option("--changed", metavar="BASE", help="Audit only files changed since the branch left BASE (a git name).")
def command(
    paths: tuple[Path, ...],
    config: Path | None,
    update: bool,
    everything: bool,
    suggesting: bool,
    asking: bool,
    output: Path | None,
    answers: tuple[Path, ...],
    pool: str | None,
    as_of: str | None,
    store: Path,
    changed: str | None,
    **values: Any,
) -> None:
    """Measure procedures and report where they wear people out.

    PATHS are pages, service tables, drawings, or folders of them. `-` is a page on stdin.

    \b
    Example:
      frictionaudit audit processes --fail-on error
    """
    if output is not None and not asking:
        raise click.UsageError(
            f"-o writes questionnaires, with --ask. To write a report: --format {_format_of(output)} > {output.name}"
        )
    ruling = in_force(config, values)
    settings, form, day = ruling.settings, ruling.settings.format, today()
    if "jobs" in ruling.given and settings.jobs > 1 and (as_of or answers or STDIN in paths):
        raise click.UsageError("--jobs works on files only: leave out --answers, --as-of and '-'")
    if changed is not None and (as_of or answers or update or STDIN in paths):
        raise click.UsageError("--changed works on files only: leave out --answers, --as-of, --update-baseline and '-'")
    options = replace(audit_options(settings, day, asking, suggesting), pool=pool, draw=form == "html")
    if form in BINARY and sys.stdout.isatty():
        raise click.UsageError(f"{form} cannot be shown here: send it to a file with > audit.{form}")
    audit = audit_paths(paths, options, settings.jobs, answers, as_of, store, changed)
    if changed is not None and not audit.procedures and not audit.summary.unreadable:
        report(f"nothing to audit: no page, table or drawing changed since {changed}")
    if update:
        number = update_baseline(audit, settings, day)
        report(f"wrote {settings.baseline}: {number} known finding{'' if number == 1 else 's'}")
    audit = enforce(audit, settings, options, day, store)
    if form != "text" or asking:  # the text format lists unread files itself
        report_unread(audit)
        for line in exceeded(audit) if form in WITHOUT_POLICY else ():
            report(line)
    if asking and form == "text":
        _ask(audit, everything, output)
        sys.exit(status(audit, "never"))
    _show(audit, form, everything, settings.fail_on)


def _format_of(file: Path) -> str:
    """The format that the ending of a report's name tells; html where it tells none."""
    ending = file.suffix[1:]
    return _ENDINGS.get(ending, ending if ending in FORMATS else "html")


def _ask(audit: Audit, everything: bool, output: Path | None) -> None:
    from frictionaudit.application.answers import questionnaire_for, write_questionnaires

    if output is None:
        show(questionnaire_for(audit, everything), newline=False)
        return
    for file in write_questionnaires(audit, everything, output):
        report(f"wrote {file}")


def _show(audit: Audit, form: str, everything: bool, fail_on: str) -> NoReturn:
    """Print an audit and leave with its exit status."""
    if form == "text":
        show(writer(form)(audit, width=width(), colour=colour(), everything=everything), coloured=colour())
    else:  # for programs and files: the same bytes on every machine
        for piece in in_pieces(form, audit):
            show_document(form, piece)
    sys.exit(status(audit, fail_on))


def status(audit: Audit, fail_on: str) -> int:
    """3 if something could not be read, 1 if an open finding is severe enough or a budget is exceeded, else 0."""
    if audit.summary.unreadable:
        return 3
    if fail_on == "never":
        return 0
    severe = any(audit.summary.findings[severity] for severity in SEVERITIES[: SEVERITIES.index(fail_on) + 1])
    return int(severe or any(budget.kept is False for budget in audit.budgets))

"""`frictionaudit audit`: measures, findings, and what was not looked at."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from frictionaudit.application.answers import ANSWERS, ask, with_answers
from frictionaudit.application.audit import AuditOptions, merge, part
from frictionaudit.application.audit_options import terms
from frictionaudit.application.enforce_policy import held, tell
from frictionaudit.application.parallel import audit_files
from frictionaudit.cli.common import PATHS, STDIN, colour, complain_of, nothing_examined, read_paths
from frictionaudit.cli.in_force import in_force, settable, today
from frictionaudit.exports import in_pieces, writer
from frictionaudit.results.audit import SEVERITIES, Audit


@click.command()
@PATHS
@settable
@click.option(
    "--update-baseline", is_flag=True, help="Write the baseline, or take out of it what is gone; nothing new comes in."
)
@click.option("--all", "everything", is_flag=True, help="Every finding, every measure, every note.")
@click.option("--suggest", "suggesting", is_flag=True, help="Beside each finding what would resolve it, with proof.")
@click.option("--ask", "asking", is_flag=True, help="Print a questionnaire of what is missing; with json, add it.")
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="With --ask: write a questionnaire for each procedure into this folder.",
)
@ANSWERS
@click.option("--as-of", metavar="VERSION|DATE", help="Audit the design as recorded then, instead of the files.")
@click.option(
    "--store", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="Folder of the history."
)
def command(
    paths: tuple[Path, ...],
    config: Path | None,
    update_baseline: bool,
    everything: bool,
    suggesting: bool,
    asking: bool,
    output: Path | None,
    answers: tuple[Path, ...],
    as_of: str | None,
    store: Path,
    **said: Any,
) -> None:
    """Measure procedures and say what tires people in them.

    PATHS are pages, service tables or folders of them; `-` is a page on standard input.
    """
    if output is not None and not asking:
        raise click.UsageError("-o is for questionnaires, and goes with --ask")
    ruling = in_force(config, said)
    settings, form, day = ruling.settings, ruling.settings.format, today()
    if "jobs" in ruling.given and settings.jobs > 1 and (as_of or answers or STDIN in paths):
        raise click.UsageError("--jobs is for files alone, without --answers, --as-of and '-'")
    if update_baseline and settings.baseline is None:
        raise click.UsageError("--update-baseline needs a --baseline FILE, or one in the settings")
    by = terms(settings, day, asking, suggesting)
    if as_of or answers or STDIN in paths:
        done = _of_readings(paths, by, answers, as_of, store)
    else:
        done = audit_files(paths, by, settings.jobs)
    if not done.procedures and not done.summary.unreadable:
        raise nothing_examined(paths)
    done = held(done, settings, by, day, update_baseline)
    if form != "text" or asking:  # the text lists what was not read itself
        complain_of(done)
        tell(done, form)
    if asking and form == "text":
        ask(done, everything, output)
        sys.exit(status(done, "never"))
    _show(done, form, everything, settings.fail_on)


def _of_readings(
    paths: Sequence[Path], by: AuditOptions, answers: Sequence[Path], as_of: str | None, store: Path
) -> Audit:
    """The audit of what is not just files: standard input, recorded designs, pages with answers put in."""
    if as_of is None:
        read = read_paths(paths)
    else:
        from frictionaudit.application.history import recorded_sources

        read = recorded_sources(paths, as_of, store)
    return merge([part(with_answers(read, answers), by)], by, read.ignored)


def _show(done: Audit, form: str, everything: bool, fail_on: str) -> NoReturn:
    """Print an audit and leave with its exit status."""
    if form == "text":
        click.echo(writer(form)(done, width=_width(), colour=colour(), everything=everything))
    else:  # for programs and files: the same bytes on every machine
        for piece in in_pieces(form, done):
            click.echo(piece.encode(errors="backslashreplace"), nl=False)
    sys.exit(status(done, fail_on))


def status(done: Audit, fail_on: str) -> int:
    """3 where something could not be read, 1 where an open finding is severe enough or a budget passed, else 0."""
    if done.summary.unreadable:
        return 3
    if fail_on == "never":
        return 0
    severe = any(done.summary.findings[severity] for severity in SEVERITIES[: SEVERITIES.index(fail_on) + 1])
    return int(severe or any(budget.kept is False for budget in done.budgets))


def _width() -> int:
    from shutil import get_terminal_size

    return min(get_terminal_size((100, 40)).columns, 120)

"""`frictionaudit audit`: measures, findings, and what was not looked at."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from frictionaudit.audit import Terms, chosen_rules, joined, part
from frictionaudit.cli.answering import ANSWERS, ask, with_answers
from frictionaudit.cli.common import PATHS, STDIN, colour, complain_of, nothing_examined, read_paths
from frictionaudit.domain.findings import SEVERITIES, Audit
from frictionaudit.exports import FORMATS, in_pieces, writer
from frictionaudit.parallel import audit_files


@click.command()
@PATHS
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "never"]),
    default="warning",
    show_default=True,
    help="Exit with 1 where a finding is at least this severe.",
)
@click.option("--select", multiple=True, metavar="RULE", help="Only these rules: a code, its beginning, or a name.")
@click.option("--ignore", multiple=True, metavar="RULE", help="Not these rules.")
@click.option("--all", "everything", is_flag=True, help="Every finding, every measure, every note.")
@click.option("--ask", "asking", is_flag=True, help="Print a questionnaire of what is missing; with json, add it.")
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="With --ask: write a questionnaire for each procedure into this folder.",
)
@ANSWERS
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes to share the files.")
@click.option("--as-of", metavar="VERSION|DATE", help="Audit the design as recorded then, instead of the files.")
@click.option(
    "--store", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="Folder of the history."
)
def command(
    paths: tuple[Path, ...],
    form: str,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    everything: bool,
    asking: bool,
    output: Path | None,
    answers: tuple[Path, ...],
    jobs: int,
    as_of: str | None,
    store: Path,
) -> None:
    """Measure procedures and say what tires people in them.

    PATHS are pages, service tables or folders of them; `-` is a page on standard input.
    """
    if output is not None and not asking:
        raise click.UsageError("-o is for questionnaires, and goes with --ask")
    if jobs > 1 and (as_of or answers or STDIN in paths):
        raise click.UsageError("--jobs is for files alone, without --answers, --as-of and '-'")
    terms = Terms(tuple(chosen_rules(select, ignore)), asking)
    if as_of or answers or STDIN in paths:
        done = _of_readings(paths, terms, answers, as_of, store)
    else:
        done = audit_files(paths, terms, jobs)
    if not done.procedures and not done.summary.unreadable:
        raise nothing_examined(paths)
    if form != "text" or asking:  # the text lists what was not read itself
        complain_of(done)
    if asking and form == "text":
        ask(done, everything, output)
        sys.exit(status(done, "never"))
    _show(done, form, everything, fail_on)


def _of_readings(paths: Sequence[Path], terms: Terms, answers: Sequence[Path], as_of: str | None, store: Path) -> Audit:
    """The audit of what is not just files: standard input, recorded designs, pages with answers put in."""
    if as_of is None:
        read = read_paths(paths)
    else:
        from frictionaudit.cli.recorded import recorded_sources

        read = recorded_sources(paths, as_of, store)
    return joined([part(with_answers(read, answers), terms)], terms, read.aside)


def _show(done: Audit, form: str, everything: bool, fail_on: str) -> NoReturn:
    """Print an audit and leave with its exit status."""
    if form == "text":
        click.echo(writer(form)(done, width=_width(), colour=colour(), everything=everything))
    else:  # for programs and files: the same bytes on every machine
        for piece in in_pieces(form, done):
            click.echo(piece.encode(errors="backslashreplace"), nl=False)
    sys.exit(status(done, fail_on))


def status(done: Audit, fail_on: str) -> int:
    """3 where something could not be read, 1 where an open finding is severe enough, else 0."""
    if done.summary.unreadable:
        return 3
    severe = () if fail_on == "never" else SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return int(any(done.summary.findings[severity] for severity in severe))


def _width() -> int:
    from shutil import get_terminal_size

    return min(get_terminal_size((100, 40)).columns, 120)

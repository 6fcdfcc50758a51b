"""`frictionaudit audit`: measures, findings, and what was not looked at."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from frictionaudit.audit import audit, chosen_rules
from frictionaudit.cli.answering import ANSWERS, ask, with_answers
from frictionaudit.cli.common import PATHS, colour, complain, nothing_examined, read_paths
from frictionaudit.domain.findings import SEVERITIES, Audit
from frictionaudit.exports import audit_json, audit_text


@click.command()
@PATHS
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
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
    as_of: str | None,
    store: Path,
) -> None:
    """Measure procedures and say what tires people in them.

    PATHS are pages, service tables or folders of them; `-` is a page on standard input.
    """
    if output is not None and not asking:
        raise click.UsageError("-o is for questionnaires, and goes with --ask")
    rules = chosen_rules(select, ignore)
    if as_of is None:
        read = read_paths(paths)
    else:
        from frictionaudit.cli.recorded import recorded_sources

        read = recorded_sources(paths, as_of, store)
    if form != "text" or asking:  # the text lists what was not read itself
        complain(read)
    if not read.readings and not read.problems:
        raise nothing_examined(paths)
    done = audit(with_answers(read, answers), rules, asking)
    if asking and form == "text":
        ask(done, everything, output)
        sys.exit(status(done, "never"))
    if form == "json":
        click.echo(audit_json.write(done))
    else:
        click.echo(audit_text.write(done, width=_width(), colour=colour(), everything=everything))
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

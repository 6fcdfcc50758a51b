"""`frictionaudit convert`: a service table or a drawing becomes a page."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit import sources
from frictionaudit.application.answers import answered
from frictionaudit.application.inputs import write_new
from frictionaudit.cli.terminal.arguments import ANSWERS, POOL
from frictionaudit.cli.terminal.output import report, show
from frictionaudit.exports import page as writer


@click.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to this file instead of stdout.",
)
@click.option("--process", metavar="ID", help="The procedure to convert, where a drawing holds several.")
@POOL
@ANSWERS
def command(
    source: Path, output: Path | None, process: str | None, pool: str | None, answers: tuple[Path, ...]
) -> None:
    """Turn a service table or a drawing into a page.

    SOURCE is a table (CSV, XLSX, HTML) or a drawing (BPMN, draw.io, Mermaid). Messages on stderr say how it was read
    and what was left out. To correct a column of a table, add a file NAME.mapping.yaml beside it.

    \b
    Example:
      frictionaudit convert charter.csv -o permit.yaml
    """
    (reading,) = answered([sources.read(source, process, pool)], answers)
    for note in reading.notes:
        report(f"note: {note}")
    for skipped in reading.skipped:
        report(f"skipped: {skipped.what}: {skipped.why}")
    text = writer.write(reading.procedure)
    if output is None:
        show(text, newline=False)
        return
    write_new(output, text)
    report(f"wrote {output}")

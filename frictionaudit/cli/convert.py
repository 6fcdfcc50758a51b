"""`frictionaudit convert`: a table, a drawing or lines of text become a page, and a page becomes one of these."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit import sources
from frictionaudit.application.answers import answered
from frictionaudit.application.convert import written
from frictionaudit.cli.terminal.arguments import ANSWERS, POOL
from frictionaudit.cli.terminal.output import report, show
from frictionaudit.files import write_new


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
@click.option("--charter", is_flag=True, help="Write a Citizen's Charter into a workbook, not a step table.")
@POOL
@ANSWERS
def command(
    source: Path, output: Path | None, process: str | None, charter: bool, pool: str | None, answers: tuple[Path, ...]
) -> None:
    """Turn a table, lines of text or a drawing into a page, or a page into a table or lines.

    SOURCE is a table (CSV, XLSX, ODS, XLS, HTML, DOCX), a file of lines (.steps), a drawing (BPMN, draw.io, Mermaid) or
    a page. With -o, the ending says what is written: .yaml, .xlsx (a step table), .steps, or a Citizen's Charter as
    .csv, .html or .docx. Messages on stderr say how SOURCE was read, and what was left out. To correct a column of a
    table, add a file NAME.mapping.yaml beside it.

    \b
    Example:
      frictionaudit convert charter.csv -o permit.yaml
    """
    (reading,) = answered([sources.read(source, process, pool)], answers)
    for note in reading.notes:
        report(f"note: {note}")
    for skipped in reading.skipped:
        report(f"skipped: {skipped.what}: {skipped.why}")
    if output is None:
        show(written(reading.procedure, "page.yaml").data.decode(), newline=False)
        return
    result = written(reading.procedure, output.name, charter)
    write_new(output, result.data)
    if result.left_out:
        report(f"{output.name} cannot say all that {source.name or 'the page'} says. Read back, it differs like this:")
    for line in result.left_out:
        report(f"  - {line}")
    for line in result.missing:
        report(f"missing in the charter: {line}")
    report(f"wrote {output}")

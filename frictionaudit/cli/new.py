"""`frictionaudit new`: a folder with an example to start from."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from frictionaudit.application.starter import EXAMPLE, start
from frictionaudit.cli.terminal.output import report


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--spreadsheet", "ending", flag_value=".xlsx", help="Write the example as a step table to fill in.")
@click.option("--lines", "ending", flag_value=".steps", help="Write the example as lines of text.")
def command(folder: Path, ending: str | None) -> None:
    """Start a folder with a commented example page.

    The folder also gets settings, a pre-commit hook and a short README. No existing file is overwritten. With
    --spreadsheet, the example is a workbook with one row per step and a sheet of explanations.

    \b
    Example:
      frictionaudit new my-folder
    """
    ending = ending or ".yaml"
    for target in start(folder, ending):
        report(f"wrote {target}")
    go = "" if folder == Path() else f"cd {shlex.quote(str(folder))} && "
    report(f"Next: edit {folder / EXAMPLE}{ending}, then run: {go}frictionaudit audit processes")

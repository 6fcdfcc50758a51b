"""`frictionaudit show`: a procedure as a page, as it is now or as it was."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.application.convert import written
from frictionaudit.application.history import resolve, version_named, when
from frictionaudit.cli.terminal.arguments import STORE
from frictionaudit.cli.terminal.output import report, show
from frictionaudit.files import is_file, write_new
from frictionaudit.store import Designs


@click.command()
@click.argument("name", metavar="ID|ID@VERSION|PAGE")
@click.option(
    "--as-of", metavar="VERSION|DATE", help="The design as recorded then; a date means the end of that day, UTC."
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to this file instead of stdout.",
)
@STORE
def command(name: str, as_of: str | None, output: Path | None, store: Path) -> None:
    """Print a procedure as a page, as it is now or as it was.

    With -o, the new file is based on that version, and `record` remembers this.

    \b
    Example:
      frictionaudit show return-a-product --as-of 2026-01-31
    """
    id, named = (resolve(name, store).procedure.id, None) if is_file(Path(name)) else version_named(name)
    if named is not None and as_of is not None:
        raise click.UsageError("give the version once: after '@', or with --as-of")
    with Designs.open(store) as designs:
        procedure, version = designs.at(id, when(as_of) if named is None else named)
        if output is None:
            report(f"version {version.number} of {id}, recorded by {version.author} on {version.at:%Y-%m-%d %H:%M} UTC")
            show(written(procedure, "page.yaml").data.decode(), newline=False)
            return
        result = written(procedure, output.name)
        write_new(output, result.data)
        for line in result.left_out:
            report(f"left out: {line}")
        designs.shown(output, id, version.number)
        report(f"wrote version {version.number} of {id} to {output}")

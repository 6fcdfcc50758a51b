"""`frictionaudit show`: a procedure as a page, at any time of its history."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.application.history import resolve, when
from frictionaudit.application.inputs import write_new
from frictionaudit.cli.common import STORE
from frictionaudit.exports import page as writer
from frictionaudit.store import Designs


@click.command()
@click.argument("name", metavar="ID|PAGE")
@click.option("--as-of", metavar="VERSION|DATE", help="As it was then; a day means its end, in UTC.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to a file, derived from that version.",
)
@STORE
def command(name: str, as_of: str | None, output: Path | None, store: Path) -> None:
    """Print a procedure as a page, now or as recorded at some time.

    A page that is written with -o is from then on derived from that version, and `record` knows it.
    """
    id = resolve(name, store).procedure.id if Path(name).is_file() else name
    with Designs.open(store) as designs:
        procedure, version = designs.at(id, when(as_of))
        text = writer.write(procedure)
        if output is None:
            click.echo(
                f"version {version.number} of {id}, recorded by {version.author} on {version.at:%Y-%m-%d %H:%M} UTC",
                err=True,
            )
            click.echo(text, nl=False)
            return
        write_new(output, text)
        designs.shown(output, id, version.number)
        click.echo(f"wrote version {version.number} of {id} to {output}", err=True)

"""`frictionaudit review minutes`: two pages that can be sent as they are."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from frictionaudit.application.review.agenda import agenda
from frictionaudit.application.review.draw import drawn
from frictionaudit.application.review.lookup import find
from frictionaudit.cli.reviewing.options import REVIEW
from frictionaudit.cli.terminal.arguments import STORE, format_option
from frictionaudit.cli.terminal.output import report, show, show_as, show_document
from frictionaudit.exports.documents import BINARY, FORMATS, write
from frictionaudit.exports.documents.figure import PICTURED, figure
from frictionaudit.exports.minutes import minutes
from frictionaudit.exports.review import agenda as writer
from frictionaudit.files import write_new
from frictionaudit.policy.file.discovery import today
from frictionaudit.store import EventStore, Reviews


@click.command()
@REVIEW
@format_option([*FORMATS, "json"])
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to this file; its ending gives the format.",
)
@STORE
def command(review: str | None, form: str, output: Path | None, store: Path) -> None:
    """Write the minutes as an A3 report of two pages.

    Word and Excel need the extra `office`, PDF the extra `pdf`.

    \b
    Example:
      frictionaudit review minutes return-a-product-1 -o minutes.pdf
    """
    if output is not None:
        endings = {ending: name for name, ending in FORMATS.items()}
        form = endings.get(output.suffix.removeprefix(".").lower(), form)
    if form in BINARY and output is None and sys.stdout.isatty():
        raise click.UsageError(f"{form} cannot be shown here: name a file with -o")
    with EventStore.open(store) as opened:
        shown = agenda(opened, find(Reviews(opened), review), today())
        if form == "json":
            show_as(form, writer.as_json(shown))
            return
        picture = figure(drawn(opened, shown.review), form) if form in PICTURED else None
    data = write(minutes(shown, picture), form)
    if output is not None:
        write_new(output, data)
        report(f"wrote {output}")
    elif form in BINARY:
        show_document(form, data)
    else:
        show(data.decode(), newline=False)

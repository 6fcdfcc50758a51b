"""`frictionaudit record`: a page's changes become facts, with a reason and an author."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.cli.common import PATHS, nothing_examined, read_paths
from frictionaudit.cli.recorded import AUTHOR, REASON, STORE, now, story
from frictionaudit.errors import ConflictError, InputError, Problem
from frictionaudit.exports import history as writer
from frictionaudit.exports import words
from frictionaudit.store import Designs, RecordedInBetweenError


@click.command()
@PATHS
@REASON
@AUTHOR
@click.option(
    "--based-on", type=int, metavar="VERSION", help="The version the page was derived from, where that is not known."
)
@STORE
def command(paths: tuple[Path, ...], reason: str, author: str, based_on: int | None, store: Path) -> None:
    """Put a page's changes into its design history, with a reason.

    The first time the page is drafted; after that, what is different is appended as one set of changes.
    """
    read = read_paths(paths)
    if read.problems:
        raise InputError(read.problems)
    if not read.readings:
        raise nothing_examined(paths)
    with Designs.open(store) as designs:
        for reading in read.readings:
            procedure = reading.procedure
            span = reading.span()
            page = Path(span.path) if span and Path(span.path).exists() else None
            try:
                done = designs.record(procedure, reason=reason, author=author, at=now(), page=page, base=based_on)
            except RecordedInBetweenError as conflict:
                raise _told(conflict, designs) from None
            number = done.version.number
            if not done.written:
                click.echo(f"{procedure.id}: nothing changed since version {number}")
            elif number == 1:
                click.echo(f"{procedure.id}: drafted as version 1 with {len(procedure.steps)} steps")
            else:
                before, _ = designs.at(procedure.id, number - 1)
                click.echo(f"{procedure.id}: recorded as version {number}")
                for line in words.tell(done.changes, before):
                    click.echo(f"  {line}")


def _told(conflict: RecordedInBetweenError, designs: Designs) -> ConflictError:
    """The conflict, with what the others changed in words."""
    numbers = {version.number for version in conflict.between}
    chapters = [chapter for chapter in story(designs, conflict.id) if chapter.version.number in numbers]
    lines = "\n".join(line for chapter in chapters for line in writer.chapter(chapter.version, chapter.before))
    last = max(numbers)
    return ConflictError(
        Problem(
            "recorded-in-between",
            f"'{conflict.id}' was changed by others since version {conflict.base}; nothing was written:\n{lines}\n"
            "Your page is as it was.",
            hint=f"take their changes into it (`frictionaudit diff {conflict.id}@{conflict.base} {conflict.id}`), "
            f"then record it with --based-on {last}",
        )
    )

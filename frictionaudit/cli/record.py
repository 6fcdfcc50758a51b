"""`frictionaudit record`: a page's changes become facts, with a reason and an author."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.application.audit import Sources
from frictionaudit.application.history import now, versions
from frictionaudit.application.inputs import nothing_examined, read_paths
from frictionaudit.cli.common import PATHS, STORE
from frictionaudit.domain.changes import ChangeSet
from frictionaudit.errors import ConflictError, InputError, Problem, UsageError
from frictionaudit.exports import history as writer
from frictionaudit.exports.wording.changes import describe
from frictionaudit.sources import change_file
from frictionaudit.store import Designs, VersionConflictError

AUTHOR = click.option(
    "--author", envvar="FRICTIONAUDIT_AUTHOR", required=True, help="Who says so ($FRICTIONAUDIT_AUTHOR)."
)
REASON = click.option("--reason", required=True, help="Why; a history without reasons tells nothing.")


@click.command()
@PATHS
@REASON
@AUTHOR
@click.option(
    "--based-on", type=int, metavar="VERSION", help="The version the page was derived from, where that is not known."
)
@click.option(
    "--changes",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Record the page's procedure with the changes of this file made: a plan that was accepted.",
)
@click.option(
    "--ignore-conflicts", is_flag=True, help="Make them also where the page has changed since they were written."
)
@STORE
def command(
    paths: tuple[Path, ...],
    reason: str,
    author: str,
    based_on: int | None,
    changes: Path | None,
    ignore_conflicts: bool,
    store: Path,
) -> None:
    """Put a page's changes into its design history, with a reason.

    The first time the page is drafted; after that, what is different is appended as one set of changes.
    """
    read = read_paths(paths)
    if read.problems:
        raise InputError(read.problems)
    if not read.readings:
        raise nothing_examined(paths)
    if changes is not None:
        _accept(read, changes, ignore_conflicts, reason, author, store)
        return
    with Designs.open(store) as designs:
        for reading in read.readings:
            procedure = reading.procedure
            span = reading.span()
            page = Path(span.path) if span and Path(span.path).exists() else None
            try:
                done = designs.record(procedure, reason=reason, author=author, at=now(), page=page, base=based_on)
            except VersionConflictError as conflict:
                raise _told(conflict, designs) from None
            number = done.version.number
            if not done.written:
                click.echo(f"{procedure.id}: nothing changed since version {number}")
            elif number == 1:
                click.echo(f"{procedure.id}: drafted as version 1 with {len(procedure.steps)} steps")
            else:
                before, _ = designs.at(procedure.id, number - 1)
                click.echo(f"{procedure.id}: recorded as version {number}")
                for line in describe(done.changes, before):
                    click.echo(f"  {line}")


def _accept(read: Sources, changes: Path, ignore_conflicts: bool, reason: str, author: str, store: Path) -> None:
    """Record the page as it is, where that is new, and then its accepted changes as one version with their reason."""
    if len(read.readings) != 1:
        raise UsageError.of("expected-one-page", "--changes are for one page; name one")
    proposed = change_file.read(changes)
    procedure = read.readings[0].procedure
    proposed.fit(procedure, ignore_conflicts)
    with Designs.open(store) as designs:
        if procedure.id not in designs.ids():
            designs.record(procedure, reason="as it was before the changes", author=author, at=now())
        before, _ = designs.at(procedure.id)
        if before != procedure:
            hint = "record the page first, then its changes"
            raise UsageError.of(
                "unrecorded-edits", f"the page of '{procedure.id}' says something else than its history", "", hint
            )
        done = designs.accept(procedure.id, ChangeSet(changes=proposed.changes, reason=reason, author=author), now())
        click.echo(f"{procedure.id}: recorded as version {done.version.number}")
        for line in describe(done.changes, before):
            click.echo(f"  {line}")
        click.echo(f"The page still says what it said; `frictionaudit show {procedure.id}` prints it as it is now.")


def _told(conflict: VersionConflictError, designs: Designs) -> ConflictError:
    """The conflict, with what the others changed in words."""
    numbers = {version.number for version in conflict.newer}
    chapters = [chapter for chapter in versions(designs, conflict.id) if chapter.version.number in numbers]
    lines = "\n".join(line for chapter in chapters for line in writer.chapter(chapter.version, chapter.before))
    last = max(numbers)
    return ConflictError(
        Problem(
            "version-conflict",
            f"'{conflict.id}' was changed by others since version {conflict.base}; nothing was written:\n{lines}\n"
            "Your page is as it was.",
            hint=f"take their changes into it (`frictionaudit diff {conflict.id}@{conflict.base} {conflict.id}`), "
            f"then record it with --based-on {last}",
        )
    )

"""`frictionaudit record`: a page's changes become part of its history, with a reason and an author."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.application.audit import Sources
from frictionaudit.application.author import author_or_git_user
from frictionaudit.application.history import now, versions
from frictionaudit.application.inputs import nothing_examined, read_paths
from frictionaudit.application.page_sync import write_to_page
from frictionaudit.cli.terminal.arguments import IGNORE_CONFLICTS, PATHS, STORE
from frictionaudit.cli.terminal.output import show
from frictionaudit.domain.changes import ChangeSet
from frictionaudit.errors import ConflictError, InputError, Problem, UsageError
from frictionaudit.exports import history as writer
from frictionaudit.exports.wording.changes import describe
from frictionaudit.files import is_file
from frictionaudit.sources import change_file
from frictionaudit.store import Designs, VersionConflictError

AUTHOR = click.option(
    "--author",
    metavar="NAME",
    envvar="FRICTIONAUDIT_AUTHOR",
    help="Author of the changes.  [default: $FRICTIONAUDIT_AUTHOR, else git's user.name]",
)
REASON = click.option("--reason", required=True, help="Reason for the changes.")


@click.command()
@PATHS
@REASON
@AUTHOR
@click.option(
    "--based-on",
    type=int,
    metavar="VERSION",
    help="Version the page is based on; needed if the program does not know it.",
)
@click.option(
    "--changes",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Apply the changes of this file, such as an accepted plan, and record them.",
)
@IGNORE_CONFLICTS
@STORE
def command(
    paths: tuple[Path, ...],
    reason: str,
    author: str | None,
    based_on: int | None,
    changes: Path | None,
    ignore_conflicts: bool,
    store: Path,
) -> None:
    """Record a page's changes in its design history, with a reason.

    The first record of a page becomes version 1. Each later record adds the differences as one new version.

    \b
    Example:
      frictionaudit record page.yaml --reason "fewer questions" --author "Ada Lovelace"
    """
    author = author_or_git_user(author)
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
            page = Path(span.path) if span and is_file(Path(span.path)) else None
            try:
                done = designs.record(procedure, reason=reason, author=author, at=now(), page=page, base=based_on)
            except VersionConflictError as conflict:
                raise _conflict_error(conflict, designs) from None
            number = done.version.number
            if done.behind is not None and page is not None:
                show(f"{procedure.id}: nothing to record; the page was at version {done.behind} of {number}")
                show(write_to_page(designs, page, procedure, designs.at(procedure.id)[0], number))
            elif not done.written:
                show(f"{procedure.id}: nothing changed since version {number}")
            elif number == 1:
                show(f"{procedure.id}: drafted as version 1 with {len(procedure.steps)} steps")
            else:
                before, _ = designs.at(procedure.id, number - 1)
                show(f"{procedure.id}: recorded as version {number}")
                for line in describe(done.changes, before):
                    show(f"  {line}")


def _accept(read: Sources, changes: Path, ignore_conflicts: bool, reason: str, author: str, store: Path) -> None:
    """Record the page if it is new, then its accepted changes as one version with their reason."""
    if len(read.readings) != 1:
        message = f"--changes works on one page, and {len(read.readings)} were found"
        raise UsageError.of("expected-one-page", message, hint="name one page")
    proposed = change_file.read(changes)
    procedure = read.readings[0].procedure
    proposed.fit(procedure, ignore_conflicts)
    span = read.readings[0].span()
    page = Path(span.path) if span and is_file(Path(span.path)) else None
    with Designs.open(store) as designs:
        if procedure.id not in designs.ids():
            designs.record(procedure, reason="as it was before the changes", author=author, at=now(), page=page)
        before, _ = designs.at(procedure.id)
        if before != procedure:
            message = f"the page of '{procedure.id}' differs from its last recorded version"
            raise UsageError.of("unrecorded-edits", message, hint="record the page first, then its changes")
        done = designs.accept(procedure.id, ChangeSet(changes=proposed.changes, reason=reason, author=author), now())
        show(f"{procedure.id}: recorded as version {done.version.number}")
        for line in describe(done.changes, before):
            show(f"  {line}")
        after, _ = designs.at(procedure.id)
        if page is None:
            show(f"`frictionaudit show {procedure.id}` prints the new version.")
        else:
            show(write_to_page(designs, page, before, after, done.version.number))


def _conflict_error(conflict: VersionConflictError, designs: Designs) -> ConflictError:
    """The conflict, with the changes of others in words."""
    numbers = {version.number for version in conflict.newer}
    chapters = [chapter for chapter in versions(designs, conflict.id) if chapter.version.number in numbers]
    lines = "\n".join(line for chapter in chapters for line in writer.chapter(chapter.version, chapter.before))
    last = max(numbers)
    return ConflictError(
        Problem(
            "version-conflict",
            f"others have changed '{conflict.id}' since version {conflict.base}; nothing was recorded:\n{lines}\n"
            "Your page is unchanged.",
            hint=f"add their changes to your page (`frictionaudit diff {conflict.id}@{conflict.base} {conflict.id}`), "
            f"then record it with --based-on {last}",
        )
    )

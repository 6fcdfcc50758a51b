"""`frictionaudit history`: who changed a procedure's design, when and why."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.application.history import Chapter, versions
from frictionaudit.cli.terminal.arguments import STORE
from frictionaudit.cli.terminal.output import show
from frictionaudit.exports import history as writer
from frictionaudit.files import is_file
from frictionaudit.store import Designs


@click.command()
@click.argument("id", required=False)
@click.option(
    "--effects/--no-effects", default=True, show_default=True, help="Show what each version did to the measures."
)
@STORE
def command(id: str | None, effects: bool, store: Path) -> None:
    """Show who changed a procedure's design, when and why.

    ID is a procedure's id or its page. Without ID, the command lists all recorded procedures.

    \b
    Example:
      frictionaudit history return-a-product
    """
    with Designs.open(store) as designs:
        if id is None:
            show(writer.contents([(name, designs.history(name)) for name in designs.ids()]))
            return
        chapters = list(versions(designs, _id_of(id)))
    lines = [line for chapter in chapters for line in _lines(chapter, effects)]
    show("\n".join([writer.title(chapters[-1].after), *lines]))


def _id_of(name: str) -> str:
    if not is_file(Path(name)):
        return name
    from frictionaudit import sources

    return sources.read(Path(name)).procedure.id


def _lines(chapter: Chapter, effects: bool) -> list[str]:
    lines = writer.chapter(chapter.version, chapter.before)
    if effects and chapter.before is not None and chapter.version.changes:
        from frictionaudit.application.compare import compare

        lines += writer.effect(compare(chapter.before, chapter.after).effect)
    return lines

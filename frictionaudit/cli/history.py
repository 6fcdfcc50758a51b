"""`frictionaudit history`: who changed a procedure's design, when and why."""

from __future__ import annotations

from pathlib import Path

import click

from frictionaudit.application.history import Chapter, versions
from frictionaudit.cli.terminal.arguments import STORE, format_option
from frictionaudit.cli.terminal.output import show, show_as
from frictionaudit.exports import history as writer
from frictionaudit.exports import reports
from frictionaudit.files import is_file
from frictionaudit.results.audit import Effect
from frictionaudit.store import Designs


@click.command()
@click.argument("id", required=False)
@click.option(
    "--effects/--no-effects", default=True, show_default=True, help="Show what each version did to the measures."
)
@format_option(("text", "json", "html"))
@STORE
def command(id: str | None, effects: bool, form: str, store: Path) -> None:
    """Show who changed a procedure's design, when and why.

    ID is a procedure's id or its page. Without ID, the command lists all recorded procedures.

    \b
    Example:
      frictionaudit history return-a-product
    """
    with Designs.open(store) as designs:
        if id is None:
            if form == "json":
                show_as(form, writer.contents_as_json([(name, designs.history(name)) for name in designs.ids()]))
                return
            show(writer.contents([(name, designs.history(name)) for name in designs.ids()]))
            return
        chapters = list(versions(designs, _id_of(id)))
    if form == "json":
        show_as(form, writer.as_json(chapters[-1].after, [chapter.version for chapter in chapters]))
        return
    if form == "html":
        told = [(chapter.version, chapter.before, _effect(chapter) if effects else None) for chapter in chapters]
        show(reports.history(chapters[-1].after, told), newline=False)
        return
    lines = [line for chapter in chapters for line in _lines(chapter, effects)]
    show("\n".join([writer.title(chapters[-1].after), *lines]))


def _id_of(name: str) -> str:
    if not is_file(Path(name)):
        return name
    from frictionaudit import sources

    return sources.read(Path(name)).procedure.id


def _lines(chapter: Chapter, effects: bool) -> list[str]:
    lines = writer.chapter(chapter.version, chapter.before)
    effect = _effect(chapter) if effects else None
    return [*lines, *(writer.effect(effect) if effect else [])]


def _effect(chapter: Chapter) -> Effect | None:
    """What a version did to the measures; None where it changed nothing."""
    if chapter.before is None or not chapter.version.changes:
        return None
    from frictionaudit.application.compare import compare

    return compare(chapter.before, chapter.after).effect

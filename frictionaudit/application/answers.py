"""Questions handed out, and answers taken in: what `audit` and `convert` share."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from frictionaudit.application.audit import Sources
from frictionaudit.cli.common import STDIN, write_new
from frictionaudit.domain.procedure import Reading
from frictionaudit.errors import InputError, UsageError
from frictionaudit.results.audit import Audit, ProcedureAudit

ANSWERS = click.option(
    "--answers",
    "answers",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Take in what this questionnaire was filled in with, without changing the files.",
)


def answered(readings: Sequence[Reading], files: Sequence[Path]) -> tuple[Reading, ...]:
    """The readings with the answers of some files put in, each into the procedure that it names."""
    found = list(readings)
    for file in files:
        from frictionaudit.sources import answers

        said = answers.read(_bytes(file), "<stdin>" if file == STDIN else str(file))
        meant = [n for n, reading in enumerate(found) if said.id in (None, reading.procedure.id)]
        if len(meant) != 1:
            whose = f"'{said.id}'" if said.id else "a procedure that they do not name"
            raise InputError.of(
                "whose-answers",
                f"the answers are for {whose}, which {'several' if meant else 'none'} of those read could be",
                str(said.where),
                f"read: {', '.join(sorted({r.procedure.id for r in found})[:8]) or 'none'}",
            )
        found[meant[0]] = answers.fill(found[meant[0]], said)
    return tuple(found)


def with_answers(read: Sources, files: Sequence[Path]) -> Sources:
    """What was read, with the answers put in."""
    return Sources(answered(read.readings, files), read.problems, read.ignored) if files else read


def _bytes(file: Path) -> bytes:
    if file == STDIN:
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError.of("unreadable-file", f"cannot be read: {error.strerror}", str(file)) from None


def ask(done: Audit, everything: bool, folder: Path | None) -> None:
    """Print the questionnaire of a procedure, or write one for each of several into a folder."""
    from frictionaudit.exports import questionnaire

    if folder is None:
        if len(done.procedures) > 1:
            raise UsageError.of(
                "one-at-a-time",
                f"{len(done.procedures)} procedures were read, and a questionnaire is for one",
                hint="name one, or a folder for all of them with -o",
            )
        for one in done.procedures:
            click.echo(questionnaire.write(one, everything), nl=False)
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name, one in _files(done):
        write_new(folder / name, questionnaire.write(one, everything))
        click.echo(f"wrote {folder / name}", err=True)


def _files(done: Audit) -> Iterator[tuple[str, ProcedureAudit]]:
    """A file name for each procedure, which is its id; those of the same id are numbered."""
    names: dict[str, int] = {}
    for one in done.procedures:
        names[one.id] = names.get(one.id, 0) + 1
        number = f"-{names[one.id]}" if names[one.id] > 1 else ""
        yield f"{one.id.replace(':', '-')}{number}.answers.yaml", one

"""Questionnaires: handed out for what a page does not say, and filled in again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from frictionaudit.application.audit import Sources
from frictionaudit.application.inputs import STDIN, bytes_of
from frictionaudit.domain.procedure import Reading
from frictionaudit.errors import InputError, UsageError
from frictionaudit.files import make_folder, write_new
from frictionaudit.results.audit import Audit, ProcedureAudit


def answered(readings: Sequence[Reading], files: Sequence[Path]) -> tuple[Reading, ...]:
    """The readings with the answers of some files filled in, each into the procedure that it names."""
    filled = list(readings)
    for file in files:
        from frictionaudit.sources import answers

        given = answers.read(bytes_of(file), "<stdin>" if file == STDIN else str(file))
        meant = [n for n, reading in enumerate(filled) if given.id in (None, reading.procedure.id)]
        if len(meant) != 1:
            whose = f"'{given.id}'" if given.id else "a procedure that they do not name"
            raise InputError.of(
                "unmatched-answers",
                f"the answers are for {whose}, which {'several' if meant else 'none'} of those read could be",
                str(given.where),
                f"read: {', '.join(sorted({r.procedure.id for r in filled})[:8]) or 'none'}",
            )
        filled[meant[0]] = answers.fill(filled[meant[0]], given)
    return tuple(filled)


def with_answers(read: Sources, files: Sequence[Path]) -> Sources:
    """What was read, with the answers filled in."""
    return Sources(answered(read.readings, files), read.problems, read.ignored) if files else read


def questionnaire_for(audit: Audit, everything: bool) -> str:
    """The questionnaire of the one procedure of an audit; UsageError where there are several."""
    from frictionaudit.exports import questionnaire

    if len(audit.procedures) > 1:
        raise UsageError.of(
            "several-pages",
            f"{len(audit.procedures)} procedures were read, and a questionnaire is for one",
            hint="name one, or a folder for all of them with -o",
        )
    return "".join(questionnaire.write(procedure, everything) for procedure in audit.procedures)


def write_questionnaires(audit: Audit, everything: bool, folder: Path) -> Iterator[Path]:
    """Write a questionnaire for each procedure into a folder; yields each file that was written."""
    from frictionaudit.exports import questionnaire

    make_folder(folder)
    for name, procedure in _files(audit):
        write_new(folder / name, questionnaire.write(procedure, everything))
        yield folder / name


def _files(audit: Audit) -> Iterator[tuple[str, ProcedureAudit]]:
    """A file name for each procedure, which is its id; those of the same id are numbered."""
    names: dict[str, int] = {}
    for procedure in audit.procedures:
        names[procedure.id] = names.get(procedure.id, 0) + 1
        number = f"-{names[procedure.id]}" if names[procedure.id] > 1 else ""
        yield f"{procedure.id.replace(':', '-')}{number}.answers.yaml", procedure

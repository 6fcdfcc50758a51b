"""The measures of many files, each read, measured and forgotten before the next."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from frictionaudit import sources
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.application.inputs import STDIN, nothing_examined
from frictionaudit.application.measure import measured
from frictionaudit.domain.procedure import Procedure, Reading
from frictionaudit.errors import InputError, Problem
from frictionaudit.packs import time_limits
from frictionaudit.results.audit import MeasuredProcedure


def measure_paths(
    paths: Sequence[Path], keys: Sequence[str], unread: Callable[[Problem], None], pool: str | None = None
) -> Iterator[MeasuredProcedure]:
    """The measures of all procedures below some paths: all that are not costly, or those with the given keys.

    `unread` is told of everything that could not be read; `pool` takes one pool of each drawing alone. Reading nothing
    at all is an InputError.
    """
    found = sources.find([path for path in paths if path != STDIN])
    files = found.files
    for problem in found.problems:
        unread(problem)
    others, limits = _Others(files, pool), time_limits()
    nothing = True
    for file in (*files, *([STDIN] if STDIN in paths else [])):
        nothing = False
        try:
            readings = _read(file, pool)
        except InputError as error:
            for problem in error.problems:
                unread(problem)
            continue
        for reading in readings:
            subject = Subject(reading.procedure, limits, _portfolio(reading.procedure, readings, others))
            yield measured(subject, reading, keys)
    if nothing:
        raise nothing_examined(paths)


def _read(file: Path, pool: str | None) -> tuple[Reading, ...]:
    if file == STDIN:
        return (sources.read_bytes(sys.stdin.buffer.read(), "<stdin>"),)
    return sources.read_all(file, pool)


def _portfolio(procedure: Procedure, readings: Sequence[Reading], others: _Others) -> dict[str, Procedure]:
    """What a procedure is compared with: those of its own file, and the one that it leaves."""
    beside = {reading.procedure.id: reading.procedure for reading in readings}
    if procedure.leaves and procedure.leaves not in beside:
        entry = others.read(procedure.leaves)
        return {**beside, entry.id: entry} if entry else beside
    return beside


class _Others:
    """Finds a procedure by its id among files of which none is kept in memory."""

    def __init__(self, files: Sequence[Path], pool: str | None) -> None:
        self._files = files
        self._pool = pool
        self._file_of: dict[str, Path] | None = None

    def read(self, id: str) -> Procedure | None:
        """The procedure with this id, read again from its file; None if no file has it."""
        if self._file_of is None:
            self._file_of = {found.procedure.id: file for file in self._files for found in self._found(file)}
        file = self._file_of.get(id)
        return (
            next((found.procedure for found in self._found(file) if found.procedure.id == id), None) if file else None
        )

    def _found(self, file: Path) -> tuple[Reading, ...]:
        """What a file holds; nothing if it cannot be read, which is reported where it is measured."""
        try:
            return sources.read_all(file, self._pool)
        except InputError:
            return ()

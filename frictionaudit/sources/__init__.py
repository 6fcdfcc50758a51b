"""Readers, one per format: bytes in; a procedure with its source spans out, and a list of what was skipped."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from frictionaudit import files as whole
from frictionaudit.domain.procedure import Reading
from frictionaudit.errors import InputError, Problem
from frictionaudit.limits import LIMITS
from frictionaudit.sources.several import only

_EVENT_LOGS = (".xes", ".mxml")
"""Files of real cases, which tell no procedure by themselves."""
READERS = {
    ".yaml": "frictionaudit.sources.page",
    ".yml": "frictionaudit.sources.page",
    ".csv": "frictionaudit.sources.csv_table",
    ".html": "frictionaudit.sources.html_table",
    ".htm": "frictionaudit.sources.html_table",
    ".xlsx": "frictionaudit.sources.xlsx_table",
    ".xls": "frictionaudit.sources.xls_table",
    ".ods": "frictionaudit.sources.ods_table",
    ".docx": "frictionaudit.sources.docx_table",
    ".steps": "frictionaudit.sources.lines",
    ".bpmn": "frictionaudit.sources.bpmn",
    ".bpmn2": "frictionaudit.sources.bpmn",
    ".xml": "frictionaudit.sources.bpmn",
    ".drawio": "frictionaudit.sources.drawio",
    ".dio": "frictionaudit.sources.drawio",
    ".mmd": "frictionaudit.sources.mermaid",
    ".mermaid": "frictionaudit.sources.mermaid",
}
"""Reader module by file suffix; each has `read(data: bytes, path: str) -> Reading`."""


SHARED = {".xml": (READERS[".xml"], READERS[".drawio"])}
"""Suffixes shared by formats, with their readers: in a folder such a file is read only if one `recognises` it."""

SIDE_FILES = (".mapping.yaml", ".mapping.yml", ".friction.yaml", ".answers.yaml", ".answers.yml", ".form")
"""Files that belong to another file, and are not sources themselves; a drawing reads the forms beside it."""


@dataclass(frozen=True)
class FoundFiles:
    """The files of some paths: those with a reader, those that are ignored, and the folders that cannot be read."""

    files: tuple[Path, ...]
    ignored: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()


def find(paths: Iterable[Path]) -> FoundFiles:
    """All files below the given paths, in the order of their names; a path that does not exist is an error.

    A file that is named itself is always read. In a folder, hidden files and folders are skipped, and files of a
    format without a reader are listed as ignored.
    """
    files: dict[Path, None] = {}
    ignored: dict[Path, None] = {}
    problems: list[Problem] = []
    for path in paths:
        if os.path.isdir(path):
            for file in _below(path, problems):
                (files if _is_source(file) else ignored).setdefault(file)
        elif os.path.lexists(path):  # a dangling link is told when it is read
            files.setdefault(path)
        else:
            raise InputError.of("no-such-path", "there is no such file or folder", str(path))
    return FoundFiles(tuple(files), tuple(ignored), tuple(problems))


def _is_source(file: Path) -> bool:
    suffix = file.suffix.lower()
    if suffix not in SHARED:
        return suffix in READERS
    try:
        return _recognised(file) is not None
    except (OSError, InputError):
        return True  # the reader reports why it cannot be read


def _recognised(file: Path) -> str | None:
    """The reader of a file whose suffix several share, by how it begins; None where none knows it."""
    head = whole.head(file)
    return next((reader for reader in SHARED[file.suffix.lower()] if import_module(reader).recognises(head)), None)


def _reader(path: Path) -> str | None:
    """The module that reads a file; None for an unknown suffix."""
    suffix = path.suffix.lower()
    try:
        return (_recognised(path) if suffix in SHARED else None) or READERS.get(suffix)
    except (OSError, InputError):
        return READERS.get(suffix)


def _below(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """The files below a folder; a folder that cannot be read becomes a problem, and does not stop the others."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        message = f"the folder cannot be read: {error.strerror}"
        problems.append(Problem("unreadable-file", message, str(folder), "check its permissions"))
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith(SIDE_FILES):
            continue
        if entry.is_dir() and entry.is_symlink():
            continue  # it may lead back up
        if entry.is_dir():
            yield from _below(entry, problems)
        else:
            yield entry


def _instead(suffix: str) -> str:
    """What to read instead of a file with this suffix."""
    if suffix in _EVENT_LOGS:
        return "event logs are not read as procedures: describe the procedure as a page, a table or a drawing"
    return f"convert it to one of {', '.join(sorted(READERS))}"


def read(path: Path, process: str | None = None, pool: str | None = None) -> Reading:
    """Read one file by its suffix; InputError names every fault found in it.

    `process` chooses among the procedures of a drawing, `pool` takes one of its pools alone.
    """
    if process is not None or pool is not None:
        return only(read_all(path, pool), str(path), process)
    module = _reader(path)
    if module is None:
        raise InputError.of(
            "unknown-format",
            f"files ending in '{path.suffix or path.name}' cannot be read",
            str(path),
            _instead(path.suffix.lower()),
        )
    return read_bytes(whole.read(path), whole.shown(path), module)


def _within_limits(read: Callable[[], tuple[Reading, ...]]) -> tuple[Reading, ...]:
    """What a reader reads, if an analysis can follow it; of very many problems the first."""
    try:
        readings = read()
    except InputError as error:
        if len(error.problems) <= LIMITS.problems:
            raise
        first = error.problems[: LIMITS.problems]
        more = f"there are more than {LIMITS.problems:,} problems"
        where = first[-1].where
        raise InputError([*first, Problem("too-large", more, where, "put these right first")]) from None
    for reading in readings:
        steps = reading.procedure.steps
        widest = max(steps, key=lambda step: len(steps[step].next), default="")
        flows = sum(len(step.next) for step in steps.values())
        for what, number, most, at in (
            ("steps", len(steps), LIMITS.steps, reading.span()),
            ("flows between steps", flows, LIMITS.flows, reading.span()),
            ("flows out of one step", len(steps[widest].next) if widest else 0, LIMITS.flows_of_a_step,
             reading.span("steps", widest)),
        ):  # fmt: skip
            if number > most:
                message = f"the procedure has {number:,} {what}; at most {most:,} can be analysed"
                raise InputError.of("too-large", message, str(at or ""), "split it into several procedures")
    return readings


def read_all(path: Path, pool: str | None = None) -> tuple[Reading, ...]:
    """Read one file whole: a drawing can hold several procedures. `pool` takes one pool of a drawing alone."""
    module = _reader(path)
    several = getattr(import_module(module), "read_all", None) if module else None
    if several is None:
        if pool is not None:
            raise InputError.of("not-a-drawing", "only drawings have pools", str(path), "leave out --pool")
        return (read(path),)
    return _within_limits(lambda: several(whole.read(path), whole.shown(path), pool))


def read_bytes(data: bytes, path: str, module: str = READERS[".yaml"]) -> Reading:
    """Read a source that is already in memory; `path` names it in spans and errors."""
    return _within_limits(lambda: (import_module(module).read(data, path),))[0]

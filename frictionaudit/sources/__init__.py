"""Readers, one per format: bytes in, a procedure with its source spans out, and what was skipped beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from frictionaudit.domain.procedure import Reading
from frictionaudit.errors import InputError

READERS = {
    ".yaml": "frictionaudit.sources.page",
    ".yml": "frictionaudit.sources.page",
    ".csv": "frictionaudit.sources.csv_table",
    ".html": "frictionaudit.sources.html_table",
    ".htm": "frictionaudit.sources.html_table",
    ".xlsx": "frictionaudit.sources.xlsx_table",
}
"""Reader module by file suffix; each has `read(data: bytes, path: str) -> Reading`."""


SIDE_FILES = (".mapping.yaml", ".mapping.yml", ".answers.yaml", ".answers.yml")
"""Files that say something of another one, and are no source themselves."""


@dataclass(frozen=True)
class Found:
    """The files of some paths: those with a reader, and those left aside."""

    files: tuple[Path, ...]
    aside: tuple[Path, ...]


def find(paths: Iterable[Path]) -> Found:
    """All files below the given paths, in the order of their names; a path that does not exist is an error.

    A file named by itself always counts as one to read. In a folder, hidden files and folders are passed
    over, and files of a format without a reader are listed as left aside.
    """
    files: dict[Path, None] = {}
    aside: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            for file in _below(path):
                (files if file.suffix.lower() in READERS else aside).setdefault(file)
        elif path.exists():
            files.setdefault(path)
        else:
            raise InputError.of("no-such-path", "there is no such file or folder", str(path))
    return Found(tuple(files), tuple(aside))


def _below(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise InputError.of("unreadable-file", f"cannot be read: {error.strerror}", str(folder)) from None
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith(SIDE_FILES):
            continue
        if entry.is_dir() and entry.is_symlink():
            continue  # it may lead back up
        if entry.is_dir():
            yield from _below(entry)
        else:
            yield entry


def read(path: Path) -> Reading:
    """Read one file by its suffix; InputError names every fault found in it."""
    module = READERS.get(path.suffix.lower())
    if module is None:
        raise InputError.of(
            "unknown-format",
            f"no reader for '{path.suffix or path.name}' files",
            str(path),
            f"formats: {', '.join(sorted(READERS))}",
        )
    return read_bytes(_bytes(path), str(path), module)


def read_all(path: Path) -> tuple[Reading, ...]:
    """Read one file whole: a drawing can hold several procedures."""
    module = READERS.get(path.suffix.lower())
    several = getattr(import_module(module), "read_all", None) if module else None
    if several is None:
        return (read(path),)
    readings: tuple[Reading, ...] = several(_bytes(path), str(path))
    return readings


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError.of("unreadable-file", f"cannot be read: {error.strerror}", str(path)) from None


def read_bytes(data: bytes, path: str, module: str = READERS[".yaml"]) -> Reading:
    """Read a source that is already in memory; `path` names it in spans and errors."""
    reading: Reading = import_module(module).read(data, path)
    return reading

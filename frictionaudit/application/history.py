"""Designs on record, as commands need them: at some time, as readings, and as a story of versions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from frictionaudit import sources
from frictionaudit.application.audit import Sources
from frictionaudit.application.inputs import read_paths
from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.changes import apply
from frictionaudit.domain.design import Version
from frictionaudit.domain.procedure import Procedure, Reading, SourceSpan
from frictionaudit.errors import InputError, UsageError
from frictionaudit.files import exists, is_file
from frictionaudit.store import Designs, When


@dataclass(frozen=True)
class Chapter:
    """One version of a design with the procedure before it (None for the first) and after it."""

    version: Version
    before: Procedure | None
    after: Procedure


def now() -> datetime:
    """The moment at which something is recorded."""
    return datetime.now(UTC)


def when(text: str | None) -> When:
    """A version's number, a day or a moment, from the command line."""
    if text is None:
        return None
    if text.isdigit() and len(text) < 6:
        return int(text)
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else datetime.fromisoformat(text)
    except ValueError:
        raise UsageError.of("not-a-version", f"expected a version or a date like 2026-11-21, found '{text}'") from None


def versions(designs: Designs, id: str) -> Iterator[Chapter]:
    """All versions of a design, each with what it made of the procedure."""
    procedure: Procedure | None = None
    for version in designs.history(id):
        before = procedure
        procedure = apply(before, version.changes, check=False) if before else designs.at(id, 1)[0]
        yield Chapter(version, before, procedure)


def recorded(designs: Designs, id: str, at: When) -> Reading:
    """A design as recorded then; what stands on it is told by version, since there is no line."""
    procedure, version = designs.at(id, at)
    path = f"{id}@{version.number}"
    return Reading(
        procedure,
        {(): SourceSpan(path=path)},
        notes=(f"version {version.number}, recorded by {version.author} on {version.at:%Y-%m-%d}",),
    )


def recorded_sources(paths: Sequence[Path], as_of: str, store: Path) -> Sources:
    """The designs of some pages, or with some ids, as they were on record then."""
    with Designs.open(store) as designs:
        pages = [path for path in paths if exists(path) or str(path) == "-"]
        read = read_paths(pages)
        ids = [str(path) for path in paths if path not in pages]
        ids += [reading.procedure.id for reading in read.readings]
        readings = tuple(recorded(designs, id, when(as_of)) for id in dict.fromkeys(ids))
        return Sources(readings, read.problems, read.ignored)


def resolve(name: str, store: Path) -> Reading:
    """One procedure: a file, `-`, or ID, ID@VERSION or ID@DATE from the history.

    InputError for what cannot be read; UsageError for what is neither a file nor on record.
    """
    if name == "-":
        read = read_paths([Path(name)])
        if read.problems:
            raise InputError(read.problems)
        return read.readings[0]
    if is_file(Path(name)):
        return sources.read(Path(name))
    id, at = version_named(name)
    with Designs.open(store) as designs:
        if id not in designs.ids():
            raise neither_file_nor_record(name, designs.ids())
        return recorded(designs, id, at)


def version_named(name: str) -> tuple[str, When]:
    """The id and the version in ID, ID@VERSION or ID@DATE; UsageError for what is neither version nor date."""
    id, _, moment = name.partition("@")
    return id, when(moment or None)


def neither_file_nor_record(name: str, ids: Sequence[str]) -> UsageError:
    """The error for a name that is not that of a file, nor of a procedure on record."""
    if exists(Path(name)):
        return UsageError.of("expected-one-procedure", "this is a folder", name, "name one page in it")
    folder, beside = Path(name).parent, []
    with suppress(OSError):
        beside = [
            str(folder / file.name) for file in sorted(folder.iterdir()) if file.suffix.lower() in sources.READERS
        ]
    hint = did_you_mean(name, [*ids, *beside], 2, "name a file, or the id of a recorded procedure")
    return UsageError.of(
        "no-such-path", f"there is no file '{name}', and no procedure of this name is recorded", hint=hint
    )

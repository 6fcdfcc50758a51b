"""Designs on record, as commands need them: at some time, as readings, and as a story of versions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from frictionaudit import sources
from frictionaudit.application.audit import Sources
from frictionaudit.application.inputs import read_paths
from frictionaudit.domain.changes import apply
from frictionaudit.domain.design import Version
from frictionaudit.domain.procedure import Procedure, Reading, SourceSpan
from frictionaudit.errors import UsageError
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
    """One procedure: a file, `-`, or ID, ID@VERSION or ID@DATE from the history."""
    path = Path(name)
    if name == "-" or is_file(path):
        read = read_paths([path]) if name == "-" else None
        return read.readings[0] if read and read.readings else sources.read(path)
    id, _, moment = name.partition("@")
    with Designs.open(store) as designs:
        return recorded(designs, id, when(moment or None))

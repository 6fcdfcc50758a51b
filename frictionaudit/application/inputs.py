"""Where a procedure comes from: files and folders, standard input, or the history."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from frictionaudit import files, sources
from frictionaudit.application.audit import Sources, collect
from frictionaudit.errors import InputError
from frictionaudit.files import write_new as write_new  # for commands that read and write

STDIN = Path("-")


def read_paths(paths: Sequence[Path], pool: str | None = None) -> Sources:
    """Read files and folders; `-` is a page on standard input. `pool` takes one pool of a drawing alone."""
    named = [path for path in paths if path != STDIN]
    read = collect(named, pool)
    if STDIN not in paths:
        return read
    try:
        reading = sources.read_bytes(sys.stdin.buffer.read(), "<stdin>")
    except InputError as error:
        return Sources(read.readings, (*read.problems, *error.problems), read.ignored)
    return Sources((*read.readings, reading), read.problems, read.ignored)


def bytes_of(file: Path) -> bytes:
    """The content of a file, or of standard input for `-`."""
    if file == STDIN:
        return sys.stdin.buffer.read()
    return files.read(file)


def nothing_examined(paths: Sequence[Path]) -> InputError:
    """The error for paths without a single page: examining nothing must not look clean."""
    return InputError.of(
        "nothing-examined",
        "no procedure was found to examine",
        ", ".join(map(str, paths)),
        f"pages and tables are {', '.join(sorted(sources.READERS))} files",
    )

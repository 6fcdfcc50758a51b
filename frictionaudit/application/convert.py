"""A procedure written in another format; what that format cannot say is found by reading it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from frictionaudit import sources
from frictionaudit.domain.changes import difference
from frictionaudit.domain.procedure import Procedure
from frictionaudit.errors import InputError, UsageError
from frictionaudit.exports import page
from frictionaudit.exports.wording.changes import describe


def _page(procedure: Procedure) -> bytes:
    return page.write(procedure).encode()


def _lines(procedure: Procedure) -> bytes:
    from frictionaudit.exports.steps import lines

    return lines.write(procedure).encode()


def _workbook(procedure: Procedure) -> bytes:
    from frictionaudit.exports.steps import table, xlsx

    return xlsx.write(table.sheets(procedure))


WRITERS: dict[str, Callable[[Procedure], bytes]] = {
    ".yaml": _page,
    ".yml": _page,
    ".steps": _lines,
    ".xlsx": _workbook,
}
"""Writers by the ending of the file."""


@dataclass(frozen=True)
class Written:
    """The content of a file, and in words what of the procedure it does not say."""

    data: bytes
    left_out: tuple[str, ...] = ()


def written(procedure: Procedure, name: str) -> Written:
    """A procedure in the format of a file's name; UsageError for a format that is not written."""
    suffix = Path(name).suffix.lower()
    writer = WRITERS.get(suffix)
    if writer is None:
        raise UsageError.of(
            "unknown-format",
            f"files ending in '{suffix or name}' cannot be written",
            name,
            f"choose one of {', '.join(sorted(WRITERS))}",
        )
    data = writer(procedure)
    return Written(data, _left_out(procedure, data, name, sources.READERS[suffix]) if writer is not _page else ())


def _left_out(procedure: Procedure, data: bytes, name: str, reader: str) -> tuple[str, ...]:
    """What is different once the file is read back, said as changes of the procedure."""
    try:
        back = sources.read_bytes(data, name, reader).procedure
    except InputError as error:
        return (f"the file cannot be read back: {error}",)
    return tuple(line for text in describe(difference(procedure, back), procedure) for line in text.splitlines())

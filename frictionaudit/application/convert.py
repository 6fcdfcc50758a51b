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


def _charter(form: str) -> Callable[[Procedure], bytes]:
    def write(procedure: Procedure) -> bytes:
        from importlib import import_module

        from frictionaudit.exports.charter.layout import charter

        data: bytes = import_module(f"frictionaudit.exports.charter.{form}").write(charter(procedure))
        return data

    return write


WRITERS: dict[str, Callable[[Procedure], bytes]] = {
    ".yaml": _page,
    ".yml": _page,
    ".steps": _lines,
    ".xlsx": _workbook,
    ".csv": _charter("csv"),
    ".html": _charter("html"),
    ".docx": _charter("docx"),
}
"""Writers by the ending of the file: a service table is a charter, but for a workbook."""
CHARTERS = {ending: WRITERS[ending] for ending in (".csv", ".html", ".docx")} | {".xlsx": _charter("xlsx")}
"""Writers of a Citizen's Charter."""


@dataclass(frozen=True)
class Written:
    """The content of a file, and in words what of the procedure it does not say.

    `missing` is what the law asks a charter to say and the procedure does not.
    """

    data: bytes
    left_out: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def written(procedure: Procedure, name: str, as_charter: bool = False) -> Written:
    """A procedure in the format of a file's name; UsageError for a format that is not written.

    `as_charter` makes a workbook a Citizen's Charter instead of a step table.
    """
    suffix = Path(name).suffix.lower()
    writers = CHARTERS if as_charter else WRITERS
    writer = writers.get(suffix)
    if writer is None:
        raise UsageError.of(
            "unknown-format",
            f"files ending in '{suffix or name}' cannot be written",
            name,
            f"choose one of {', '.join(sorted(writers))}",
        )
    data = writer(procedure)
    left_out = _left_out(procedure, data, name, sources.READERS[suffix]) if writer is not _page else ()
    return Written(data, left_out, _missing(procedure) if writer in CHARTERS.values() else ())


def _missing(procedure: Procedure) -> tuple[str, ...]:
    from frictionaudit.exports.charter.layout import charter

    return charter(procedure).missing


def _left_out(procedure: Procedure, data: bytes, name: str, reader: str) -> tuple[str, ...]:
    """What is different once the file is read back, said as changes of the procedure."""
    try:
        back = sources.read_bytes(data, name, reader).procedure
    except InputError as error:
        return (f"the file cannot be read back: {error}",)
    return tuple(line for text in describe(difference(procedure, back), procedure) for line in text.splitlines())

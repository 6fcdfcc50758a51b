"""Mermaid flow charts and swim lanes: text in, read like every drawing."""

from __future__ import annotations

from frictionaudit.domain.procedure import Reading
from frictionaudit.errors import InputError
from frictionaudit.limits import LIMITS
from frictionaudit.sources.file_kinds import UTF_16, binary_kind
from frictionaudit.sources.flowcharts import read_charts
from frictionaudit.sources.mermaid.parser import Parsing
from frictionaudit.sources.mermaid.syntax import STATEMENT
from frictionaudit.sources.several import only


def read_all(data: bytes, path: str, pool: str | None = None) -> tuple[Reading, ...]:
    """Read a flow chart; one located InputError where a line cannot be understood."""
    parsing = Parsing(path)
    parsing.read(_text(data, path))
    if not parsing.chart.shapes:
        raise InputError.of("not-a-drawing", "the flow chart has no nodes", f"{path}:1:1", STATEMENT)
    return read_charts([parsing.chart], path, pool, [*parsing.skipped()])


def read(data: bytes, path: str) -> Reading:
    """Read the one flow chart of a file."""
    return only(read_all(data, path), path)


def _text(data: bytes, path: str) -> str:
    if len(data) > LIMITS.page_bytes:
        message = (
            f"the file has {len(data) / 1e6:.0f} MB; a flow chart in text has at most {LIMITS.page_bytes / 1e6:.0f}"
        )
        raise InputError.of("too-large", message, f"{path}:1:1", "split it into several drawings")
    kind = binary_kind(data)
    if kind is not None and kind != UTF_16:
        raise InputError.of("not-text", f"this is {kind}, not a flow chart in text", f"{path}:1:1", "save it as text")
    try:
        return data.decode("utf-16" if kind == UTF_16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError.of("not-text", "the file is not UTF-8", f"{path}:{line}:1", "save it as UTF-8") from None

"""Flow charts of draw.io, plain or compressed: one procedure for each page with shapes."""

from __future__ import annotations

from frictionaudit.domain.procedure import Reading
from frictionaudit.errors import InputError
from frictionaudit.sources.bpmn.xml import root_name
from frictionaudit.sources.drawio.cells import charts
from frictionaudit.sources.flowcharts import read_charts
from frictionaudit.sources.several import only

ROOTS = ("mxfile", "mxGraphModel")


def read_all(data: bytes, path: str, pool: str | None = None) -> tuple[Reading, ...]:
    """Read every page of a file; one located InputError where it is damaged, hostile or has no flow chart."""
    drawn, skipped = charts(data, path)
    if not drawn:
        message, hint = "no page of the drawing has a shape", "draw steps and arrows, and save the file"
        raise InputError.of("not-a-drawing", message, f"{path}:1:1", hint)
    return read_charts(drawn, path, pool, skipped)


def read(data: bytes, path: str) -> Reading:
    """Read the one flow chart of a file; InputError names the procedures where it holds several."""
    return only(read_all(data, path), path)


def recognises(head: bytes) -> bool:
    """Whether the beginning of an XML file is that of a drawing of draw.io."""
    root = root_name(head)
    return root is not None and root[1] in ROOTS

"""Drawings: BPMN 2.0 files as people draw them, one procedure for each process, with what was left out beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from frictionaudit.domain.procedure import Procedure, Reading
from frictionaudit.errors import InputError
from frictionaudit.sources.bpmn.counting import drawn as counted
from frictionaudit.sources.bpmn.drawing import Drawing, slug, unique
from frictionaudit.sources.bpmn.lanes import Customers
from frictionaudit.sources.bpmn.leftovers import list_leftovers
from frictionaudit.sources.bpmn.messages import list_lost
from frictionaudit.sources.bpmn.procedure import Drawn, drawn
from frictionaudit.sources.bpmn.remarks import list_loose
from frictionaudit.sources.bpmn.xml import MODELS, Element, parse, root_name


def read_all(data: bytes, path: str) -> tuple[Reading, ...]:
    """Read a drawing: one procedure for each process with content, in the order of the file."""
    return tuple(_readings(data, path))


def read(data: bytes, path: str) -> Reading:
    """Read a drawing of a single procedure; InputError names the procedures where it holds several."""
    readings = read_all(data, path)
    if len(readings) > 1:
        names = ", ".join(reading.procedure.id for reading in readings)
        message = f"the drawing holds {len(readings)} procedures ({names}), and one is expected here"
        raise InputError.of("several-procedures", message, f"{path}:1:1", "save each process as a file of its own")
    return readings[0]


def recognises(head: bytes) -> bool:
    """Whether the beginning of an XML file is that of a drawing."""
    root = root_name(head)
    return root is not None and root[0] in MODELS and root[1] == "definitions"


def _readings(data: bytes, path: str) -> Iterator[Reading]:
    tree = parse(data, path)
    drawing = Drawing.of(tree, path)
    counts = counted(tree, drawing.processes)
    list_lost(drawing)
    list_loose(drawing)
    drawing.skipped += list_leftovers(drawing, frozenset())
    stem = PurePath(path).name.partition(".")[0]
    taken: set[str] = set()
    for n, process in enumerate(drawing.processes or (tree.root,)):
        one = drawn(drawing, process, Customers())
        alone = len(drawing.processes) < 2
        one.page["id"] = unique(slug(stem) if alone and slug(stem) else drawing.id(process), taken)
        one.page["title"] = _title(drawing, process, stem)
        one.page["drawn"] = counts[n]
        yield _reading(drawing, one)
        drawing.skipped.clear()


def _title(drawing: Drawing, process: Element, stem: str) -> str:
    pool = drawing.pool_of(process)
    return (pool.name if pool else "") or drawing.name(process) or stem or drawing.id(process)


def _reading(drawing: Drawing, one: Drawn) -> Reading:
    procedure = Procedure.model_validate(one.page, context={"references": False})
    skipped = tuple(sorted(dict.fromkeys(drawing.skipped), key=lambda entry: entry.where.line if entry.where else 0))
    return Reading(procedure, one.spans, skipped, tuple(dict.fromkeys(one.notes)))

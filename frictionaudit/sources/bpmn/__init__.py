"""Drawings: BPMN 2.0 files as people draw them, one procedure for each process, with what was left out beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from frictionaudit.domain.procedure import Procedure, Reading, Skipped
from frictionaudit.errors import InputError
from frictionaudit.sources.bpmn import bpsim, qbp, simulation
from frictionaudit.sources.bpmn.annotations import NameIndex
from frictionaudit.sources.bpmn.documentation import list_loose
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.element_counts import drawn as counted
from frictionaudit.sources.bpmn.extension import NAMESPACE
from frictionaudit.sources.bpmn.extension import read as read_extension
from frictionaudit.sources.bpmn.ids import Ids, slug
from frictionaudit.sources.bpmn.lanes import Customers
from frictionaudit.sources.bpmn.messages import list_lost
from frictionaudit.sources.bpmn.procedure import DrawnProcedure, drawn
from frictionaudit.sources.bpmn.side_file import SideFile
from frictionaudit.sources.bpmn.unsupported import list_leftovers
from frictionaudit.sources.bpmn.xml import MODELS, Element, parse, root_name

_ENDING = re.compile(r"(?:\.bpmn2?0?)?\.[^.]*$", re.IGNORECASE)  # .bpmn, .bpmn20.xml


def read_all(data: bytes, path: str) -> tuple[Reading, ...]:
    """Read a drawing: one procedure for each process with content, in the order of the file.

    What `friction:says` and a side file say is put in; InputError names every fault in them.
    """
    drawing, side = Drawing.of(parse(data, path), path), SideFile.beside(path)
    readings: list[Reading] = []
    names: list[tuple[str, NameIndex]] = []
    for process, one in _drawn(drawing, side.customers(drawing)):
        beside = read_extension(drawing, process, one)
        if beside.problems:
            raise InputError(beside.problems)
        skipped = sorted(dict.fromkeys(drawing.skipped), key=_line)
        drawing.skipped.clear()
        procedure = Procedure.model_validate(one.page, context={"references": False})
        reading = Reading(procedure, one.spans, tuple(skipped), tuple(dict.fromkeys(one.notes)))
        readings.append(beside.fill(reading, "completed by what `friction:says` says in the drawing"))
        names.append((procedure.id, beside.names))
    told = f"completed by {side.tree.path}"
    return tuple(said.fill(reading, told) for reading, said in zip(readings, side.about(names), strict=True))


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


def _drawn(drawing: Drawing, customers: Customers) -> Iterator[tuple[Element, DrawnProcedure]]:
    """Each process as drawn, with its name, its counts and its simulation parameters."""
    counts = counted(drawing.tree, drawing.processes)
    parameters = list(_parameters(drawing, customers))
    list_lost(drawing)
    list_loose(drawing)
    read = {said.element.namespace for said in parameters}
    drawing.skipped += list_leftovers(drawing, frozenset({NAMESPACE, *read}))
    stem = _ENDING.sub("", PurePath(drawing.path).name)
    alone, ids = slug(stem) if len(drawing.processes) < 2 else "", Ids()
    for n, process in enumerate(drawing.processes or (drawing.tree.root,)):
        one = drawn(drawing, process, customers)
        pool = drawing.pool_of(process)
        one.page["id"] = ids.give(alone or drawing.id(process))
        one.page["title"] = (pool.name if pool else "") or drawing.name(process) or stem or drawing.id(process)
        one.page["drawn"] = counts[n]
        simulation.put(drawing, one, parameters)
        yield process, one


def _parameters(drawing: Drawing, customers: Customers) -> Iterator[simulation.SimulationData]:
    for element in drawing.tree.elements:
        if qbp.is_qbp(element):
            yield from qbp.parameters(drawing, element, customers)
        elif bpsim.is_bpsim(element):
            yield from bpsim.parameters(drawing, element)


def _line(entry: Skipped) -> int:
    return entry.where.line if entry.where else 0

"""Drawings: BPMN 2.0 files as people draw them, one procedure for each process, with a list of what was left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from frictionaudit.domain.procedure import Procedure, Reading, Skipped
from frictionaudit.errors import InputError
from frictionaudit.sources.bpmn.documentation import list_loose
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.element_counts import count_elements
from frictionaudit.sources.bpmn.extensions import bpsim, qbp, simulation
from frictionaudit.sources.bpmn.extensions.annotations import NameIndex
from frictionaudit.sources.bpmn.extensions.extension import NAMESPACE
from frictionaudit.sources.bpmn.extensions.extension import read as read_extension
from frictionaudit.sources.bpmn.extensions.side_file import SideFile
from frictionaudit.sources.bpmn.ids import Ids, slug
from frictionaudit.sources.bpmn.lanes import Customers
from frictionaudit.sources.bpmn.messages import list_lost
from frictionaudit.sources.bpmn.procedure import ConvertedProcess, convert
from frictionaudit.sources.bpmn.unsupported import list_leftovers
from frictionaudit.sources.bpmn.xml import MODELS, Element, parse, root_name

_ENDING = re.compile(r"(?:\.bpmn2?0?)?\.[^.]*$", re.IGNORECASE)  # .bpmn, .bpmn20.xml


def read_all(data: bytes, path: str) -> tuple[Reading, ...]:
    """Read a drawing: one procedure for each process with content, in the order of the file.

    The content of `friction:says` and of a side file is merged in; InputError names every fault in them.
    """
    drawing, side = Drawing.of(parse(data, path), path), SideFile.beside(path)
    readings: list[Reading] = []
    names: list[tuple[str, NameIndex]] = []
    for process, converted in _convert(drawing, side.customers(drawing)):
        extension = read_extension(drawing, process, converted)
        if extension.problems:
            raise InputError(extension.problems)
        skipped = sorted(dict.fromkeys(drawing.skipped), key=_line)
        drawing.skipped.clear()
        procedure = Procedure.model_validate(converted.page, context={"references": False})
        reading = Reading(procedure, converted.spans, tuple(skipped), tuple(dict.fromkeys(converted.notes)))
        readings.append(extension.fill(reading, "completed from `friction:says` in the drawing"))
        names.append((procedure.id, extension.names))
    note = f"completed from {side.tree.path}"
    return tuple(added.fill(reading, note) for reading, added in zip(readings, side.about(names), strict=True))


def read(data: bytes, path: str) -> Reading:
    """Read a drawing of a single procedure; InputError names the procedures where it holds several."""
    readings = read_all(data, path)
    if len(readings) > 1:
        names = ", ".join(reading.procedure.id for reading in readings)
        message = f"the drawing holds {len(readings)} procedures ({names}), and only one can be used here"
        raise InputError.of("several-procedures", message, f"{path}:1:1", "save each process in its own file")
    return readings[0]


def recognises(head: bytes) -> bool:
    """Whether the beginning of an XML file is that of a drawing."""
    root = root_name(head)
    return root is not None and root[0] in MODELS and root[1] == "definitions"


def _convert(drawing: Drawing, customers: Customers) -> Iterator[tuple[Element, ConvertedProcess]]:
    """Each process converted, with its name, its counts and its simulation parameters."""
    counts = count_elements(drawing.tree, drawing.processes)
    parameters = list(_parameters(drawing, customers))
    list_lost(drawing)
    list_loose(drawing)
    read = {parameter.element.namespace for parameter in parameters}
    drawing.skipped += list_leftovers(drawing, frozenset({NAMESPACE, *read}))
    stem = _ENDING.sub("", PurePath(drawing.path).name)
    alone, ids = slug(stem) if len(drawing.processes) < 2 else "", Ids()
    for n, process in enumerate(drawing.processes or (drawing.tree.root,)):
        converted = convert(drawing, process, customers)
        pool = drawing.pool_of(process)
        converted.page["id"] = ids.give(alone or drawing.id(process))
        converted.page["title"] = (pool.name if pool else "") or drawing.name(process) or stem or drawing.id(process)
        converted.page["drawn"] = counts[n]
        simulation.add_parameters(drawing, converted, parameters)
        yield process, converted


def _parameters(drawing: Drawing, customers: Customers) -> Iterator[simulation.SimulationData]:
    for element in drawing.tree.elements:
        if qbp.is_qbp(element):
            yield from qbp.parameters(drawing, element, customers)
        elif bpsim.is_bpsim(element):
            yield from bpsim.parameters(drawing, element)


def _line(entry: Skipped) -> int:
    return entry.where.line if entry.where else 0

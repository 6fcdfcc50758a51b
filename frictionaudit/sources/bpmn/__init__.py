"""Drawings: BPMN 2.0 files as people draw them, one procedure for each collaboration, with what was left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from frictionaudit.domain.procedure import Procedure, Reading, Skipped
from frictionaudit.errors import InputError
from frictionaudit.sources.bpmn.called_processes import follow_calls
from frictionaudit.sources.bpmn.collaborations import Collaboration, alone, collaborations, title_of
from frictionaudit.sources.bpmn.conversion import ConvertedProcess
from frictionaudit.sources.bpmn.documentation import list_loose
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.element_counts import count_elements
from frictionaudit.sources.bpmn.extensions import bpsim, qbp, simulation
from frictionaudit.sources.bpmn.extensions.annotations import NameIndex
from frictionaudit.sources.bpmn.extensions.extension import NAMESPACE
from frictionaudit.sources.bpmn.extensions.extension import read as read_extension
from frictionaudit.sources.bpmn.extensions.side_file import SideFile
from frictionaudit.sources.bpmn.guessed_sides import guessed_sides, with_new_sides
from frictionaudit.sources.bpmn.ids import Ids, slug
from frictionaudit.sources.bpmn.lanes import Customers
from frictionaudit.sources.bpmn.messages import list_lost
from frictionaudit.sources.bpmn.procedure import convert
from frictionaudit.sources.bpmn.unsupported import list_leftovers
from frictionaudit.sources.bpmn.xml import MODELS, parse, root_name
from frictionaudit.sources.bpmn.xml_tree import XmlTree
from frictionaudit.sources.several import only

_ENDING = re.compile(r"(?:\.bpmn2?0?)?\.[^.]*$", re.IGNORECASE)  # .bpmn, .bpmn20.xml


def read_all(data: bytes, path: str, pool: str | None = None) -> tuple[Reading, ...]:
    """Read a drawing: one procedure for each collaboration with content, in the order of the file.

    `pool` takes the process of one pool alone. The content of `friction:says` and of a side file is merged in;
    InputError names every fault in them.
    """

    def again(customers: Customers) -> tuple[Reading, ...]:
        return read_tree(parse(data, path), path, pool, customers)

    return tuple(with_new_sides(reading, again) for reading in read_tree(parse(data, path), path, pool))


def read_tree(
    tree: XmlTree, path: str, pool: str | None = None, customers: Customers | None = None
) -> tuple[Reading, ...]:
    """The same for a drawing that another reader has brought into BPMN's elements; `customers` are then settled."""
    calls = follow_calls(tree, path)
    drawing, side = Drawing.of(tree, path), SideFile.beside(path)
    drawing.skipped += calls
    readings: list[Reading] = []
    names: list[tuple[str, NameIndex]] = []
    customers = customers or side.customers(drawing)
    for part, converted in _convert(drawing, customers, pool):
        extension = read_extension(drawing, part.processes, converted)
        if extension.problems:
            raise InputError(extension.problems)
        skipped = sorted(dict.fromkeys(drawing.skipped), key=_line)
        drawing.skipped.clear()
        procedure = Procedure.model_validate(converted.page, context={"references": False})
        guessed = guessed_sides(drawing, converted.page["parties"], customers)
        notes = tuple(dict.fromkeys(converted.notes))
        reading = Reading(procedure, converted.spans, tuple(skipped), notes, guessed)
        readings.append(extension.fill(reading, "completed from `friction:says` in the drawing"))
        names.append((procedure.id, extension.names))
    tree.release()
    note = f"completed from {side.tree.path}"
    return tuple(added.fill(reading, note) for reading, added in zip(readings, side.about(names), strict=True))


def read(data: bytes, path: str) -> Reading:
    """Read a drawing of a single procedure; InputError names the procedures where it holds several."""
    return only(read_all(data, path), path)


def recognises(head: bytes) -> bool:
    """Whether the beginning of an XML file is that of a drawing."""
    root = root_name(head)
    return root is not None and root[0] in MODELS and root[1] == "definitions"


def _convert(
    drawing: Drawing, customers: Customers, pool: str | None
) -> Iterator[tuple[Collaboration, ConvertedProcess]]:
    """Each collaboration converted, with its name, its counts and its simulation parameters."""
    parts = alone(drawing, pool, customers) if pool is not None else collaborations(drawing, customers)
    parameters = list(_parameters(drawing, customers))
    list_lost(drawing)
    list_loose(drawing)
    read = {parameter.element.namespace for parameter in parameters}
    drawing.skipped += list_leftovers(drawing, frozenset({NAMESPACE, *read}))
    counts = count_elements(drawing.tree, [part.processes for part in parts])
    stem = _ENDING.sub("", PurePath(drawing.path).name)
    ids = Ids()
    for n, part in enumerate(parts):
        converted = convert(drawing, part, customers)
        name = drawing.id(part.main) if drawing.processes else ""
        single = len(parts) < 2 and pool is None
        converted.page["id"] = ids.give(slug(stem) if single else f"{slug(stem) or 'drawing'}.{name}")
        converted.page["title"] = title_of(drawing, part, stem, single) or "Drawing"
        converted.page["drawn"] = counts[n]
        simulation.add_parameters(drawing, converted, parameters)
        yield part, converted


def _parameters(drawing: Drawing, customers: Customers) -> Iterator[simulation.SimulationData]:
    for element in drawing.tree.elements:
        if qbp.is_qbp(element):
            yield from qbp.parameters(drawing, element, customers)
        elif bpsim.is_bpsim(element):
            yield from bpsim.parameters(drawing, element)


def _line(entry: Skipped) -> int:
    return entry.where.line if entry.where else 0

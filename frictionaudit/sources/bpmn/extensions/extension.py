"""Our own words inside a drawing: `friction:says` in the extension of an element, in the form of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from frictionaudit.domain.procedure import SourceSpan
from frictionaudit.errors import InputError, Problem
from frictionaudit.sources.bpmn.conversion import ConvertedProcess
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.elements import NODES
from frictionaudit.sources.bpmn.extensions.annotations import AnnotationSet, NameIndex
from frictionaudit.sources.bpmn.process_graph import process_around
from frictionaudit.sources.bpmn.xml_tree import Element
from frictionaudit.sources.yaml_tree import YamlTree, parse

NAMESPACE = "urn:frictionaudit:1"
_WHERE = re.compile(r":(\d+):(\d+)$")


def read(drawing: Drawing, processes: Sequence[Element], converted: ConvertedProcess) -> AnnotationSet:
    """All annotations inside some processes, and those of the pools; InputError where one cannot be read."""
    collected = AnnotationSet(NameIndex.of(drawing, converted), drawing.path)
    for element, extension in _extensions(drawing, processes):
        tree = _read(extension, drawing.path)
        if tree.problems:
            collected.problems += tree.problems
        elif not isinstance(tree.value, dict):
            where = str(extension.span(drawing.path))
            collected.problems.append(
                Problem("wrong-value", "`friction:says` has named parts", where, "write for example share: 0.3")
            )
        else:
            _place(collected, drawing, element, extension, tree, converted)
    return collected


def _extensions(drawing: Drawing, processes: Sequence[Element]) -> Iterator[tuple[Element, Element]]:
    """Each element of the processes, and of the pools, with its annotation."""
    places = [
        element for process in processes for element in drawing.inside(process) if element.name == "extensionElements"
    ]
    first = any(process in processes for process in drawing.processes[:1])
    for pool in drawing.pools:
        if pool.process in processes or (pool.process is None and first):
            places += pool.element.all("extensionElements")
    for place in places:
        for child in place.children:
            if child.namespace == NAMESPACE and child.name == "says" and place.parent is not None:
                yield place.parent, child


def _place(
    collected: AnnotationSet,
    drawing: Drawing,
    element: Element,
    extension: Element,
    tree: YamlTree,
    converted: ConvertedProcess,
) -> None:
    name = element.get("id")
    if element.name == "process":
        collected.of_procedure(tree, (), tree.value)
    elif id(element) in converted.parties:
        collected.of_party(tree, (), converted.parties[id(element)])
    elif id(element) in converted.flows:
        collected.of_flow(tree, (), name)
    elif element.name in NODES and converted.steps.get(id(element)) == drawing.id(element):
        collected.of_step(tree, (), drawing.id(element))
    elif process_around(element) is not None:
        what = f"`friction:says` of {element.name} '{drawing.name(element) or name}'"
        drawing.skip(what, "the element is not a step, flow, lane or process of the procedure", extension)


def _read(extension: Element, path: str) -> YamlTree:
    """The text as plain data, with its places in the drawing's file."""
    down = extension.last_line - extension.text.count("\n") - 1
    try:
        tree = parse(extension.text.encode(), path)
    except InputError as error:
        raise InputError([_moved(problem, down) for problem in error.problems]) from None
    for spans in (tree.spans, tree.keys):
        spans.update({at: SourceSpan(path, span.line + down, span.column) for at, span in spans.items()})
    tree.problems = [_moved(problem, down) for problem in tree.problems]
    return tree


def _moved(problem: Problem, down: int) -> Problem:
    def moved(place: re.Match[str]) -> str:
        return f":{int(place[1]) + down}:{place[2]}"

    return replace(problem, where=_WHERE.sub(moved, problem.where))

"""Our own words inside a drawing: `friction:says` in the extension of an element, in the form of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from frictionaudit.domain.procedure import SourceSpan
from frictionaudit.errors import InputError, Problem
from frictionaudit.sources.bpmn.annotations import AnnotationSet, NameIndex
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.elements import NODES
from frictionaudit.sources.bpmn.messages import process_around
from frictionaudit.sources.bpmn.procedure import DrawnProcedure
from frictionaudit.sources.bpmn.xml import Element
from frictionaudit.sources.yaml_tree import YamlTree, parse

NAMESPACE = "urn:frictionaudit:1"
_WHERE = re.compile(r":(\d+):(\d+)$")


def read(drawing: Drawing, process: Element, one: DrawnProcedure) -> AnnotationSet:
    """Everything said inside a process, and of the pools beside it; InputError where it is no page form."""
    beside = AnnotationSet(NameIndex.of(drawing, one), drawing.path)
    for element, saying in _sayings(drawing, process):
        tree = _read(saying, drawing.path)
        if tree.problems:
            beside.problems += tree.problems
        elif not isinstance(tree.value, dict):
            where = str(saying.span(drawing.path))
            beside.problems.append(Problem("wrong-value", "expected keys and values", where, "for example share: 0.3"))
        else:
            _place(beside, drawing, element, saying, tree, one)
    return beside


def _sayings(drawing: Drawing, process: Element) -> Iterator[tuple[Element, Element]]:
    """Each element of the process, and of the pools, with what is said of it."""
    places = [element for element in process.below() if element.name == "extensionElements"]
    for pool in drawing.pools:
        if pool.process is process or (pool.process is None and process in drawing.processes[:1]):
            places += pool.element.all("extensionElements")
    for extension in places:
        for child in extension.children:
            if child.namespace == NAMESPACE and child.name == "says" and extension.parent is not None:
                yield extension.parent, child


def _place(
    beside: AnnotationSet, drawing: Drawing, element: Element, saying: Element, tree: YamlTree, one: DrawnProcedure
) -> None:
    name = element.get("id")
    if element.name == "process":
        beside.of_procedure(tree, (), tree.value)
    elif id(element) in one.parties:
        beside.of_party(tree, (), one.parties[id(element)])
    elif id(element) in one.flows:
        beside.of_flow(tree, (), name)
    elif element.name in NODES and one.steps.get(id(element)) == drawing.id(element):
        beside.of_step(tree, (), drawing.id(element))
    elif process_around(element) is not None:
        what = f"what is said of {element.name} '{drawing.name(element) or name}'"
        drawing.skip(what, "it is no step, flow, lane or process of the procedure", saying)


def _read(saying: Element, path: str) -> YamlTree:
    """The text as plain data, with its places in the drawing's file."""
    down = saying.last_line - saying.text.count("\n") - 1
    try:
        tree = parse(saying.text.encode(), path)
    except InputError as error:
        raise InputError([_moved(problem, down) for problem in error.problems]) from None
    for spans in (tree.spans, tree.keys):
        spans.update({at: SourceSpan(path, span.line + down, span.column) for at, span in spans.items()})
    tree.problems = [_moved(problem, down) for problem in tree.problems]
    return tree


def _moved(problem: Problem, down: int) -> Problem:
    def further(found: re.Match[str]) -> str:
        return f":{int(found[1]) + down}:{found[2]}"

    return replace(problem, where=_WHERE.sub(further, problem.where))

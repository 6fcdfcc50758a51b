"""Data objects and stores: papers that are asked for or handed out, and systems that hold data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from frictionaudit.sources.bpmn.descriptions import words
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.process_graph import ProcessGraph
from frictionaudit.sources.bpmn.xml_tree import Element
from frictionaudit.sources.customer_names import plain

_FORM = re.compile(
    r"\bforms?\b|formular\w*\b|\bvordruck\w*|\w*fragebogen\b|questionnaire|\bapplications?\b|\w*antrag\b|\w*antraege\b"
    r"|formulaire|\bdemande\b|formulario|\bsolicitud\b|\bmodulo\b|\bdomanda\b|formulier|\baanvraag\b|\bimpresso\b"
    r"|\bαιτηση\b|\bεντυπο\b|\brequest form\b"
)


@dataclass
class Paper:
    """One data object with the steps that write and read it."""

    id: str
    name: str
    element: Element
    store: bool
    written: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)

    @property
    def form(self) -> bool:
        return _FORM.search(plain(self.name)) is not None


def papers(graph: ProcessGraph, steps: Mapping[int, str]) -> list[Paper]:
    """The data objects and stores of a process; the same one drawn in several places is one."""
    drawing = graph.drawing
    by_name: dict[tuple[str, bool], Paper] = {}
    by_element: dict[int, Paper] = {}
    for element in _inside(graph):
        if element.own and element.name in ("dataObjectReference", "dataStoreReference"):
            name, store = _name(drawing, element), element.name == "dataStoreReference"
            raw = element.get("id") or f"{element.name}-{element.line}"
            paper = by_name.setdefault((plain(name) or raw, store), Paper(raw, name, element, store))
            by_element[id(element)] = paper
            for key in ("dataObjectRef", "dataStoreRef"):
                behind = drawing.find(element.get(key)) if element.get(key) else None
                if behind is not None:
                    by_element.setdefault(id(behind), paper)
    for element in _inside(graph):  # some tools draw the object itself and no reference to it
        if element.own and element.name == "dataObject" and id(element) not in by_element and drawing.name(element):
            by_element[id(element)] = Paper(element.get("id"), drawing.name(element), element, store=False)
            by_name["#" + element.get("id"), False] = by_element[id(element)]
    for step, reads, paper in _ties(graph, steps, by_element):
        listed = paper.read if reads else paper.written
        if step not in listed:
            listed.append(step)
    return [paper for paper in by_name.values() if paper.element.name != "dataObject" or paper.written or paper.read]


def _inside(graph: ProcessGraph) -> Iterator[Element]:
    return (element for process in graph.processes for element in graph.drawing.inside(process))


def _name(drawing: Drawing, element: Element) -> str:
    name = drawing.name(element)
    behind = drawing.find(element.get("dataObjectRef") or element.get("dataStoreRef"))
    if not name and behind is not None:
        name = drawing.name(behind)
    for holder in (element, behind):
        if not name and holder is not None:
            name = item_name(drawing, holder)
    return re.sub(r"\s*\[[^]]*\]$", "", name)


def item_name(drawing: Drawing, element: Element) -> str:
    """What an item is by its definition: the last part of the structure's name, as words."""
    for key in ("itemSubjectRef", "itemRef"):
        item = drawing.find(element.get(key)) if element.get(key) else None
        if item is not None and item.name == "itemDefinition":
            structure = re.split(r"[:#/.}]", item.get("structureRef"))[-1]
            return words(structure) if len(structure) > 1 else ""
    return ""


Tie = tuple[str, bool, Paper]
"""A step, whether it reads the paper or writes it, and the paper."""


def _ties(graph: ProcessGraph, steps: Mapping[int, str], papers: Mapping[int, Paper]) -> Iterator[Tie]:
    """Each association between a step and a paper."""
    for element in _inside(graph):
        if element.name in ("dataInputAssociation", "dataOutputAssociation"):
            yield from _data_association(graph.drawing, element, steps, papers)
    for tie in graph.drawing.ties:
        for paper, other, reads in ((*tie, True), (*tie[::-1], False)):
            if id(paper) not in papers:
                continue
            for step, reads_it in _step_ends(graph.drawing, other, reads=reads):
                if id(step) in steps:
                    yield steps[id(step)], reads_it, papers[id(paper)]


def _data_association(
    drawing: Drawing, element: Element, steps: Mapping[int, str], papers: Mapping[int, Paper]
) -> Iterator[Tie]:
    reads = element.name == "dataInputAssociation"
    step = steps.get(id(element.parent))
    for reference in element.all("sourceRef" if reads else "targetRef"):
        paper = papers.get(id(drawing.find(reference.text.strip())))
        if step is not None and paper is not None:
            yield step, reads, paper


def _step_ends(drawing: Drawing, element: Element, *, reads: bool) -> Iterator[tuple[Element | None, bool]]:
    """The step an association ends at; on a flow the paper is written where it begins and read where it ends."""
    if element.name != "sequenceFlow":
        yield element, reads
        return
    yield drawing.find(element.get("sourceRef")), False
    yield drawing.find(element.get("targetRef")), True

"""Text annotations and documentation, which become notes of the steps they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from frictionaudit.limits import LIMITS
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.elements import NODES
from frictionaudit.sources.bpmn.process_graph import ProcessGraph
from frictionaudit.sources.bpmn.xml_tree import Element


def documentation(drawing: Drawing, element: Element) -> str:
    """What is written about an element."""
    if not element.children:
        return ""
    texts = [drawing.short(part.text, part, LIMITS.note_length) for part in element.all("documentation")]
    return " ".join(text for text in texts if text)


def annotated(graph: ProcessGraph, steps: Mapping[int, str]) -> dict[str, list[str]]:
    """Text annotations by the step they are tied to."""
    drawing = graph.drawing
    by_step: dict[str, list[str]] = {}
    for tie in drawing.ties:
        for note, other in (tie, tie[::-1]):
            if note.name == "textAnnotation" and id(other) in steps and (text := _text(drawing, note)):
                by_step.setdefault(steps[id(other)], []).append(text)
    return by_step


def list_loose(drawing: Drawing) -> None:
    """List annotations that are tied to no step, and documentation of what has no note."""
    tied = {id(note) for tie in drawing.ties for note, other in (tie, tie[::-1]) if other.name in NODES}
    for element in drawing.tree.elements:
        if not element.own or element.file:
            continue
        if element.name == "textAnnotation" and id(element) not in tied and (text := _text(drawing, element)):
            drawing.skip(f"text '{text[:200]}'", "it is not attached to a step", element)
        if element.name not in NODES and element not in drawing.processes:
            for text in _written(drawing, element):
                what = f"documentation of {element.name} {drawing.called(element)}"
                drawing.skip(what, f"only steps and the procedure can have a note: {text[:200]}", element)


def _written(drawing: Drawing, element: Element) -> Iterator[str]:
    text = documentation(drawing, element)
    if text:
        yield text


def _text(drawing: Drawing, note: Element) -> str:
    inner = note.first("text")
    return drawing.short(inner.text if inner is not None else note.get("text"), note, LIMITS.note_length)

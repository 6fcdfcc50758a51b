"""What a drawing has beside the procedure, counted: tools' own namespaces, frames, choreographies, layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from frictionaudit.domain.procedure import Skipped
from frictionaudit.sources.bpmn.automatic import CALLS, DEFINITIONS
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.elements import ELEMENTS, STRUCTURE, WHY_LEFT_OUT
from frictionaudit.sources.bpmn.forms import FORM_ELEMENTS, FORM_KEYS
from frictionaudit.sources.bpmn.performers import ASSIGNMENT, INITIATOR, PERFORMER_KEYS
from frictionaudit.sources.bpmn.xml_tree import Element

_MARKERS = ("standardLoopCharacteristics", "multiInstanceLoopCharacteristics")
_IGNORED_ATTRIBUTES = ("http://www.w3.org/2001/XMLSchema-instance", "http://www.w3.org/XML/1998/namespace")


_READ_ATTRIBUTES = frozenset([*FORM_KEYS, *PERFORMER_KEYS, INITIATOR, *CALLS])
_READ_ELEMENTS = FORM_ELEMENTS | DEFINITIONS | {ASSIGNMENT, "calledElement"}
"""What is read of a tool's own, in whichever namespace it stands."""


@dataclass
class _Kind:
    first: Element
    elements: int = 0
    attributes: int = 0


def list_leftovers(drawing: Drawing, read: frozenset[str]) -> Iterator[Skipped]:
    """One entry for each namespace and each kind of element that was not read; `read` namespaces were."""
    foreign: dict[str, _Kind] = {}
    passed: dict[str, _Kind] = {}
    layouts = 0
    for element in (element for element in drawing.tree.elements if not element.file):  # the rest is another file's
        if element.name == "BPMNDiagram":
            layouts += 1
        elif not element.own and element.namespace not in read and element.name not in _READ_ELEMENTS:
            foreign.setdefault(element.namespace, _Kind(element)).elements += 1
        elif element.own and _has_no_place(element.name):
            passed.setdefault(element.name, _Kind(element)).elements += 1
        for key in element.attributes:
            namespace, _, name = key[1:].partition("}")
            if key[0] == "{" and namespace not in (*_IGNORED_ATTRIBUTES, *read) and name not in _READ_ATTRIBUTES:
                foreign.setdefault(namespace, _Kind(element)).attributes += 1
    for namespace, kind in foreign.items():
        parts = [_times(kind.elements, "element"), _times(kind.attributes, "attribute")]
        why = (
            f"{' and '.join(part for part in parts if part)} of a tool's own; they are not read, and the first is here"
        )
        yield Skipped(what=f"namespace '{namespace[:200] or 'none'}'", why=why, where=drawing.span(kind.first))
    for name, kind in passed.items():
        why = WHY_LEFT_OUT.get(name, "a procedure cannot hold it")
        what = f"{kind.elements} × {name}"
        yield Skipped(what=what, why=f"{why}; the first is here", where=drawing.span(kind.first))
    if layouts:
        where = next(child for child in drawing.tree.root.children if child.name == "BPMNDiagram")
        why = "positions on the paper do not change how the procedure runs"
        yield Skipped(what=_times(layouts, "diagram layout"), why=why, where=drawing.span(where))


def _has_no_place(name: str) -> bool:
    mapping = ELEMENTS.get(name)
    return name not in STRUCTURE if mapping is None else mapping.role == "left out" and name not in _MARKERS


def _times(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}" if number else ""

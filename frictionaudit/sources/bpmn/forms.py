"""What a task asks: the form fields of Camunda 7 and 8, Flowable and Activiti, in the drawing or beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from frictionaudit.files import is_file
from frictionaudit.limits import LIMITS
from frictionaudit.sources.bpmn.descriptions import words
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.elements import NODES
from frictionaudit.sources.bpmn.ids import Ids
from frictionaudit.sources.bpmn.xml_tree import Element

_NO_QUESTION = frozenset(
    {"text", "image", "button", "html", "separator", "spacer", "group", "iframe", "headline", "expression", "container"}
)
_LABELS = ("label", "dateLabel", "timeLabel", "name")
FORM_KEYS = ("formKey", "formRef", "formId")
FORM_ELEMENTS = frozenset(
    ["formData", "formField", "formProperty", "validation", "constraint", "formDefinition", "userTaskForm"]
)
"""Attributes and elements of tools that are read as the forms of a step."""


@dataclass
class AskedForm:
    """A form of a step with its fields as a page writes them; None where the drawing does not hold them."""

    element: Element
    name: str
    fields: list[dict[str, Any]] | None = field(default=None)


def forms(drawing: Drawing, processes: Sequence[Element]) -> Iterator[AskedForm]:
    """The forms of all steps, in the order of the file."""
    embedded = _embedded(drawing)
    for process in processes:
        for element in drawing.inside(process):
            if element.name not in NODES or not element.own or not (element.children or element.attributes):
                continue
            fields = [child for part in element.all("extensionElements") for child in _drawn_fields(part)]
            key = _form_key(element)
            if fields:
                yield AskedForm(element, drawing.name(element), _fields(_of_drawing(child) for child in fields))
            elif key:
                content = embedded.get(key) if key in embedded else _beside(drawing, element, key)
                read = _fields(_of_json(content)) if content is not None else None
                title = content.get("name") if isinstance(content, dict) else None
                yield AskedForm(element, str(title) if title else drawing.name(element) or words(key), read)


def _drawn_fields(extension: Element) -> Iterator[Element]:
    """`formField` of Camunda 7, and `formProperty` of Activiti and Flowable."""
    for child in extension.children:
        if child.own:
            continue
        if child.name == "formData":
            yield from (inner for inner in child.children if inner.name == "formField" and not _only_shown(inner))
        elif child.name == "formProperty" and child.get("writable") != "false":
            yield child


def _constraints(field: Element) -> set[str]:
    return {inner.get("name") for part in field.children if part.name == "validation" for inner in part.children}


def _only_shown(field: Element) -> bool:
    return "readonly" in _constraints(field)


def _of_drawing(child: Element) -> tuple[str, str, bool]:
    """The data item, the label and whether it is required."""
    required = child.get("required") == "true" or "required" in _constraints(child)
    return child.get("id"), child.get("label") or child.get("name"), required


def _form_key(element: Element) -> str:
    """The key by which a step refers to its form."""
    for key, value in element.attributes.items():
        if key.startswith("{") and key.rpartition("}")[2] in FORM_KEYS and value.strip():
            return value.strip().rpartition(":")[2]
    for part in element.all("extensionElements"):
        for child in part.children:
            if child.name == "formDefinition" and not child.own:
                return next((child.get(key).rpartition(":")[2] for key in FORM_KEYS if child.get(key)), "")
    return ""


def _embedded(drawing: Drawing) -> dict[str, Any]:
    """The forms of Camunda 8 that the drawing holds as JSON, by their ids."""
    found: dict[str, Any] = {}
    for element in drawing.tree.elements:
        if element.name == "userTaskForm" and not element.own and element.text:
            content = _parsed(element.text)
            if content is None:
                drawing.skip(f"form '{element.get('id')}'", "its content is not JSON", element)
            else:
                found[element.get("id")] = content
    return found


def _beside(drawing: Drawing, element: Element, key: str) -> Any:
    """The content of a form file in the folder of the drawing; None where there is none."""
    file = Path(drawing.path).parent / f"{Path(key).stem}.form"
    try:
        if not is_file(Path(drawing.path)) or not is_file(file):
            return None
        content = _parsed(file.read_text(encoding="utf-8")) if file.stat().st_size <= LIMITS.page_bytes else None
    except (OSError, UnicodeDecodeError):
        content = None
    if content is None:
        drawing.skip(f"form '{file.name}'", "it is not JSON, is too large or cannot be read", element)
    return content


def _parsed(text: str) -> Any:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def _of_json(content: Any) -> Iterator[tuple[str, str, bool]]:
    """The questions of a form of Camunda 8 (`components`) or Flowable (`fields`), groups included."""
    stack = [content]
    while stack:
        part = stack.pop()
        if not isinstance(part, dict):
            continue
        inner = part.get("components") or part.get("fields")
        inner = [entry for row in inner.values() for entry in row] if isinstance(inner, dict) else inner
        if isinstance(inner, list):
            stack += reversed(inner)
            continue
        key = part.get("key") or part.get("id")
        if isinstance(key, str) and part.get("type") not in _NO_QUESTION and "type" in part and not _is_closed(part):
            checks = part.get("validate")
            required = part.get("required") is True or (isinstance(checks, dict) and checks.get("required") is True)
            label = next((part[name] for name in _LABELS if part.get(name)), "")
            yield key, str(label), required


def _is_closed(part: dict[str, Any]) -> bool:
    """Whether a field is never filled in: it is always hidden, or only shows something."""
    condition = part.get("conditional")
    hidden = isinstance(condition, dict) and condition.get("hide") in (True, "=true", "true")
    return hidden or any(part.get(key) is True for key in ("readonly", "readOnly", "disabled"))


def _fields(questions: Iterator[tuple[str, str, bool]]) -> list[dict[str, Any]]:
    """The questions as a page writes them, one for each data item."""
    listed: dict[str, dict[str, Any]] = {}
    for key, label, required in questions:
        if not key or len(listed) >= LIMITS.name_length:
            continue
        data = Ids().give(key)
        label = " ".join(label.split())[: LIMITS.name_length] or words(key)
        listed.setdefault(data, {"data": data, "label": label, "required": required})
    return list(listed.values())

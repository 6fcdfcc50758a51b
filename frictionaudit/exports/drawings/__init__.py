"""Writers of drawings, one per format: a drawing in, text or bytes out."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any

from frictionaudit.results.drawing import Drawing


@dataclass(frozen=True)
class DrawingFormat:
    """A format of drawings: its module here, the function that writes it, and the ending of its files."""

    module: str
    ending: str
    function: str = "write"
    binary: bool = False


FORMATS = MappingProxyType(
    {
        "svg": DrawingFormat("svg", ".svg"),
        "png": DrawingFormat("paper", ".png", "png", binary=True),
        "pdf": DrawingFormat("paper", ".pdf", "pdf", binary=True),
        "text": DrawingFormat("text", ".txt"),
        "mermaid": DrawingFormat("mermaid", ".mmd"),
        "swimlane": DrawingFormat("mermaid", ".swimlane.mmd", "swimlanes"),
        "dot": DrawingFormat("dot", ".dot"),
        "plantuml": DrawingFormat("plantuml", ".puml"),
        "bpmn": DrawingFormat("bpmn", ".bpmn"),
        "json": DrawingFormat("json", ".json"),
    }
)
"""The formats by name; `bpmn` is written from the procedure as well as from the drawing."""


def written(form: str, drawing: Drawing) -> str | bytes:
    """A drawing in a format; only its own module is loaded."""
    module: Any = import_module(f"{__name__}.{FORMATS[form].module}")
    content: str | bytes = getattr(module, FORMATS[form].function)(drawing)
    return content


def left_out(form: str, drawing: Drawing) -> tuple[str, ...]:
    """What the drawing does not show, and what the format cannot say of it."""
    module: Any = import_module(f"{__name__}.{FORMATS[form].module}")
    lost: tuple[str, ...] = module.left_out(drawing) if hasattr(module, "left_out") else ()
    return (*drawing.left_out, *lost)

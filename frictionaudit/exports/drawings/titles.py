"""What a drawing is called, and what it shows, in a sentence or two."""

from __future__ import annotations

from dataclasses import dataclass

from frictionaudit.domain.quantities.format import count
from frictionaudit.domain.quantities.listing import listed
from frictionaudit.results.drawing import Drawing, View

VIEWS: dict[View, str] = {
    "staff": "who does what",
    "customer": "what the customer does and hears",
    "findings": "where the findings are",
    "difference": "what is different",
    "shares": "how the cases spread",
}
"""What each view shows."""


@dataclass(frozen=True)
class Captions:
    """The title of a picture, what it shows in words, and the name of the list of its steps."""

    title: str
    description: str
    steps: str


def captions_of(drawing: Drawing) -> Captions:
    """The captions in English."""
    return Captions(title(drawing), description(drawing), "Steps in the order of the flow")


def title(drawing: Drawing) -> str:
    """The procedure and the view: Return a product: who does what."""
    return f"{drawing.title}: {VIEWS[drawing.view]}"


def description(drawing: Drawing) -> str:
    """How much the drawing shows, in which lanes, and what it leaves out."""
    lanes = [lane.name for lane in drawing.lanes if lane.name]
    said = [f"{count(len(drawing.boxes), 'step')} and {count(len(drawing.lines), 'flow')}"]
    if lanes:
        said[0] += f" in {count(len(lanes), 'lane')}: {listed(lanes, shown=None)}"
    if drawing.left_out:
        said.append(f"Not shown: {'; '.join(drawing.left_out)}")
    return f"{'. '.join(said)}."

"""A drawing in words, for people who hear it: where each step stands, what it takes, and what follows."""

from __future__ import annotations

from collections.abc import Mapping

from frictionaudit.application.drawings.outline import NOBODY, Arrow, Outline, Shape
from frictionaudit.domain.quantities.listing import listed, sentence

_KINDS = {
    "start": "start",
    "end": "end",
    "event": "event",
    "exclusive": "decision",
    "parallel": "parallel gateway",
    "inclusive": "inclusive gateway",
    "event-based": "wait for one of several events",
    "complex": "complex gateway",
}
_DIFFERENT = {"added": "Added", "removed": "Removed", "moved": "Moved", "changed": "Changed"}


def place_in_words(outline: Outline) -> Mapping[str, str]:
    """For each shape: its place, name, lane, times, what comes before, and each branch that follows."""
    lanes = {lane.id: lane.name for lane in outline.lanes}
    return {
        shape.id: _shape(outline, shape, f"Step {n} of {len(outline.shapes)}", lanes.get(shape.lane, ""))
        for n, shape in enumerate(outline.shapes, 1)
    }


def _shape(outline: Outline, shape: Shape, place: str, lane: str) -> str:
    kind = _KINDS.get(shape.shape, "")
    parts = [f"{place}{f', {kind}' if kind else ''}: {called(outline, shape)}"]
    if shape.difference:
        parts.append(_DIFFERENT[shape.difference])
    if lane:
        parts.append("Nobody is named for it" if shape.lane == NOBODY else f"By {lane}")
    if shape.told:
        parts.append(sentence("; ".join(shape.told)))
    sources = [called(outline, outline.by_id[arrow.source]) for arrow in outline.incoming[shape.id]]
    if sources:
        parts.append(f"After {listed(dict.fromkeys(sources), shown=6)}")
    parts += following(outline, shape)
    return ". ".join(parts) + "."


def following(outline: Outline, shape: Shape) -> list[str]:
    """Where a case goes on from a shape, one text for each branch."""
    arrows = outline.outgoing[shape.id]
    if not arrows:
        return ["Nothing follows"] if shape.shape != "end" else []
    if len(arrows) == 1 and not arrows[0].text:
        return [f"Then {called(outline, outline.by_id[arrows[0].target])}"]
    word = "Then all of" if shape.shape == "parallel" else "Then"
    return [f"{word}: {'; '.join(branch(outline, arrow) for arrow in arrows)}"]


def branch(outline: Outline, arrow: Arrow) -> str:
    """One branch: its condition and share, and where it leads."""
    target = called(outline, outline.by_id[arrow.target])
    said = f"{arrow.text}: {target}" if arrow.text else target
    return f"{said} ({arrow.difference})" if arrow.difference else said


def arrow_in_words(outline: Outline, arrow: Arrow) -> str:
    """A flow as a sentence: from where, to where, when and how often."""
    source, target = (called(outline, outline.by_id[id]) for id in (arrow.source, arrow.target))
    often = f", {arrow.share:.2g} times a case" if arrow.share is not None else ""
    condition = f" ({arrow.text})" if arrow.text else ""
    different = f". {_DIFFERENT[arrow.difference]}" if arrow.difference else ""
    return f"From {source} to {target}{condition}{often}{different}"


def called(outline: Outline, shape: Shape) -> str:
    """A shape as its neighbours call it; a gateway without a name is known by what leads to it."""
    if shape.name:
        return shape.name
    kind = _KINDS.get(shape.shape, "step")
    before = next(
        (outline.by_id[a.source].name for a in outline.incoming[shape.id] if outline.by_id[a.source].name), ""
    )
    return f"the {kind} after {before}" if before else f"the {kind}"

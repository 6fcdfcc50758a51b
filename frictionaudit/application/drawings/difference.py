"""Two versions in one drawing: what was added, removed, moved and changed, in words and signs as well as in colour."""

from __future__ import annotations

from dataclasses import replace

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.application.drawings.order import flow_order
from frictionaudit.application.drawings.outline import Arrow, Band, Outline, Shape
from frictionaudit.application.drawings.staff import staff
from frictionaudit.domain.procedure import Procedure
from frictionaudit.results.drawing import Difference, KeyRow

MEANING: dict[Difference, str] = {
    "added": "added",
    "removed": "removed",
    "moved": "moved to another party, or to another place in the flow",
    "changed": "changed: time, form, message or another property",
}


def difference_view(before: Subject, after: Subject) -> Outline:
    """The steps and flows of both versions; those that are the same bear no sign."""
    old, new = staff(before), staff(after)
    kept = {shape.id for shape in old.shapes} & {shape.id for shape in new.shapes}
    shapes = {
        shape.id: _changed(before.procedure, after.procedure, shape) if shape.id in kept else _as(shape, "added")
        for shape in new.shapes
    }
    shapes |= {shape.id: _as(shape, "removed") for shape in old.shapes if shape.id not in kept}
    arrows = _arrows(old, new)
    lanes = _lanes(old, new)
    starts = tuple(dict.fromkeys((*new.starts, *old.starts)))
    successors: dict[str, list[str]] = {id: [] for id in shapes}
    for arrow in sorted(arrows, key=lambda arrow: (arrow.difference == "removed", -(arrow.weight or 0.5))):
        successors[arrow.source].append(arrow.target)
    used = {shape.difference for shape in shapes.values()} | {arrow.difference for arrow in arrows}
    key = tuple(KeyRow(sign=kind, rows=(text,)) for kind, text in MEANING.items() if kind in used)
    return replace(
        new,
        view="difference",
        lanes=lanes,
        shapes=tuple(shapes[id] for id in flow_order(list(shapes), successors, starts)),
        arrows=arrows,
        starts=starts,
        key=key or (KeyRow(sign="", rows=("The two versions do not differ.",)),),
    )


def _as(shape: Shape, difference: Difference) -> Shape:
    return replace(shape, difference=difference)


def _changed(a: Procedure, b: Procedure, shape: Shape) -> Shape:
    old, new = a.steps[shape.id], b.steps[shape.id]
    around = (_neighbours(a, shape.id), _neighbours(b, shape.id))
    moved = all(before and after and not before & after for before, after in zip(*around, strict=True))
    if old.by != new.by or moved:
        return _as(shape, "moved")
    plain = {"next": (), "by": None}
    same = old.model_copy(update=plain) == new.model_copy(update=plain) and _asked(a, shape.id) == _asked(b, shape.id)
    return shape if same else _as(shape, "changed")


def _neighbours(procedure: Procedure, id: str) -> tuple[set[str], set[str]]:
    """The steps right before a step, and those right after it."""
    return {source for source, flow in procedure.flows if flow.to == id}, {f.to for f in procedure.steps[id].next}


def _asked(procedure: Procedure, id: str) -> tuple[object, ...]:
    """The forms and documents of a step: a shorter form changes the step that asks for it."""
    papers = (*procedure.steps[id].asks, *procedure.steps[id].gives)
    return tuple(procedure.forms.get(paper) or procedure.documents.get(paper) for paper in papers)


def _arrows(old: Outline, new: Outline) -> tuple[Arrow, ...]:
    """The flows of both, by where they lead; a flow with another share or condition has changed."""
    before = {(a.source, a.target, a.id): a for a in old.arrows}
    after = {(a.source, a.target, a.id): a for a in new.arrows}
    arrows = [
        replace(
            arrow,
            difference="added" if key not in before else None if before[key].text == arrow.text else "changed",
        )
        for key, arrow in after.items()
    ]
    gone = [
        replace(arrow, id=f"{arrow.id} (removed)", difference="removed")
        for key, arrow in before.items()
        if key not in after
    ]
    return (*arrows, *gone)


def _lanes(old: Outline, new: Outline) -> tuple[Band, ...]:
    """The lanes of the new version, and behind them those that only the old one has."""
    known = {lane.id for lane in new.lanes}
    return (*new.lanes, *(lane for lane in old.lanes if lane.id not in known))

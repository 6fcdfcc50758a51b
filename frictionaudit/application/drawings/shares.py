"""How the cases spread over the branches: the expected passages of each flow, to be drawn as its width."""

from __future__ import annotations

from dataclasses import replace

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.application.drawings.outline import Arrow, Outline
from frictionaudit.domain.quantities.format import format_number, format_share


def with_shares(outline: Outline, subject: Subject) -> Outline:
    """A staff view whose arrows know how often a case takes them."""
    passes = {arc.id: subject.passes(arc) for arc in subject.graph.arcs}
    finite = all(weight.value < 1e6 for weight in passes.values())
    split = {arc.id for arc in subject.graph.arcs if subject.graph.is_split(arc.source)}

    def shown(arrow: Arrow) -> Arrow:
        value = passes[arrow.id].value
        times = format_number(value)
        often = f"{format_share(min(value, 1.0))} of cases" if value <= 1 or times == "1" else f"{times} × a case"
        condition = arrow.text.partition(" · ")[0] if "%" in arrow.text else arrow.text
        condition = "" if condition.endswith("%") else condition
        text = " · ".join(filter(None, (condition, often)))
        return replace(arrow, share=round(value, 6), text=text if arrow.id in split else "")

    if not finite:
        note = "how often the flows are taken: a loop without an exit makes it endless"
        return replace(outline, view="shares", left_out=(*outline.left_out, note))
    shapes = tuple(replace(shape, facts=(), told=()) for shape in outline.shapes)
    return replace(outline, view="shares", shapes=shapes, arrows=tuple(shown(arrow) for arrow in outline.arrows))

"""The first page of a report: the drawing with its marks, the worst findings, and the best ideas."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from frictionaudit.exports.audit.summary import grouped
from frictionaudit.exports.drawings import svg, text
from frictionaudit.exports.wording.effects import sentence
from frictionaudit.results.audit import Effect, Finding, ProcedureAudit
from frictionaudit.results.drawing import Drawing, Mark

_SAVED = ("customer_minutes", "staff_minutes", "wait_ours")
WORST, IDEAS = 5, 3
"""Findings and ideas that the first page shows."""


def numbered(procedure: ProcedureAudit) -> Mapping[str, int]:
    """The number of each open finding, by its fingerprint, in the order in which the report lists them."""
    listed = (finding for group in grouped(procedure.open) for finding in group)
    return {finding.fingerprint: n for n, finding in enumerate(listed, 1)}


def pictured(procedure: ProcedureAudit, name: str) -> tuple[Markup, list[tuple[int, str]]] | None:
    """The drawing, whose marks link to the findings of the report, and the flow in words; None where there is none.

    Findings that do not count any more, because they were waived or known, have no mark.
    """
    if procedure.drawing is None:
        return None
    drawing = _marked(procedure, procedure.drawing)
    picture = Markup(svg.inline(drawing, name, frozenset(numbered(procedure))))
    rows = [line for line in text.write(drawing).splitlines()[3:] if line.strip()]
    return picture, [(min(9, (len(row) - len(row.lstrip())) // 2), row.strip()) for row in rows]


def linked_marks(procedure: ProcedureAudit, picture: tuple[Markup, list[tuple[int, str]]] | None) -> frozenset[str]:
    """The fingerprints of the findings that have a mark to link back to: not those of the whole, or behind "+3"."""
    if picture is None:
        return frozenset()
    return frozenset(f.fingerprint for f in procedure.open if f'-mark-{f.fingerprint}"' in picture[0])


def _marked(procedure: ProcedureAudit, drawing: Drawing) -> Drawing:
    numbers = numbered(procedure)
    findings = sorted(procedure.open, key=lambda finding: numbers[finding.fingerprint])
    boxes = tuple(
        box.model_copy(update={"marks": tuple(_mark(f, numbers) for f in findings if box.id in f.steps)})
        for box in drawing.boxes
    )
    return drawing.model_copy(update={"boxes": boxes})


def _mark(finding: Finding, numbers: Mapping[str, int]) -> Mark:
    number = numbers[finding.fingerprint]
    return Mark(number=number, severity=finding.severity, text=finding.message, fingerprint=finding.fingerprint)


def worst(procedure: ProcedureAudit) -> list[Finding]:
    """The findings to look at first: the most severe, then those with most at stake; one for each rule."""
    chosen: dict[str, Finding] = {}
    for finding in procedure.open:
        chosen.setdefault(finding.rule, finding)
    return list(chosen.values())[:WORST]


def ideas(procedure: ProcedureAudit) -> list[tuple[str, str]]:
    """The suggestions that save most, with what each brings; empty where none was proved."""
    proved = {suggestion.title: suggestion for finding in procedure.open for suggestion in finding.suggestions}
    best = sorted(proved.values(), key=lambda suggestion: -_saved(suggestion.effect))  # ties: the worst finding first
    return [(idea.title, sentence(idea.effect, found=idea)) for idea in best[:IDEAS]]


def _saved(effect: Effect | None) -> float:
    """The parts of people's time and of the wait on us that an effect saves, added up."""
    if effect is None:
        return 0.0
    pairs = [(effect.before.get(key), effect.after.get(key)) for key in _SAVED]
    return sum(
        max(0.0, (before.value - after.value) / before.value)
        for before, after in pairs
        if before is not None and after is not None and before.value and after.value is not None
    )

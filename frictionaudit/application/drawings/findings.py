"""The findings on the drawing: numbered marks at the steps they name, and how much of the burden lies where."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from frictionaudit.application.drawings.outline import Outline
from frictionaudit.results.audit import Burden, Finding
from frictionaudit.results.drawing import KeyRow, Mark


def with_findings(outline: Outline, findings: Sequence[Finding], burden: Burden, key: bool = True) -> Outline:
    """A staff view with a mark for each finding, numbered in the order given, and a bar for each step's burden.

    `key` lists the findings below the drawing, where nothing beside it does.
    """
    marks = [
        (finding, Mark(number=n, severity=finding.severity, text=finding.message, fingerprint=finding.fingerprint))
        for n, finding in enumerate(findings, 1)
    ]
    outline = with_marks(outline, [(finding.steps, mark) for finding, mark in marks])
    total = sum(line.minutes for line in burden.steps)
    share = {line.id: line.minutes / total for line in burden.steps} if total else {}
    shapes = tuple(
        replace(
            shape,
            burden=min(1.0, share.get(shape.id, 0.0)) if total and shape.kind == "task" else None,
            told=(*shape.told, *([f"{share[shape.id] * 100:.0f} % of the time"] if shape.id in share else [])),
        )
        for shape in outline.shapes
    )
    at = {step for finding, _ in marks for step in finding.steps}
    rows = tuple(key_row(finding, mark, bool(at & set(finding.steps))) for finding, mark in marks) if key else ()
    if key and total:
        rows = (KeyRow(sign="burden", rows=("Bar: the step's part of all the time of customers and staff.",)), *rows)
    return replace(outline, shapes=shapes, key=rows)


def with_marks(outline: Outline, marks: Sequence[tuple[Collection[str], Mark]]) -> Outline:
    """A view with marks, each at the steps that it names."""
    shapes = (
        replace(shape, marks=tuple(mark for steps, mark in marks if shape.id in steps)) for shape in outline.shapes
    )
    return replace(outline, view="findings", shapes=tuple(shapes))


def key_row(finding: Finding, mark: Mark, placed: bool) -> KeyRow:
    """A finding below the drawing, with the number of its mark."""
    word = {"error": "Error", "warning": "Warning", "info": "Hint"}[finding.severity]
    where = "" if placed else " (whole procedure)"
    text = f"{word} {finding.rule}: {finding.message[:1].upper()}{finding.message[1:]}{where}"
    return KeyRow(sign=str(mark.number), severity=finding.severity, rows=(text,), fingerprint=finding.fingerprint)


def in_report_order(groups: Iterable[Sequence[Finding]]) -> tuple[Finding, ...]:
    """Findings numbered as a report lists them: group by group."""
    return tuple(finding for group in groups for finding in group)

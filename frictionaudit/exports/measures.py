"""Measures as a table to read, as JSON, or as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence

from frictionaudit.domain.quantities.listing import shortened
from frictionaudit.exports.wording import numbers, sanitize
from frictionaudit.results.audit import Measure, MeasuredProcedure


def text(measured: Sequence[MeasuredProcedure]) -> str:
    """One block per procedure: key, value with unit, evidence, and what is unknown."""
    blocks = []
    for procedure in measured:
        lines = [sanitize.text(f"{procedure.title}  {procedure.source}")]
        lines += [
            f"  {key:<26}{numbers.measure(m):<30}{m.evidence.kind}{_why(m)}" for key, m in procedure.measures.items()
        ]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _why(measure: Measure) -> str:
    unknown = measure.evidence.unknown
    return sanitize.text(f"  (unknown: {shortened(unknown)})") if unknown else ""


def as_json(measured: Sequence[MeasuredProcedure]) -> str:
    """`{"schema": 1, "procedures": [{id, title, source, measures}]}`."""
    document = {"schema": 1, "procedures": [procedure.model_dump(mode="json") for procedure in measured]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_csv(measured: Sequence[MeasuredProcedure]) -> str:
    """One row per procedure and measure; an unknown value is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["id", "title", "source", "measure", "value", "unit", "scope", "evidence", "bound", "unknown"])
    for procedure in measured:
        for key, m in procedure.measures.items():
            value = "" if m.value is None else f"{m.value:.15g}"
            row = [
                procedure.id,
                procedure.title,
                procedure.source,
                key,
                value,
                m.unit,
                m.scope,
                m.evidence.kind,
                m.evidence.bound,
            ]
            writer.writerow([*map(sanitize.cell, row[:4]), *row[4:], sanitize.cell("; ".join(m.evidence.unknown))])
    return out.getvalue()


FORMATS: dict[str, Callable[[Sequence[MeasuredProcedure]], str]] = {"text": text, "json": as_json, "csv": as_csv}

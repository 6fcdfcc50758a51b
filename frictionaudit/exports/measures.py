"""Measures as a table to read, as JSON, or as CSV, one procedure at a time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator

from frictionaudit.domain.quantities.listing import shortened
from frictionaudit.exports.wording import numbers, sanitize
from frictionaudit.exports.wording.no_customer import no_customer
from frictionaudit.exports.wording.tables import beside, folded
from frictionaudit.results.audit import Measure, MeasuredProcedure


def text(measured: Iterable[MeasuredProcedure], width: int = 100) -> Iterator[str]:
    """One block per procedure: key, value with unit, evidence, label and scope, and what is unknown."""
    for n, procedure in enumerate(measured):
        lines = folded(f"{procedure.title}  {procedure.source}", width)
        if none := no_customer(procedure.measures):
            lines += folded(f"Customer: {none}", width, "  ", "    ")
        for key, measure in procedure.measures.items():
            lines += _lines(key, measure, width)
        yield ("\n" if n else "") + "\n".join(lines) + "\n"


def _lines(key: str, measure: Measure, width: int) -> list[str]:
    unknown = measure.evidence.unknown
    why = f" (unknown: {shortened(unknown)})" if unknown else ""
    told = f"{_label(measure)}{why}"
    return beside(f"  {key:<24}{numbers.measure(measure):<18} {measure.evidence.kind:<9} ", told, width)


def _label(measure: Measure) -> str:
    """What a measure is, and that it counts per case where its unit or its label does not say by what."""
    per_case = measure.scope == "case" and measure.unit not in _OF_ALL
    return f"{measure.definition.label}{' per case' if per_case else ''}"


def as_json(measured: Iterable[MeasuredProcedure]) -> Iterator[str]:
    """`{"schema": 1, "procedures": [{id, title, source, measures}]}`."""
    opening = '{\n  "schema": 1,\n  "procedures": ['
    empty = True
    for procedure in measured:
        text = json.dumps(procedure.model_dump(mode="json"), ensure_ascii=False, indent=2)
        indented = text.replace("\n", "\n    ")  # texts hold no bare line ends
        yield f"{opening if empty else ','}\n    {indented}"
        empty = False
    yield f"{opening}]\n}}\n" if empty else "\n  ]\n}\n"


def as_csv(measured: Iterable[MeasuredProcedure]) -> Iterator[str]:
    """One row per procedure and measure; an unknown value is an empty cell."""
    yield ",".join(_COLUMNS) + "\n"
    for procedure in measured:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        for key, m in procedure.measures.items():
            value = "" if m.value is None else f"{m.value:.15g}"
            named = map(sanitize.cell, (procedure.id, procedure.title, procedure.source, key))
            unknown = sanitize.cell("; ".join(m.evidence.unknown))
            writer.writerow([*named, value, m.unit, m.scope, m.evidence.kind, m.evidence.bound, unknown])
        yield out.getvalue()


_COLUMNS = ("id", "title", "source", "measure", "value", "unit", "scope", "evidence", "bound", "unknown")
_OF_ALL = ("share", "ratio")
"""Units of measures that compare, and so count by nothing."""
FORMATS: dict[str, Callable[..., Iterator[str]]] = {
    "text": text,
    "json": as_json,
    "csv": as_csv,
}
"""Writers, each piece by piece, so that the measures of many files never stand in memory together."""

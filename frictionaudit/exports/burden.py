"""The burden by step, party, channel, route or loop, as a table to read, as JSON, or as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, fields

from frictionaudit.domain.quantities.format import format_effort, format_number, format_share
from frictionaudit.domain.quantities.listing import shortened
from frictionaudit.exports.wording import burden as words
from frictionaudit.exports.wording import sanitize
from frictionaudit.exports.wording.tables import Column, folded, table
from frictionaudit.results.burden import BurdenLine, BurdenOfProcedure


def text(procedures: Sequence[BurdenOfProcedure], width: int = 100) -> str:
    """One table per procedure, the worst line first: what each place takes per case, and hours a year."""
    return "\n".join("\n".join(_block(procedure, width)) + "\n" for procedure in procedures)


def _block(procedure: BurdenOfProcedure, width: int) -> Iterator[str]:
    yield from folded(f"{procedure.title}  {procedure.source}", width)
    if not procedure.lines:
        nothing = "No loop takes anybody's time" if procedure.by == "loop" else "The page gives no time to tell"
        yield f"  {nothing}"
    else:
        yield from table(_columns(procedure), (_row(procedure, line) for line in procedure.lines), width)
    if procedure.unknown:
        yield from folded(f"unknown, and not counted: {shortened(procedure.unknown)}", width, "  ", "    ")


def _columns(procedure: BurdenOfProcedure) -> list[Column]:
    yearly = any(line.customer_hours_year is not None for line in procedure.lines)
    each = ["each time"] if procedure.by != "loop" else []
    of_people = [heading for who in ("customers", "staff") for heading in (who, *(["h a year"] if yearly else []))]
    numbers = [words.TIMES[procedure.by], *each, *of_people]
    return [Column(procedure.by, wide=True), *(Column(heading, True) for heading in numbers)]


def _row(procedure: BurdenOfProcedure, line: BurdenLine) -> list[str]:
    times = format_share(line.times) if procedure.by == "route" else format_number(line.times)
    cells = [words.name(line), times]
    if procedure.by != "loop":
        cells.append(_time(line.customer_minutes_each))
    for minutes, year in (
        (line.customer_minutes, line.customer_hours_year),
        (line.staff_minutes, line.staff_hours_year),
    ):
        cells += [_time(minutes), *([] if year is None else [format_number(year)])]
    return cells


def _time(minutes: float) -> str:
    return format_effort(minutes) if minutes > 0 else f"−{format_effort(-minutes)}" if minutes < 0 else "0"


def as_json(procedures: Sequence[BurdenOfProcedure]) -> str:
    """`{"schema": 1, "procedures": [{id, title, source, by, lines, unknown}]}`."""
    document = {"schema": 1, "procedures": [procedure.model_dump(mode="json") for procedure in procedures]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_csv(procedures: Sequence[BurdenOfProcedure]) -> str:
    """One row per procedure and line; what is not known per year is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["procedure", "by", *(field.name for field in fields(BurdenLine))])
    for procedure in procedures:
        for line in procedure.lines:
            cells = (procedure.id, procedure.by, *("" if value is None else value for value in astuple(line)))
            writer.writerow([sanitize.cell(cell) if isinstance(cell, str) else cell for cell in cells])
    return out.getvalue()


FORMATS: dict[str, Callable[..., str]] = {"text": text, "json": as_json, "csv": as_csv}

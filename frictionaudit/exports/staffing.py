"""Queues before and after a change, side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from frictionaudit.domain.quantities.format import format_share
from frictionaudit.exports.wording.tables import Column, folded, table
from frictionaudit.results.staffing import FigureKey, StaffingComparison, StaffingFigure

_NAMES: Mapping[FigureKey, str] = {
    "queue_hours": "hours a year in the queues",
    "customer_hours": "customers' own hours a year",
    "given_up": "share of cases given up",
    "wait_ours": "hours a year waiting for us",
    "staff_cost": "cost of staff on duty a year",
}
_COLUMNS = (
    Column("with queues, 95 % intervals", wide=True),
    Column("now", numbers=True),
    Column("then", numbers=True),
)


def text(done: StaffingComparison, width: int = 100) -> list[str]:
    """The figures as a table, what an hour saved costs, and what the simulation leaves out."""
    lines = [f"  {done.cases:,} cases each, seed {done.seed}", ""]
    rows = [
        (_NAMES[a.key], _cell(a, done.currency), _cell(b, done.currency))
        for a, b in zip(done.before, done.after, strict=True)
    ]
    lines += table(_COLUMNS, rows, width)
    if done.cost_per_hour_saved is not None:
        price = f"{done.cost_per_hour_saved:,.2f} {done.currency or ''}".rstrip()
        lines += ["", f"  Each hour that people no longer wait in a queue costs {price} more staff."]
    notes = dict.fromkeys((*(figure.note for figure in (*done.before, *done.after) if figure.note), *done.notes))
    return lines + [line for note in notes for line in folded(f"note: {note}", width, "  ", "    ")]


def _cell(figure: StaffingFigure, currency: str | None) -> str:
    if figure.value is None:
        return "unknown"
    if figure.key == "staff_cost":
        return f"{figure.value:,.0f} {currency or ''}".rstrip()
    words: Callable[[float], str] = format_share if figure.key == "given_up" else _hours
    between = figure.interval
    if between is None or between.low is None or between.high is None:
        return words(figure.value)
    low, high = words(between.low), words(between.high)
    return words(figure.value) if low == high else f"{words(figure.value)} ({low.removesuffix(' %')}–{high})"


def _hours(hours: float) -> str:
    """To the digits that a simulation can bear."""
    return f"{float(f'{hours:.3g}'):,.0f}" if hours >= 100 else f"{hours:.2g}"

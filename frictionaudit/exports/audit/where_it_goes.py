"""Where the time goes, as bars in a terminal: the worst steps, what loops cost, and how routes differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from frictionaudit.domain.quantities.format import format_effort, format_number
from frictionaudit.exports.wording import burden as words
from frictionaudit.exports.wording import sanitize
from frictionaudit.exports.wording.tables import folded, shortened
from frictionaudit.results.audit import Burden, BurdenLine

SHOWN = 4
"""Steps shown; the rest is one line."""
_BAR = 7
_TIME, _HOURS = 10, 9
_LEAST_NAME = 22
"""Columns that a step's name needs beside the numbers; where there are fewer, the numbers stand below the name."""


def where_it_goes(burden: Burden, width: int, brief: bool = False) -> Iterator[str]:
    """The worst steps with a bar each: customers and staff, per case and per year; then loops and routes.

    In `brief` only the three worst steps and the worst loop. Where the width leaves no room for a table, each step's
    numbers are a sentence below its name.
    """
    lines = [line for line in burden.steps if line.minutes > 0]
    if not lines:
        return
    yearly = lines[0].customer_hours_year is not None
    name_width = width - 7 - _BAR - 2 * (_TIME + (_HOURS if yearly else 0)) - (2 if yearly else 0)
    shown = lines[: SHOWN - 1 if brief else SHOWN]
    yield from _table(shown, name_width, yearly) if name_width >= _LEAST_NAME else _listed(shown, width)
    rest = words.rest(lines, len(shown))
    if rest:
        yield from folded(rest, width, "    ", "      ")
    for loop in words.loops(burden, 1 if brief else 2):
        yield from folded(loop, width, "  Loop: ", "    ")
    routes = "" if brief else words.routes(burden)
    if routes:
        yield from folded(routes, width, "  Customer's time ", "    ")


def _table(lines: Sequence[BurdenLine], name_width: int, yearly: bool) -> Iterator[str]:
    yield _heading(name_width, yearly)
    longest = lines[0].minutes
    for line in lines:
        name = shortened(sanitize.text(words.name(line)), name_width)
        yield f"    {name:<{name_width}} {_bar(line, longest)} {_cells(line, yearly)}".rstrip()


def _listed(lines: Sequence[BurdenLine], width: int) -> Iterator[str]:
    yield "  Where it goes"
    for line in lines:
        yield from folded(words.name(line), width, "    ", "      ")
        yield from folded(words.costs(line), width, "      ", "      ")


def _heading(name_width: int, yearly: bool) -> str:
    title = f"{'  Where it goes':<{name_width + 6 + _BAR}}"
    both = (f"{who:>{_TIME}}" + (f"{'h a year':>{_HOURS}}" if yearly else "") for who in ("customers", "staff"))
    return title + ("  " if yearly else "").join(both)


def _bar(line: BurdenLine, longest: float) -> str:
    """Customers dark, staff light; the longest step has the whole width."""
    customer = round(_BAR * line.customer_minutes / longest)
    whole = max(round(_BAR * line.minutes / longest), 1)
    return f"{'█' * customer + '░' * (whole - customer):<{_BAR}}"


def _cells(line: BurdenLine, yearly: bool) -> str:
    pairs: Sequence[tuple[float, float | None]] = (
        (line.customer_minutes, line.customer_hours_year),
        (line.staff_minutes, line.staff_hours_year),
    )
    cells = []
    for minutes, hours in pairs:
        cell = f"{format_effort(minutes) if minutes else '–':>{_TIME}}"
        cells.append(cell + (f"{format_number(hours or 0.0) if minutes else '–':>{_HOURS}}" if yearly else ""))
    return ("  " if yearly else "").join(cells)

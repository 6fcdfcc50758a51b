"""Rows that happen only under a condition, with the rows that follow from them: read as always, and told so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from frictionaudit.domain.procedure import Flow, Skipped
from frictionaudit.domain.quantities import Share
from frictionaudit.domain.quantities.listing import listed, quoted
from frictionaudit.sources.tables.conditions import condition_in, follows_from, unusual
from frictionaudit.sources.tables.flow_parts import Flows, TableRow
from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.people import acts
from frictionaudit.sources.tables.printed import Printed, PrintedRow
from frictionaudit.sources.tables.wording import actions

_SAYS = (Role.CLIENT, Role.AGENCY, Role.STEP, Role.ACTION)


def assume_always(rows: Sequence[TableRow], flows: Flows, printed: Printed) -> None:
    """Mark the only flow to each row that depends on a condition: no share is printed, so every case takes it."""
    for part, at, dependent in _dependent(rows):
        named = listed(quoted(row.first.step.name or row.first.id for row in dependent))
        depend = "depend" if len(dependent) > 1 else "depends"
        why = f"{named}, which {depend} on '{condition_in(part)}', read as happening in every case"
        for row in dependent:
            _mark(row, flows, condition_in(part), why)
            if row.first.row.row != at:
                flows.unread.append(_told(row, printed, f"it depends on '{condition_in(part)}' in row {at}"))


def _dependent(rows: Sequence[TableRow]) -> Iterator[tuple[str, int, list[TableRow]]]:
    """Each condition with its row, and the rows that depend on it: its own, if all of it does, and those behind."""
    taken: set[int] = set()
    for n, row in enumerate(rows):
        printed = row.first.row
        part = next((part for part in _parts(printed) if unusual(part)), None)
        if part is None or n in taken:
            continue
        dependent = [n] if _only_then(printed) else []
        for m in range(n + 1, len(rows)):
            if not any(follows_from(text, part) for text in _parts(rows[m].first.row)):
                break
            dependent.append(m)
        taken |= set(dependent)
        if dependent:
            yield part, printed.row, [rows[m] for m in dependent]


def _parts(row: PrintedRow) -> list[str]:
    return [part for role in _SAYS for part in actions(row.own(role))]


def _only_then(row: PrintedRow) -> bool:
    """Whether the whole row depends on its condition, and not only one of the actions in it."""
    theirs = actions(row.own(Role.CLIENT)) if acts(row) else []
    return unusual(theirs[0]) if theirs else all(unusual(part) for part in _parts(row))


def _mark(row: TableRow, flows: Flows, condition: str, why: str) -> None:
    share = Share.model_validate({"value": 1.0, "assumed": why})
    for source, leaving in flows.next.items():
        if len(leaving) == 1 and leaving[0].to == row.first.id and leaving[0].share is None:
            flows.next[source] = [Flow(to=row.first.id, share=share, when=leaving[0].when or condition)]


def _told(row: TableRow, printed: Printed, why: str) -> Skipped:
    entry = row.first.row.entry(row.first.role)
    place, text = row.first.row.place(row.first.role), " ".join(entry.text.split())[:80]
    where = printed.grid.span(entry.row or row.first.row.row, entry.column or 1)
    return Skipped(what=f"{place}: '{text}'", why=f"{why}; read as happening every time", where=where)

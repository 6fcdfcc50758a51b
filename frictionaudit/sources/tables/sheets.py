"""The other sheets of a step table: the people with their sides, and facts about the whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from frictionaudit.domain.value_errors import explain
from frictionaudit.errors import InputError, Problem
from frictionaudit.sources.tables.grid import Grid
from frictionaudit.sources.tables.mapping import TableMapping
from frictionaudit.sources.tables.wording import normal

PEOPLE = {"who": "name", "name": "name", "side": "side", "department": "unit", "unit": "unit"}
PEOPLE |= {"cost per hour": "cost", "cost": "cost", "id": "id"}
"""The columns of the sheet of people, and the keys of a party they hold."""
FACTS = {"title": "title", "id": "id", "kind": "kind", "owner": "owner", "volume": "volume", "how often": "volume"}
FACTS |= {"opening hours": "hours", "country": "country", "currency": "currency", "a day is": "day"}
"""The labels of the sheet about the whole, and what they hold."""
_CALENDAR = ("hours", "country")


def is_people(grid: Grid) -> bool:
    """Whether a sheet lists people with their sides."""
    keys = {PEOPLE.get(normal(cell.text)) for cell in grid.own(1)} if grid.rows else set()
    return {"name", "side"} <= keys


def is_facts(grid: Grid) -> bool:
    """Whether a sheet has facts about the whole: a label and a value in each row, the title among them."""
    labels = [normal(grid.at(row, 1).text) for row in range(1, len(grid.rows) + 1)]
    return "title" in labels and all(label in FACTS for label in labels if label)


def is_explanations(grid: Grid) -> bool:
    """Whether a sheet only says what to write in the columns of another."""
    firsts = {normal(grid.at(row, 1).text) for row in range(1, min(len(grid.rows), 20) + 1)}
    return any(first.startswith("column on '") for first in firsts)


def with_sheets(grids: Sequence[Grid], mapping: TableMapping) -> tuple[list[Grid], TableMapping]:
    """The sheets that may hold steps, and the mapping with what the others state; the mapping file goes first."""
    values: dict[str, Any] = {}
    rest: list[Grid] = []
    for grid in grids:
        if is_people(grid):
            values["parties"] = {**_people(grid), **values.get("parties", {})}
        elif is_facts(grid):
            values |= _facts(grid)
        elif is_explanations(grid):
            continue
        else:
            rest.append(grid)
    if not values:
        return list(grids), mapping
    stated = {key: getattr(mapping, key) for key in mapping.model_fields_set}
    stated["parties"] = {**values.get("parties", {}), **dict(mapping.parties)}
    return rest, TableMapping.model_validate({**values, **stated})


def _people(grid: Grid) -> dict[str, Any]:
    columns = {cell.column: PEOPLE.get(normal(cell.text)) for cell in grid.own(1)}
    people: dict[str, Any] = {}
    for row in range(2, len(grid.rows) + 1):
        entry = {key: cell.text for cell in grid.own(row) if (key := columns.get(cell.column))}
        name = entry.get("name")
        if not name:
            continue
        entry["side"] = entry.get("side", "").casefold().partition(" ")[0]
        _checked(grid, row, 1, {"parties": {name: entry}}, f"the row of '{name}'")
        people[name] = entry
    return people


def _facts(grid: Grid) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for row in range(1, len(grid.rows) + 1):
        key, text = FACTS.get(normal(grid.at(row, 1).text)), grid.at(row, 2).text
        if not key or not text:
            continue
        inside = facts.setdefault("calendar", {}) if key in _CALENDAR else facts
        inside[key] = text
        _checked(grid, row, 2, {"calendar": inside} if key in _CALENDAR else {key: text}, f"'{grid.at(row, 1).text}'")
    return facts


def _checked(grid: Grid, row: int, column: int, values: dict[str, Any], what: str) -> None:
    """InputError where a value does not fit, with its cell."""
    try:
        TableMapping.model_validate(values)
    except ValidationError as error:
        problems = []
        for details in error.errors(include_url=False):
            message, hint = explain(details)
            problems.append(Problem("wrong-value", f"{what}: {message}", str(grid.span(row, column)), hint))
        raise InputError(problems) from None

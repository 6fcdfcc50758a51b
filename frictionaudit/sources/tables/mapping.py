"""The mapping file beside a table: it says which column is what where the reader would have to guess."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, field_validator

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.procedure import Party, Side
from frictionaudit.domain.procedure.procedure import ProcedureKind
from frictionaudit.domain.quantities import Calendar, Volume
from frictionaudit.domain.value_errors import explain
from frictionaudit.domain.values import FrozenDict, Id, Value
from frictionaudit.errors import InputError, Problem
from frictionaudit.files import is_file, read
from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.wording import normal
from frictionaudit.sources.yaml_tree import parse

EXAMPLE = "{header_row: 3, columns: {Activity: step, Office: who, Duration: processing time}}"


class MappedParty(Party):
    """A party as a mapping describes it, with the id it gets."""

    id: Id | None = None

    @property
    def party(self) -> Party:
        """The party alone."""
        return Party.model_validate({key: getattr(self, key) for key in Party.model_fields})


class TableMapping(Value):
    """The page `NAME.mapping.yaml` beside `NAME.csv`, `NAME.html` or `NAME.xlsx`."""

    columns: Mapping[str, Role] = Field(
        default=FrozenDict(), description="what a column holds, by its heading or its letter"
    )
    header_row: int | None = Field(default=None, ge=1, description="the row of the headings, counted from 1")
    table: int | str | None = Field(default=None, description="which table of the page or sheet of the workbook")
    id: Id | None = None
    title: str | None = Field(default=None, min_length=1)
    kind: ProcedureKind | None = None
    owner: str | None = None
    currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    day: Literal["working", "calendar"] | None = Field(default=None, description="what a plain 'day' means")
    customer: tuple[str, ...] = Field(default=(), description="who the customer is, as the table names them")
    parties: Mapping[str, MappedParty] = Field(
        default=FrozenDict(), description="the side of each name in the table, or a party as on a page"
    )
    volume: Volume | None = None
    calendar: Calendar | None = None

    @field_validator("customer", mode="before")
    @classmethod
    def _one_name(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value

    @field_validator("parties", mode="before")
    @classmethod
    def _side_alone(cls, value: Any) -> Any:
        if not isinstance(value, Mapping):
            return value
        return {name: {"side": body} if isinstance(body, str) else body for name, body in value.items()}

    @property
    def settled(self) -> dict[str, MappedParty]:
        """The parties that are stated, by the name as compared."""
        stated = {normal(name): party for name, party in self.parties.items()}
        return {normal(name): MappedParty(side=Side.CUSTOMER) for name in self.customer} | stated

    @classmethod
    def of(cls, given: TableMapping | Mapping[str, Any] | None) -> TableMapping:
        """A mapping from plain values, or an empty one."""
        return given if isinstance(given, TableMapping) else cls.model_validate(dict(given or {}))


def beside(path: str) -> TableMapping | None:
    """The mapping file beside a table, if the table lies on disk and has one; InputError when it has faults."""
    page = Path(path).with_suffix(".mapping.yaml") if path and Path(path).suffix else None
    if page is None or not is_file(page):
        return None
    return read_mapping(read(page), str(page))


def read_mapping(data: bytes, path: str) -> TableMapping:
    """Read a mapping page; InputError names every fault with its place."""
    tree = parse(data, path)
    problems = list(tree.problems)
    if not isinstance(tree.value, dict):
        problem = Problem("not-a-mapping", "a mapping has named parts", f"{path}:1:1", f"write for example {EXAMPLE}")
        raise InputError([*problems, problem])
    try:
        mapping = TableMapping.model_validate(tree.value)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            loc = tuple(part for part in details["loc"] if part != "[key]")
            span = next((tree.keys[loc[:n]] for n in range(len(loc), 0, -1) if loc[:n] in tree.keys), None)
            name, where = ".".join(map(str, loc)), str(span or f"{path}:1:1")
            if details["type"] == "extra_forbidden":
                hint = did_you_mean(
                    name, TableMapping.model_fields, otherwise=f"known: {', '.join(TableMapping.model_fields)}"
                )
                problems.append(Problem("unknown-key", f"there is no key '{name}'", where, hint))
                continue
            message, hint = explain(details)
            problems.append(Problem("wrong-value", f"{name}: {message}", where, hint))
    if problems:
        raise InputError(problems)
    return mapping

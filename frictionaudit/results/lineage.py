"""Where an organisation's data comes from: each data item and document, and how often customers give it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from frictionaudit.domain.values import Value

LineageKind = Literal["data item", "document"]


class Request(Value):
    """One procedure that asks customers for an item or document."""

    procedure: str = Field(description="id of the procedure")
    title: str
    steps: tuple[str, ...] = Field(description="names of the steps that ask")
    through: tuple[str, ...] = Field(description="names of the forms, and of the documents that show the item")
    per_case: float | None = Field(description="expected times in one case; None means unknown")
    per_year: float | None = Field(description="expected times in a year; None where the page gives no volume")


class LineageEntry(Value):
    """One data item or document of an organisation, with everybody who asks for it, holds it or issues it."""

    kind: LineageKind
    id: str = Field(description="its name on the pages; the first in the alphabet where pages name it differently")
    name: str = Field(description="as printed")
    requests: tuple[Request, ...]
    held: bool = Field(description="whether a page says that the organisation holds it already")
    issued_by: tuple[str, ...] = Field(default=(), description="who issues the document, or documents that show it")
    shown_by: tuple[str, ...] = Field(default=(), description="names of the documents that show the item")
    new_each_time: bool = Field(
        default=False, description="whether the answer differs in each case, and the organisation does not hold it"
    )
    per_journey: float = Field(description="times that one customer gives it who goes once through each procedure")
    per_year: float | None = Field(description="times in a year, all procedures together; None means unknown")
    at_least: bool = Field(default=False, description="whether some procedures could not be counted")


class OrganisationLineage(Value):
    """All that one organisation asks customers for, most repeated first."""

    organisation: str = Field(description="its name; empty where the pages name none")
    procedures: tuple[str, ...] = Field(description="titles of its procedures")
    entries: tuple[LineageEntry, ...]
    unlisted_forms: tuple[str, ...] = Field(default=(), description="forms whose questions no page lists")

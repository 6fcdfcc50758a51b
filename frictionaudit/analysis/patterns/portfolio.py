"""Digests of procedures for rules across a portfolio, small enough to keep thousands of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from frictionaudit.domain.procedure import Because, PagePath, Procedure, Side, SourceSpan

SpanLookup = Callable[..., SourceSpan | None]
"""The place of a path in the source file."""


@dataclass(frozen=True)
class AskedField:
    """A data item that a form asks of the customer, with the first step that asks it."""

    item: str
    label: str
    form: str
    form_name: str
    step: str
    required: bool
    prefilled: bool
    path: PagePath
    because: tuple[Because, ...] = ()
    where: SourceSpan | None = None


@dataclass(frozen=True)
class Digest:
    """A procedure in short. `number` is its position among the procedures audited together."""

    number: int
    id: str
    title: str
    organisation: str
    leaves: str | None
    asked: tuple[AskedField, ...]
    because: tuple[Because, ...] = ()
    where: SourceSpan | None = None


def digest(procedure: Procedure, number: int = 0, where: SpanLookup = lambda *_: None) -> Digest:
    """The digest of a procedure for rules that look across procedures."""
    return Digest(
        number=number,
        id=procedure.id,
        title=procedure.title,
        organisation=procedure.organisation or "",
        leaves=procedure.leaves,
        asked=tuple(_asked(procedure, where)),
        because=procedure.because,
        where=where(),
    )


def _asked(procedure: Procedure, where: SpanLookup) -> list[AskedField]:
    first: dict[str, str] = {}
    for id in procedure.in_reading_order():
        if procedure.side(id) in (Side.CUSTOMER, None):
            for thing in procedure.steps[id].asks:
                first.setdefault(thing, id)
    return [
        AskedField(
            item=field.data,
            label=field.label or "",
            form=form,
            form_name=procedure.forms[form].name or form,
            step=first[form],
            required=field.required,
            prefilled=field.prefilled or field.known,
            path=("forms", form, "fields", n),
            because=tuple(because for because in (field.because, procedure.forms[form].because) if because),
            where=where("forms", form, "fields", n),
        )
        for form in sorted(first)
        if form in procedure.forms
        for n, field in enumerate(procedure.forms[form].fields or ())
    ]

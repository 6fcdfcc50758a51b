"""Digests of procedures for rules across a portfolio, small enough to keep thousands of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from frictionaudit.analysis.patterns.question_names import printed
from frictionaudit.analysis.text.synonyms import meaning
from frictionaudit.domain.procedure import Because, Document, PagePath, Procedure, Side, SourceSpan

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

    @property
    def key(self) -> tuple[str, ...]:
        """What identifies the item across procedures; empty if its answer is new in each case."""
        return item_key(self.item, self.label)


def item_key(item: str, label: str = "") -> tuple[str, ...]:
    """What identifies a data item across procedures: its meaning, else its name; empty if it is new in each case."""
    sense = meaning(item, label)
    if sense.of_the_case:
        return ()
    return ("means", sense.item) if sense.item else ("named", item)


@dataclass(frozen=True)
class AskedDocument:
    """A document that customers have to hand over and that others issue, with the first step that asks for it."""

    id: str
    name: str
    step: str
    path: PagePath
    because: tuple[Because, ...] = ()
    where: SourceSpan | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What identifies the document across procedures."""
        return ("document", self.id)


@dataclass(frozen=True)
class Digest:
    """A procedure in short. `number` is its position among the procedures audited together."""

    number: int
    id: str
    title: str
    organisation: str
    leaves: str | None
    asked: tuple[AskedField, ...]
    documents: tuple[AskedDocument, ...] = ()
    because: tuple[Because, ...] = ()
    where: SourceSpan | None = None

    @property
    def things(self) -> tuple[AskedField | AskedDocument, ...]:
        """All that customers are asked for."""
        return (*self.asked, *self.documents)


def digest(procedure: Procedure, number: int = 0, where: SpanLookup = lambda *_: None) -> Digest:
    """The digest of a procedure for rules that look across procedures."""
    return Digest(
        number=number,
        id=procedure.id,
        title=procedure.title,
        organisation=procedure.organisation or "",
        leaves=procedure.leaves,
        asked=tuple(_asked(procedure, where)),
        documents=tuple(_documents(procedure, where)),
        because=procedure.because,
        where=where(),
    )


def _first_asked(procedure: Procedure) -> dict[str, str]:
    """Each form and document that customers are asked for, with the first step that asks, in reading order."""
    first: dict[str, str] = {}
    for id in procedure.in_reading_order():
        if procedure.side(id) in (Side.CUSTOMER, None):
            for thing in procedure.steps[id].asks:
                first.setdefault(thing, id)
    return first


def _documents(procedure: Procedure, where: SpanLookup) -> Iterator[AskedDocument]:
    """Documents that an authority or a third party issues; FA102 covers ours, and customers write theirs each time."""
    for id, step in sorted(_first_asked(procedure).items()):
        document = procedure.documents.get(id)
        if document is not None and not document.known and _issued_elsewhere(procedure, document):
            because = (document.because,) if document.because else ()
            path: PagePath = ("documents", id)
            yield AskedDocument(id, document.name or printed(id), step, path, because, where(*path))


def _issued_elsewhere(procedure: Procedure, document: Document) -> bool:
    party = procedure.parties.get(document.issued_by or "")
    return document.issued_by in ("authority", "third") or (party is not None and party.side is Side.THIRD)


def _asked(procedure: Procedure, where: SpanLookup) -> list[AskedField]:
    first = _first_asked(procedure)
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

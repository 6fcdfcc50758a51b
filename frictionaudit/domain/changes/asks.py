"""Changes in what is asked: documents, forms and each of their questions."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Spec

from frictionaudit.domain.changes.base import Added, Amended, OfAField, OfATable, Removed
from frictionaudit.domain.procedure import Document, Field, Form
from frictionaudit.domain.values import Id


class DocumentAdded(OfATable, Added):
    """There is a new document."""

    kind: Literal["document-added"] = "document-added"
    on, body = ("documents",), "document"
    id: Id
    document: Document


class DocumentRemoved(OfATable, Removed):
    """A document exists no longer."""

    kind: Literal["document-removed"] = "document-removed"
    on = ("documents",)


class DocumentAmended(OfATable, Amended):
    """Something about a document is another."""

    kind: Literal["document-amended"] = "document-amended"
    on = ("documents",)


class FormAdded(OfATable, Added):
    """There is a new form, with its questions."""

    kind: Literal["form-added"] = "form-added"
    on, body = ("forms",), "form"
    id: Id
    form: Form


class FormRemoved(OfATable, Removed):
    """A form exists no longer."""

    kind: Literal["form-removed"] = "form-removed"
    on = ("forms",)


class FormAmended(OfATable, Amended):
    """Something about a form is another; its `fields` become unknown (None) or known, `[]` for none."""

    kind: Literal["form-amended"] = "form-amended"
    on = ("forms",)


class FieldAdded(OfAField, Added):
    """A form asks one question more, at a position counted from 0; None puts it last."""

    kind: Literal["field-added"] = "field-added"
    body = "field"
    position: int | None = Spec(default=None, ge=0)
    field: Field

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.field.data)


class FieldRemoved(OfAField, Removed):
    """A form asks one question less."""

    kind: Literal["field-removed"] = "field-removed"
    data: str

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.data)


class FieldAmended(OfAField, Amended):
    """Something about a question is another."""

    kind: Literal["field-amended"] = "field-amended"
    data: str

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.data)


class FieldsReordered(OfAField):
    """A form asks the same questions in another order; `order` lists the data items of all of them."""

    kind: Literal["fields-reordered"] = "fields-reordered"
    order: tuple[str, ...]

    @property
    def place(self) -> tuple[str, ...]:
        return ("forms", self.form, "fields")

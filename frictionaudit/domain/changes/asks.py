"""Changes in what is asked: documents, forms and each of their questions."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Spec

from frictionaudit.domain.changes.base import Added, Amended, OfAField, OfATable, Removed
from frictionaudit.domain.procedure import Document, Field, Form
from frictionaudit.domain.values import Id


class DocumentAdded(OfATable, Added):
    """Adds a document."""

    kind: Literal["document-added"] = "document-added"
    on, body = ("documents",), "document"
    id: Id
    document: Document


class DocumentRemoved(OfATable, Removed):
    """Removes a document."""

    kind: Literal["document-removed"] = "document-removed"
    on = ("documents",)


class DocumentAmended(OfATable, Amended):
    """Changes one attribute of a document."""

    kind: Literal["document-amended"] = "document-amended"
    on = ("documents",)


class FormAdded(OfATable, Added):
    """Adds a form, with its questions."""

    kind: Literal["form-added"] = "form-added"
    on, body = ("forms",), "form"
    id: Id
    form: Form


class FormRemoved(OfATable, Removed):
    """Removes a form."""

    kind: Literal["form-removed"] = "form-removed"
    on = ("forms",)


class FormAmended(OfATable, Amended):
    """Changes one attribute of a form. `fields` can become unknown (None) or none (`[]`)."""

    kind: Literal["form-amended"] = "form-amended"
    on = ("forms",)


class FieldAdded(OfAField, Added):
    """Adds a question to a form, at a `position` counted from 0; without one, at the end."""

    kind: Literal["field-added"] = "field-added"
    body = "field"
    position: int | None = Spec(default=None, ge=0)
    field: Field

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.field.data)


class FieldRemoved(OfAField, Removed):
    """Removes a question from a form."""

    kind: Literal["field-removed"] = "field-removed"
    data: str

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.data)


class FieldAmended(OfAField, Amended):
    """Changes one attribute of a question."""

    kind: Literal["field-amended"] = "field-amended"
    data: str

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.data)


class FieldsReordered(OfAField):
    """Puts the questions of a form in another order; `order` lists all their data items."""

    kind: Literal["fields-reordered"] = "fields-reordered"
    order: tuple[str, ...]

    @property
    def place(self) -> tuple[str, ...]:
        return ("forms", self.form, "fields")

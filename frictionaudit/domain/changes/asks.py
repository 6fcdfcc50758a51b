"""Changes to what is asked for: documents, forms and their questions."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as Spec

from frictionaudit.domain.changes.base import Added, Amended, OfAField, OfATable, Removed
from frictionaudit.domain.procedure import Document, Field, Form
from frictionaudit.domain.values import Id, Whole


class DocumentAdded(OfATable, Added):
    """A document is added."""

    kind: Literal["document-added"] = "document-added"
    on, body = ("documents",), "document"
    id: Id
    document: Document


class DocumentRemoved(OfATable, Removed):
    """A document is removed."""

    kind: Literal["document-removed"] = "document-removed"
    on = ("documents",)


class DocumentAmended(OfATable, Amended):
    """An attribute of a document is changed."""

    kind: Literal["document-amended"] = "document-amended"
    on = ("documents",)


class FormAdded(OfATable, Added):
    """A form is added, with its questions."""

    kind: Literal["form-added"] = "form-added"
    on, body = ("forms",), "form"
    id: Id
    form: Form


class FormRemoved(OfATable, Removed):
    """A form is removed."""

    kind: Literal["form-removed"] = "form-removed"
    on = ("forms",)


class FormAmended(OfATable, Amended):
    """An attribute of a form is changed; `fields` may become unknown (None) or known, `[]` for none."""

    kind: Literal["form-amended"] = "form-amended"
    on = ("forms",)


class FieldAdded(OfAField, Added):
    """A question is added to a form, at a position counted from 0; None puts it last."""

    kind: Literal["field-added"] = "field-added"
    body = "field"
    position: Whole | None = Spec(default=None, ge=0)
    field: Field

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.field.data)


class FieldRemoved(OfAField, Removed):
    """A question is removed from a form."""

    kind: Literal["field-removed"] = "field-removed"
    data: str

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.data)


class FieldAmended(OfAField, Amended):
    """An attribute of a question is changed."""

    kind: Literal["field-amended"] = "field-amended"
    data: str

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.data)


class FieldsReordered(OfAField):
    """The questions of a form are reordered; `order` lists the data items of all of them."""

    kind: Literal["fields-reordered"] = "fields-reordered"
    order: tuple[str, ...]

    @property
    def place(self) -> tuple[str, ...]:
        return ("forms", self.form, "fields")

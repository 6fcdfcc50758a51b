"""The words of change: what can be said to have become different in a procedure, one small kind each."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field as Spec

from frictionaudit.domain.changes.grammar import Added, Amended, OfAField, OfAFlow, OfATable, Removed, Said
from frictionaudit.domain.procedure import CustomerGroup, Document, Field, Flow, Form, Party, Promise, Step
from frictionaudit.domain.values import Id, Value


class ProcedureAmended(Amended):
    """Something said about the whole is another, its id and title included."""

    kind: Literal["procedure-amended"] = "procedure-amended"
    on = ()

    @property
    def place(self) -> tuple[str, ...]:
        return ()


class PartyAdded(OfATable, Added):
    """Somebody new takes part."""

    kind: Literal["party-added"] = "party-added"
    on, body = ("parties",), "party"
    id: Id
    party: Party


class PartyRemoved(OfATable, Removed):
    """Somebody no longer takes part."""

    kind: Literal["party-removed"] = "party-removed"
    on = ("parties",)


class PartyAmended(OfATable, Amended):
    """Something about a party is another."""

    kind: Literal["party-amended"] = "party-amended"
    on = ("parties",)


class DocumentIntroduced(OfATable, Added):
    """There is a new document."""

    kind: Literal["document-introduced"] = "document-introduced"
    on, body = ("documents",), "document"
    id: Id
    document: Document


class DocumentWithdrawn(OfATable, Removed):
    """A document exists no longer."""

    kind: Literal["document-withdrawn"] = "document-withdrawn"
    on = ("documents",)


class DocumentAmended(OfATable, Amended):
    """Something about a document is another."""

    kind: Literal["document-amended"] = "document-amended"
    on = ("documents",)


class FormIntroduced(OfATable, Added):
    """There is a new form, with its questions."""

    kind: Literal["form-introduced"] = "form-introduced"
    on, body = ("forms",), "form"
    id: Id
    form: Form


class FormWithdrawn(OfATable, Removed):
    """A form exists no longer."""

    kind: Literal["form-withdrawn"] = "form-withdrawn"
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


class FieldDropped(OfAField, Removed):
    """A form asks one question less."""

    kind: Literal["field-dropped"] = "field-dropped"
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


class GroupRecognised(OfATable, Added):
    """Customers for whom the procedure is different are told apart."""

    kind: Literal["group-recognised"] = "group-recognised"
    on, body = ("groups",), "group"
    id: Id
    group: CustomerGroup


class GroupDissolved(OfATable, Removed):
    """A group of customers is no longer told apart."""

    kind: Literal["group-dissolved"] = "group-dissolved"
    on = ("groups",)


class GroupAmended(OfATable, Amended):
    """Something about a group of customers is another."""

    kind: Literal["group-amended"] = "group-amended"
    on = ("groups",)


class PromiseMade(Added):
    """A time is promised."""

    kind: Literal["promise-made"] = "promise-made"
    on, body = ("promises",), "promise"
    promise: Promise

    @property
    def place(self) -> tuple[str, ...]:
        return ("promises", self.promise.key)


class PromiseWithdrawn(OfATable, Removed):
    """A time is promised no longer."""

    kind: Literal["promise-withdrawn"] = "promise-withdrawn"
    on = ("promises",)


class PromiseAmended(OfATable, Amended):
    """Something about a promise is another."""

    kind: Literal["promise-amended"] = "promise-amended"
    on = ("promises",)


class StepAdded(OfATable, Added):
    """There is a new step, with its ways on."""

    kind: Literal["step-added"] = "step-added"
    on, body = ("steps",), "step"
    id: Id
    step: Step


class StepRemoved(OfATable, Removed):
    """A step is done no longer; its ways on go with it, the ways to it need rerouting."""

    kind: Literal["step-removed"] = "step-removed"
    on = ("steps",)


class StepAmended(OfATable, Amended):
    """Something about a step is another; its ways on change by flow, not here."""

    kind: Literal["step-amended"] = "step-amended"
    on = ("steps",)


class FlowDrawn(OfAFlow, Added):
    """There is a new way on from a step."""

    kind: Literal["flow-drawn"] = "flow-drawn"
    body = "flow"
    flow: Flow

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.flow.key)


class FlowRemoved(OfAFlow, Removed):
    """A way on from a step exists no longer; `flow` is its id, or the step it leads to."""

    kind: Literal["flow-removed"] = "flow-removed"
    flow: str

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.flow)


class FlowAmended(OfAFlow, Amended):
    """Something about a way on is another: its share, its condition, its hand-over."""

    kind: Literal["flow-amended"] = "flow-amended"
    flow: str

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.flow)


class FlowRerouted(OfAFlow):
    """A way on leads to another step."""

    kind: Literal["flow-rerouted"] = "flow-rerouted"
    flow: str
    to: Id

    @property
    def place(self) -> tuple[str, ...]:
        return self._at(self.flow)


AnyChange: TypeAlias = (
    ProcedureAmended
    | PartyAdded
    | PartyRemoved
    | PartyAmended
    | DocumentIntroduced
    | DocumentWithdrawn
    | DocumentAmended
    | FormIntroduced
    | FormWithdrawn
    | FormAmended
    | FieldAdded
    | FieldDropped
    | FieldAmended
    | FieldsReordered
    | GroupRecognised
    | GroupDissolved
    | GroupAmended
    | PromiseMade
    | PromiseWithdrawn
    | PromiseAmended
    | StepAdded
    | StepRemoved
    | StepAmended
    | FlowDrawn
    | FlowRemoved
    | FlowAmended
    | FlowRerouted
)
Change: TypeAlias = Annotated[AnyChange, Spec(discriminator="kind")]
"""One change; the same objects are the history, a suggestion, a what-if and a difference."""

Told = Annotated[str, Spec(min_length=1, pattern=r"\S")]


class ChangeSet(Value):
    """Changes that belong together, as one act: why, and by whom. Neither is ever blank."""

    changes: tuple[Change, ...]
    reason: Told
    author: Told


__all__ = ["AnyChange", "Change", "ChangeSet", "Said"]

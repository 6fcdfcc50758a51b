"""The union of all kinds of change to a procedure, and sets of them."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field as Spec

from frictionaudit.domain.changes.asks import (
    DocumentAdded,
    DocumentAmended,
    DocumentRemoved,
    FieldAdded,
    FieldAmended,
    FieldRemoved,
    FieldsReordered,
    FormAdded,
    FormAmended,
    FormRemoved,
)
from frictionaudit.domain.changes.base import Amended
from frictionaudit.domain.changes.flows import (
    FlowAdded,
    FlowAmended,
    FlowRemoved,
    FlowRerouted,
    PromiseAdded,
    PromiseAmended,
    PromiseRemoved,
    StepAdded,
    StepAmended,
    StepRemoved,
)
from frictionaudit.domain.changes.parties import (
    GroupAdded,
    GroupAmended,
    GroupRemoved,
    PartyAdded,
    PartyAmended,
    PartyRemoved,
    PlaceAdded,
    PlaceAmended,
    PlaceRemoved,
)
from frictionaudit.domain.values import Value


class ProcedureAmended(Amended):
    """An attribute of the procedure itself is changed, its id and title included."""

    kind: Literal["procedure-amended"] = "procedure-amended"
    on = ()

    @property
    def place(self) -> tuple[str, ...]:
        return ()


AnyChange: TypeAlias = (
    ProcedureAmended
    | PartyAdded
    | PartyRemoved
    | PartyAmended
    | DocumentAdded
    | DocumentRemoved
    | DocumentAmended
    | FormAdded
    | FormRemoved
    | FormAmended
    | FieldAdded
    | FieldRemoved
    | FieldAmended
    | FieldsReordered
    | GroupAdded
    | GroupRemoved
    | GroupAmended
    | PlaceAdded
    | PlaceRemoved
    | PlaceAmended
    | PromiseAdded
    | PromiseRemoved
    | PromiseAmended
    | StepAdded
    | StepRemoved
    | StepAmended
    | FlowAdded
    | FlowRemoved
    | FlowAmended
    | FlowRerouted
)
Change: TypeAlias = Annotated[AnyChange, Spec(discriminator="kind")]
"""One change; history, suggestions, what-ifs and differences are made of these objects."""

NonBlank = Annotated[str, Spec(min_length=1, pattern=r"\S")]


class ChangeSet(Value):
    """Changes that are made together, with the reason and the author; neither is ever blank."""

    changes: tuple[Change, ...]
    reason: NonBlank
    author: NonBlank

"""The words of change: all that can be said to have become different in a procedure."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field as Spec

from frictionaudit.domain.changes.asks import (
    DocumentAmended,
    DocumentIntroduced,
    DocumentWithdrawn,
    FieldAdded,
    FieldAmended,
    FieldDropped,
    FieldsReordered,
    FormAmended,
    FormIntroduced,
    FormWithdrawn,
)
from frictionaudit.domain.changes.base import Amended
from frictionaudit.domain.changes.flows import (
    FlowAmended,
    FlowDrawn,
    FlowRemoved,
    FlowRerouted,
    PromiseAmended,
    PromiseMade,
    PromiseWithdrawn,
    StepAdded,
    StepAmended,
    StepRemoved,
)
from frictionaudit.domain.changes.parties import (
    GroupAmended,
    GroupDissolved,
    GroupRecognised,
    PartyAdded,
    PartyAmended,
    PartyRemoved,
)
from frictionaudit.domain.values import Value


class ProcedureAmended(Amended):
    """Something said about the whole is another, its id and title included."""

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

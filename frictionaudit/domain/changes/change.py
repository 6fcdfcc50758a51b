"""The words of change: all that can be said to have become different in a procedure."""

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
)
from frictionaudit.domain.values import Value


class ProcedureAmended(Amended):
    """Changes one attribute of the procedure itself, such as its title."""

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
"""One change; the same objects are the history, a suggestion, a what-if and a difference."""

NonBlank = Annotated[str, Spec(min_length=1, pattern=r"\S")]


class ChangeSet(Value):
    """Changes that belong together, as one act: why, and by whom. Neither is ever blank."""

    changes: tuple[Change, ...]
    reason: NonBlank
    author: NonBlank

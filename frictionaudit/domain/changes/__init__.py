"""What can be said to have become different: facts once recorded, hypotheses until then."""

from frictionaudit.domain.changes.apply import apply
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
from frictionaudit.domain.changes.change import Change, ChangeSet, ProcedureAmended
from frictionaudit.domain.changes.conflicts import drifted, expected, goes_by
from frictionaudit.domain.changes.difference import difference
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
from frictionaudit.domain.changes.upcasts import KINDS, dump, lift, load

__all__ = [
    "KINDS",
    "Change",
    "ChangeSet",
    "DocumentAmended",
    "DocumentIntroduced",
    "DocumentWithdrawn",
    "FieldAdded",
    "FieldAmended",
    "FieldDropped",
    "FieldsReordered",
    "FlowAmended",
    "FlowDrawn",
    "FlowRemoved",
    "FlowRerouted",
    "FormAmended",
    "FormIntroduced",
    "FormWithdrawn",
    "GroupAmended",
    "GroupDissolved",
    "GroupRecognised",
    "PartyAdded",
    "PartyAmended",
    "PartyRemoved",
    "ProcedureAmended",
    "PromiseAmended",
    "PromiseMade",
    "PromiseWithdrawn",
    "StepAdded",
    "StepAmended",
    "StepRemoved",
    "apply",
    "difference",
    "drifted",
    "dump",
    "expected",
    "goes_by",
    "lift",
    "load",
]

"""Changes to a procedure: facts once recorded, hypotheses until then."""

from frictionaudit.domain.changes.apply import apply
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
from frictionaudit.domain.changes.change import Change, ChangeSet, ProcedureAmended
from frictionaudit.domain.changes.conflicts import conflicts, expected, natural_keys
from frictionaudit.domain.changes.difference import difference
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
from frictionaudit.domain.changes.upcasts import KINDS, dump, lift, load

__all__ = [
    "KINDS",
    "Change",
    "ChangeSet",
    "DocumentAdded",
    "DocumentAmended",
    "DocumentRemoved",
    "FieldAdded",
    "FieldAmended",
    "FieldRemoved",
    "FieldsReordered",
    "FlowAdded",
    "FlowAmended",
    "FlowRemoved",
    "FlowRerouted",
    "FormAdded",
    "FormAmended",
    "FormRemoved",
    "GroupAdded",
    "GroupAmended",
    "GroupRemoved",
    "PartyAdded",
    "PartyAmended",
    "PartyRemoved",
    "ProcedureAmended",
    "PromiseAdded",
    "PromiseAmended",
    "PromiseRemoved",
    "StepAdded",
    "StepAmended",
    "StepRemoved",
    "apply",
    "conflicts",
    "difference",
    "dump",
    "expected",
    "lift",
    "load",
    "natural_keys",
]

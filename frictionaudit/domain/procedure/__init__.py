"""The parts of a procedure: parties, steps, flows, forms, documents, promises and groups."""

from frictionaudit.domain.procedure.forms import ISSUER_WORDS, Because, Channel, Document, Field, Form
from frictionaudit.domain.procedure.messages import CallBack, Disruption, Tells
from frictionaudit.domain.procedure.parties import CustomerGroup, Party, Side
from frictionaudit.domain.procedure.procedure import Procedure
from frictionaudit.domain.procedure.promises import Promise, Published
from frictionaudit.domain.procedure.references import Fault, PagePath, faults
from frictionaudit.domain.procedure.spans import GuessedSide, Reading, Skipped, SourceSpan
from frictionaudit.domain.procedure.steps import (
    CUSTOMER_PARTS,
    STAFF_PARTS,
    Effort,
    Fee,
    Flow,
    Step,
    StepKind,
    Wait,
)

__all__ = [
    "CUSTOMER_PARTS",
    "ISSUER_WORDS",
    "STAFF_PARTS",
    "Because",
    "CallBack",
    "Channel",
    "CustomerGroup",
    "Disruption",
    "Document",
    "Effort",
    "Fault",
    "Fee",
    "Field",
    "Flow",
    "Form",
    "GuessedSide",
    "PagePath",
    "Party",
    "Procedure",
    "Promise",
    "Published",
    "Reading",
    "Side",
    "Skipped",
    "SourceSpan",
    "Step",
    "StepKind",
    "Tells",
    "Wait",
    "faults",
]

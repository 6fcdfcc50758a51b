"""The parts of a procedure: parties, steps, flows, forms, documents, promises and groups."""

from frictionaudit.domain.procedure.effort import CUSTOMER_PARTS, EFFORT_PARTS, STAFF_PARTS, Effort, Wait
from frictionaudit.domain.procedure.forms import ISSUER_WORDS, Because, Channel, Document, Field, Form, Preference
from frictionaudit.domain.procedure.guidance import Appeal, Contact, Guidance, NotFor
from frictionaudit.domain.procedure.means import MEANS, means_of
from frictionaudit.domain.procedure.messages import CallBack, Disruption, Tells
from frictionaudit.domain.procedure.parties import Bearer, CustomerGroup, Party, Side, Target
from frictionaudit.domain.procedure.places import OFFER_WORDS, OFFERS, Place, needed_offers
from frictionaudit.domain.procedure.procedure import Procedure
from frictionaudit.domain.procedure.promises import Promise, Published
from frictionaudit.domain.procedure.references import Fault, PagePath, faults
from frictionaudit.domain.procedure.spans import GuessedSide, Reading, Skipped, SourceSpan
from frictionaudit.domain.procedure.steps import Fee, Flow, Step, StepKind

__all__ = [
    "CUSTOMER_PARTS",
    "EFFORT_PARTS",
    "ISSUER_WORDS",
    "MEANS",
    "OFFERS",
    "OFFER_WORDS",
    "STAFF_PARTS",
    "Appeal",
    "Bearer",
    "Because",
    "CallBack",
    "Channel",
    "Contact",
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
    "Guidance",
    "NotFor",
    "PagePath",
    "Party",
    "Place",
    "Preference",
    "Procedure",
    "Promise",
    "Published",
    "Reading",
    "Side",
    "Skipped",
    "SourceSpan",
    "Step",
    "StepKind",
    "Target",
    "Tells",
    "Wait",
    "faults",
    "means_of",
    "needed_offers",
]

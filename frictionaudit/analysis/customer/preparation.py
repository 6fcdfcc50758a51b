"""What to have at hand and what to pay, over all steps, and whether every case needs it."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.customer.turns import actor, needs
from frictionaudit.analysis.flow.main_paths import certain
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Procedure, Side
from frictionaudit.results.customer_page import Needed, Price

NEARLY_ALL = 0.95
"""The share of the cases from which on the page says nothing of those that do not come to a step."""


def to_have(subject: Subject) -> Iterator[Needed]:
    """Documents and forms in reading order, each once; papers that the procedure itself hands out are left out."""
    procedure, always, seen = subject.procedure, usual(subject), set[str]()
    handed_out = {paper for step in procedure.steps.values() for paper in step.gives}
    names = {procedure.documents[id].name or id for id in handed_out if id in procedure.documents}
    for id in procedure.in_reading_order():
        for needed in needs(procedure, id):
            if needed.name not in seen and not (needed.kind == "document" and needed.name in names):
                seen.add(needed.name)
                yield needed.model_copy(update={"always": id in always})


def prices(subject: Subject) -> Iterator[Price]:
    """Every fee, in reading order."""
    procedure, always = subject.procedure, usual(subject)
    for id in procedure.in_reading_order():
        for fee in procedure.steps[id].fees or ():
            yield Price(fee=fee, step=procedure.label(id), always=id in always)


def usual(subject: Subject) -> frozenset[str]:
    """Steps to which every case comes, or nearly all; a share that nobody stated makes no step usual."""
    reached = {id: subject.reached(id) for id in subject.procedure.steps}
    nearly = {id for id, share in reached.items() if share is not None and share >= NEARLY_ALL}
    return certain(subject.graph) | nearly


def is_free(procedure: Procedure) -> bool:
    """Whether the page says of each step of the customer that it costs nothing, and names a fee at no other step."""
    own = [step for id, step in procedure.steps.items() if actor(procedure, id) == "you"]
    charged = any(step.fees for step in procedure.steps.values())
    return bool(own) and all(step.fees == () for step in own) and not charged


def channels(procedure: Procedure) -> Iterator[str]:
    """Channels of the customer's steps, each once, in reading order; what is done at home needs none."""
    seen: set[str] = set()
    for id in procedure.in_reading_order():
        step = procedure.steps[id]
        for way in (step.channel, *step.also):
            if way and way not in ("internal", "home", *seen) and procedure.side(id) is Side.CUSTOMER:
                seen.add(way)
                yield str(way)

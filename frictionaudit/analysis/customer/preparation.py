"""What to have at hand and what to pay, over all steps, and whether every case needs it."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.customer.turns import actor, needs
from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.flow.main_paths import certain
from frictionaudit.domain.procedure import Procedure, Side
from frictionaudit.results.customer_page import Needed, Price


def to_have(procedure: Procedure, graph: FrictionGraph) -> Iterator[Needed]:
    """Documents and forms in reading order, each once; papers that the procedure itself hands out are left out."""
    always, seen = certain(graph), set[str]()
    handed_out = {paper for step in procedure.steps.values() for paper in step.gives}
    names = {procedure.documents[id].name or id for id in handed_out if id in procedure.documents}
    for id in procedure.in_reading_order():
        for needed in needs(procedure, id):
            if needed.name not in seen and not (needed.kind == "document" and needed.name in names):
                seen.add(needed.name)
                yield needed.model_copy(update={"always": id in always})


def prices(procedure: Procedure, graph: FrictionGraph) -> Iterator[Price]:
    """Every fee, in reading order."""
    always = certain(graph)
    for id in procedure.in_reading_order():
        for fee in procedure.steps[id].fees or ():
            yield Price(fee=fee, step=procedure.label(id), always=id in always)


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

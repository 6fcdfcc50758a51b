"""The customer by a word that also means staff, such as 'Driver': only the party that begins the case."""

from __future__ import annotations

from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.elements import NODES
from frictionaudit.sources.bpmn.lanes import Customers, Lanes, lanes_of
from frictionaudit.sources.bpmn.messages import flows, pool_around
from frictionaudit.sources.bpmn.xml_tree import Element
from frictionaudit.sources.customer_names import may_name_the_customer, names_the_customer, plain


def customers_by_words(drawing: Drawing) -> Customers:
    """The customers whose names say so; where none does, whoever alone begins the case and may be one."""
    names = [drawing.name(part) for part in drawing.tree.elements if part.name in ("participant", "lane") and part.own]
    if any(map(names_the_customer, names)) or not any(map(may_name_the_customer, names)):
        return Customers()
    begins = _beginners(drawing)
    if len(begins) == 1 and all(map(may_name_the_customer, begins)):
        return Customers(begins=frozenset(map(plain, begins)))
    return Customers()


def _beginners(drawing: Drawing) -> set[str]:
    """The names of the pools and lanes in which cases begin, or from which messages come that begin them."""
    lanes = lanes_of(drawing, drawing.processes)
    senders = {id(drawing.find(flow.get("targetRef"))): drawing.find(flow.get("sourceRef")) for flow in flows(drawing)}
    led_to = {id(drawing.find(flow.get("targetRef"))) for flow in drawing.tree.elements if flow.name == "sequenceFlow"}
    first = [node for process in drawing.processes for node in process.children if _begins(node, led_to)]
    found: set[str] = set()
    for node in first:
        if id(node) not in senders:
            found.add(_name(drawing, lanes, node))
        elif (sender := senders[id(node)]) is not None and _is_closed(drawing, sender):
            found.add(_name(drawing, lanes, sender))
    return found


def _begins(node: Element, led_to: set[int]) -> bool:
    beside = node.name == "boundaryEvent" or "true" in (node.get("triggeredByEvent"), node.get("isForCompensation"))
    return node.name in NODES and not beside and id(node) not in led_to


def _is_closed(drawing: Drawing, sender: Element) -> bool:
    """Whether a message comes from a pool without content, where the drawing does not say how the case begins."""
    pool = pool_around(drawing, sender)
    return pool is not None and pool.process is None


def _name(drawing: Drawing, lanes: Lanes, element: Element) -> str:
    party = lanes.seat(element) or lanes.pool(element)
    if party is not None:
        return lanes.parties[party].get("name", "")
    pool = pool_around(drawing, element)
    return pool.name if pool is not None else ""

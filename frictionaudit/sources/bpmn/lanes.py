"""Who does what: the pools and lanes of a drawing, on which side of the counter each stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from frictionaudit.sources.bpmn.customers import names_the_customer, plain
from frictionaudit.sources.bpmn.drawing import Drawing, Pool
from frictionaudit.sources.bpmn.xml import Element


@dataclass
class Lanes:
    """The lanes of one process: its parties, and the party of each element."""

    parties: dict[str, dict[str, str]] = field(default_factory=dict)
    elements: dict[str, Element] = field(default_factory=dict)
    by: dict[int, str] = field(default_factory=dict)
    pool: str | None = None

    def of(self, element: Element) -> str | None:
        """The party that does an element: of its own lane, else of what it stands in, else of the pool."""
        at: Element | None = element
        while at is not None:
            if id(at) in self.by:
                return self.by[id(at)]
            at = at.parent
        return self.pool


@dataclass(frozen=True)
class Customers:
    """How the customer is recognised: by the words for it, or by the names that the side file gives."""

    named: frozenset[str] | None = None

    def include(self, *names: str) -> bool:
        if self.named is None:
            return any(names_the_customer(name) for name in names if name)
        return any(plain(name) in self.named for name in names if name)


def lanes_of(drawing: Drawing, process: Element) -> Lanes:
    """The innermost lane is the party, the lane around it its unit; a pool without lanes is one party."""
    lanes = Lanes()
    pool = drawing.pool_of(process)
    listed = list(_nested(process, None, 0))
    for lane, outer, _ in sorted(listed, key=lambda nested: nested[2]):  # the innermost wins
        inner = any(True for _ in _inner(lane))
        holds = _held(drawing, lane, lanes)
        if not inner or holds:
            lanes.parties[drawing.id(lane)] = _named(drawing, lane, outer)
            lanes.elements[drawing.id(lane)] = lane
    for id in [id for id in lanes.parties if id not in set(lanes.by.values()) and _has_inner(lanes.elements[id])]:
        del lanes.parties[id], lanes.elements[id]  # inner lanes hold all of it
    if pool is not None and not listed:
        lanes.parties[pool.id] = {"name": pool.name} if pool.name else {}
        lanes.elements[pool.id] = pool.element
        lanes.pool = pool.id
    _seat_events(drawing, process, lanes)
    return lanes


def _seat_events(drawing: Drawing, process: Element, lanes: Lanes) -> None:
    """Give events on the border of an activity its party; many tools list only the activity."""
    for event in process.below():
        if event.name == "boundaryEvent" and id(event) not in lanes.by:
            sits_on = drawing.find(event.get("attachedToRef"))
            party = lanes.of(sits_on) if sits_on is not None else None
            if party is not None:
                lanes.by[id(event)] = party


def _inner(lane: Element) -> Iterator[Element]:
    return (inner for sets in lane.all("childLaneSet") for inner in sets.all("lane"))


def _has_inner(lane: Element) -> bool:
    return any(True for _ in _inner(lane))


def _nested(container: Element, outer: Element | None, depth: int) -> Iterator[tuple[Element, Element | None, int]]:
    """Every lane with the lane around it, those of sub-processes included."""
    stack: list[tuple[Element, Element | None, int]] = [(container, outer, depth)]
    while stack:
        element, around, level = stack.pop()
        for child in element.children:
            if child.name == "lane" and child.own:
                yield child, around, level
                stack.append((child, child, level + 1))
            elif child.children and child.own:
                stack.append((child, around, level + 1))


def _held(drawing: Drawing, lane: Element, lanes: Lanes) -> bool:
    """Give a lane what it lists; whether it lists anything."""
    lists_any = False
    for reference in lane.all("flowNodeRef"):
        held = drawing.find(reference.text.strip())
        if held is None or held.name in ("lane", "process", "participant"):
            what = f"lane '{drawing.name(lane) or drawing.id(lane)}'"
            why = "is not in the drawing" if held is None else f"is a {held.name}"
            drawing.skip(what, f"it lists '{reference.text.strip()[:80]}', which {why}", reference)
            continue
        lanes.by[id(held)] = drawing.id(lane)
        lists_any = True
    return lists_any


def _named(drawing: Drawing, lane: Element, outer: Element | None) -> dict[str, str]:
    name, unit = drawing.name(lane), drawing.name(outer) if outer is not None else ""
    return {key: value for key, value in (("name", name), ("unit", unit)) if value}


def sides(
    drawing: Drawing, process: Element, lanes: Lanes, customers: Customers, meets: Mapping[str, set[str]]
) -> dict[str, str]:
    """The side of each lane and of each other pool; `meets` tells which parties exchange messages or flows."""
    own = drawing.pool_of(process)
    all_customer = own is not None and customers.include(own.name, own.id)
    side = {
        id: "customer" if all_customer or customers.include(party.get("name", ""), id) else ""
        for id, party in lanes.parties.items()
    }
    for pool in others(drawing, process):
        if customers.include(pool.name, pool.id):
            side[pool.id] = "customer"
        elif not all_customer:
            side[pool.id] = "third"
    is_customer = {id for id, known in side.items() if known == "customer"}
    for id in [*lanes.parties, *(pool.id for pool in others(drawing, process))]:
        if not side.get(id):
            away = "third" if id not in lanes.parties else "backstage"
            side[id] = "frontstage" if meets.get(id, set()) & is_customer else away
    return side


def others(drawing: Drawing, process: Element) -> list[Pool]:
    """The pools beside that of a process."""
    return [pool for pool in drawing.pools if pool.process is not process]

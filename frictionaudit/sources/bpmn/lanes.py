"""Who does what: the pools and lanes of a drawing, and the party of each element."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from frictionaudit.sources.bpmn.coordinates import lane_by_place
from frictionaudit.sources.bpmn.drawing import Drawing, Pool
from frictionaudit.sources.bpmn.party_names import is_system
from frictionaudit.sources.bpmn.process_graph import process_around
from frictionaudit.sources.bpmn.xml_tree import Element
from frictionaudit.sources.customer_names import names_the_customer, plain


@dataclass
class Lanes:
    """The lanes of the processes of one procedure: its parties, and the party of each element."""

    parties: dict[str, dict[str, str]] = field(default_factory=dict)
    elements: dict[str, Element] = field(default_factory=dict)
    by: dict[int, str] = field(default_factory=dict)
    pools: dict[int, str] = field(default_factory=dict)
    """The party of a process whose pool has no lanes."""
    pool_of: dict[str, Pool] = field(default_factory=dict)
    """The pool around each party."""

    def seat(self, element: Element) -> str | None:
        """The lane of an element, or of what it stands in."""
        at: Element | None = element
        while at is not None:
            if id(at) in self.by:
                return self.by[id(at)]
            at = at.parent
        return None

    def pool(self, element: Element) -> str | None:
        """The pool without lanes that an element stands in."""
        return self.pools.get(id(process_around(element)))

    def system(self, party: str | None) -> str:
        """The name of a lane that stands for a computer system; empty for people."""
        name = self.parties.get(party or "", {}).get("name", "")
        return name if is_system(name) else ""

    def add(self, id_: str, party: dict[str, str], element: Element, pool: Pool | None) -> None:
        """One more party, inside a pool."""
        self.parties[id_], self.elements[id_] = party, element
        if pool is not None:
            self.pool_of[id_] = pool


@dataclass(frozen=True)
class Customers:
    """How the customer is recognised: by the words for it, or by the names that the side file gives."""

    named: frozenset[str] | None = None
    begins: frozenset[str] = frozenset()
    """Names that mean the customer in this drawing alone."""

    def include(self, *names: str) -> bool:
        if self.named is None:
            return any(names_the_customer(name) or plain(name) in self.begins for name in names if name)
        return any(plain(name) in self.named for name in names if name)


def lanes_of(drawing: Drawing, processes: Sequence[Element]) -> Lanes:
    """The innermost lane is the party, the lane around it its unit; a pool without lanes is one party."""
    lanes = Lanes()
    for process in processes:
        _add_lanes(drawing, process, lanes)
        _seat_events(drawing, process, lanes)
    return lanes


def _add_lanes(drawing: Drawing, process: Element, lanes: Lanes) -> None:
    pool = drawing.pool_of(process)
    listed = list(_nested(process, None, 0))
    same = {
        plain(drawing.name(lane)): drawing.id(lane) for lane, _, _ in listed if drawing.name(lane) and not lane.file
    }
    bare: list[Element] = []
    for lane, outer, _ in sorted(listed, key=lambda nested: nested[2]):  # the innermost wins
        id_ = drawing.id(lane)
        known = same.get(plain(drawing.name(lane))) if lane.file else None  # of a process that is called
        inner = any(True for _ in _inner(lane))
        holds = _held(drawing, lane, lanes, known or id_)
        if known is None and (not inner or holds):
            lanes.add(id_, _named(drawing, lane, outer, pool), lane, pool)
        if not inner and not holds:
            bare.append(lane)
    if bare and len(listed) == 1:
        lanes.by[id(process)] = drawing.id(bare[0])
    elif bare:
        for id_key, lane in lane_by_place(drawing, process, [lane for lane, _, _ in listed], lanes.by).items():
            lanes.by[id_key] = drawing.id(lane)
            lanes.parties.setdefault(drawing.id(lane), _named(drawing, lane, None, pool))
            lanes.elements.setdefault(drawing.id(lane), lane)
    seated = set(lanes.by.values())
    for id_ in [id_ for id_ in lanes.parties if id_ not in seated and _has_inner(lanes.elements[id_])]:
        del lanes.parties[id_], lanes.elements[id_]  # inner lanes hold all of it
    if pool is not None and not any(not lane.file for lane, _, _ in listed):
        lanes.add(pool.id, {"name": pool.name} if pool.name else {}, pool.element, pool)
        lanes.pools[id(process)] = pool.id


def _seat_events(drawing: Drawing, process: Element, lanes: Lanes) -> None:
    """Give events on the border of an activity its party; many tools list only the activity."""
    for event in drawing.inside(process):
        if event.name == "boundaryEvent" and id(event) not in lanes.by:
            sits_on = drawing.find(event.get("attachedToRef"))
            party = lanes.seat(sits_on) if sits_on is not None else None
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


def _held(drawing: Drawing, lane: Element, lanes: Lanes, party: str) -> bool:
    """Give a lane what it lists; whether it lists anything."""
    lists_any = False
    for reference in lane.all("flowNodeRef"):
        held = drawing.find(reference.text.strip())
        if held is None or held.name in ("lane", "process", "participant"):
            why = "is not in the drawing" if held is None else f"is a {held.name}"
            what = f"lane {drawing.called(lane)}"
            drawing.skip(what, f"it lists '{reference.text.strip()[:80]}', which {why}", reference)
            continue
        lanes.by[id(held)] = party
        lists_any = True
    return lists_any


def _named(drawing: Drawing, lane: Element, outer: Element | None, pool: Pool | None) -> dict[str, str]:
    """The name of a lane; the only one without a name in a lane or pool bears the name of that."""
    unit = drawing.name(outer) if outer is not None else ""
    around = unit or (pool.name if pool is not None else "")
    beside = lane.parent.children if lane.parent is not None else []
    several = any(other.name == "lane" and other is not lane and not drawing.name(other) for other in beside)
    name = drawing.name(lane) or ("" if several else around)
    return {key: value for key, value in (("name", name), ("unit", unit)) if value}

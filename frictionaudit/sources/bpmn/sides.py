"""On which side of the counter each pool and lane stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from frictionaudit.sources.bpmn.drawing import Drawing, Pool
from frictionaudit.sources.bpmn.lanes import Customers, Lanes
from frictionaudit.sources.bpmn.messages import flows, pool_around
from frictionaudit.sources.bpmn.outside_lanes import outside_lanes
from frictionaudit.sources.bpmn.party_names import is_department, is_outsider
from frictionaudit.sources.bpmn.xml_tree import Element
from frictionaudit.sources.customer_names import plain

_ENDS = ("sourceRef", "targetRef")


def sides(
    drawing: Drawing,
    processes: Sequence[Element],
    lanes: Lanes,
    customers: Customers,
    meets: Mapping[str, set[str]],
) -> dict[str, str]:
    """The side of each lane and of each other pool; `meets` tells which parties exchange messages or flows.

    A pool that the drawing fills is ours unless its name says customer; of several, one that is named as an outsider
    is a third party. So is a lane that `outside_lanes` finds. An empty pool is a third party, unless it is a department
    of ours.
    """
    own = [pool for process in processes if (pool := drawing.pool_of(process)) is not None]
    theirs = {pool.id for pool in own if customers.include(pool.name, pool.id)}
    only_customers = bool(own) and len(theirs) == len(own)
    side: dict[str, str] = {}
    outside = outside_lanes(drawing, processes, lanes, customers)
    for id_, party in lanes.parties.items():
        pool = lanes.pool_of.get(id_)
        if (pool is not None and pool.id in theirs) or customers.include(party.get("name", ""), id_):
            side[id_] = "customer"
        elif id_ in outside or (len(own) > len(theirs) + 1 and pool is not None and is_outsider(pool.name)):
            side[id_] = "third"
        else:
            side[id_] = ""
    names = {
        _same(name) for id_, party in lanes.parties.items() for name in (party.get("name"), party.get("unit")) if name
    }
    names |= {_same(pool.name) for pool in own if pool.name}
    for pool in others(drawing, processes):
        if customers.include(pool.name, pool.id):
            side[pool.id] = "customer"
        elif not only_customers and not (_same(pool.name) in names or is_department(pool.name)):
            side[pool.id] = "third"
    is_customer = {id_ for id_, known in side.items() if known == "customer"}
    away = "third" if only_customers else "backstage"
    for id_ in [*lanes.parties, *(pool.id for pool in others(drawing, processes))]:
        if not side.get(id_):
            side[id_] = "frontstage" if meets.get(id_, set()) & is_customer else away
    return side


def _same(name: str) -> str:
    """A name without what is written differently in two places: 'Team-Assistant' is 'Team Assistant'."""
    return "".join(c for c in plain(name) if c.isalnum())


def others(drawing: Drawing, processes: Sequence[Element]) -> list[Pool]:
    """The pools beside those of some processes, without those that a tool adds: they hold nothing and hear nothing."""
    heard = {id(pool_around(drawing, drawing.find(flow.get(key)))) for flow in flows(drawing) for key in _ENDS}
    return [
        pool
        for pool in drawing.pools
        if (pool.process is None and (id(pool) in heard or not pool.element.get("processRef")))
        or (pool.process is not None and pool.process not in processes)
    ]

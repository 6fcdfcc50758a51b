"""The lanes of other organisations, in drawings whose lanes are those of several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from frictionaudit.sources.bpmn.drawing import Drawing, Pool
from frictionaudit.sources.bpmn.lanes import Customers, Lanes
from frictionaudit.sources.bpmn.party_names import is_outsider, names_an_organisation, organisations
from frictionaudit.sources.bpmn.xml_tree import Element
from frictionaudit.sources.customer_names import plain


def outside_lanes(drawing: Drawing, processes: Sequence[Element], lanes: Lanes, customers: Customers) -> set[str]:
    """The lanes that are named as outsiders or as other organisations, beside one that is ours.

    A pool is one organisation, with its lanes, unless it holds the customer's lane or bears the name of its process.
    The name of an organisation may be that of the one whose procedure is drawn: the lane that holds most is ours. The
    lanes of a pool that is itself named as an organisation may be its departments, as a hospital's pharmacy is.
    """
    held = Counter(lanes.by.values())
    theirs = {id_ for id_, party in lanes.parties.items() if customers.include(party.get("name", ""), id_)}
    others = organisations([party["name"] for party in lanes.parties.values() if party.get("name")])
    outside: set[str] = set()
    for pool, group in _groups(drawing, processes, lanes, theirs):
        names = {id_: lanes.parties[id_].get("name", "") for id_ in group if id_ not in theirs}
        apart = {id_ for id_, name in names.items() if is_outsider(name)}
        inside = [id_ for id_ in names if id_ not in apart]
        if not inside:
            continue
        ours = max(inside, key=lambda id_: (held[id_], names[id_] not in others))
        if pool is None or not names_an_organisation(pool.name):
            apart |= {id_ for id_ in inside if id_ != ours and names[id_] in others}
        outside |= apart
    return outside


def _groups(
    drawing: Drawing, processes: Sequence[Element], lanes: Lanes, theirs: set[str]
) -> Iterator[tuple[Pool | None, list[str]]]:
    """The lanes outside of pools, and those of each pool that is not one organisation."""
    yield None, [id_ for id_ in lanes.parties if id_ not in lanes.pool_of]
    for process in processes:
        pool = drawing.pool_of(process)
        if pool is None:
            continue
        group = [id_ for id_, around in lanes.pool_of.items() if around is pool]
        called_like_it = not pool.name or plain(pool.name) == plain(drawing.name(process))
        if len(group) > 1 and (called_like_it or theirs & set(group)):
            yield pool, group

"""How long a backlog lasts: parties that are overloaded, and how far cases depend on those before them."""

from __future__ import annotations

import math
from collections.abc import Mapping

from frictionaudit.analysis.simulate.demand import demand
from frictionaudit.analysis.simulate.dependence import NONE, Dependence
from frictionaudit.analysis.simulate.resources import Staffing
from frictionaudit.domain.quantities.calendar import expectation


def overloaded(staffing: Staffing) -> tuple[str, ...]:
    """Parties whose queue grows without end: more work than hours, and somebody in it who never gives up."""
    return tuple(id for id, load in staffing.load.items() if load >= 1 and _forgotten(staffing, id, 1.0) == math.inf)


def _forgotten(staffing: Staffing, party: str, visits: float) -> float:
    """Twice the cases that come while the most patient wait for a party; infinite if some never give up."""
    graph, procedure = staffing.subject.graph, staffing.subject.procedure
    patience = []
    for step in staffing.queues:
        if procedure.steps[step].by == party:
            sources = [arc.source for arc in graph.incoming[step]]
            here = [step] if step in staffing.impatient or not sources else sources
            if not all(at in staffing.impatient for at in here):
                return math.inf
            patience += [procedure.steps[at].patience for at in here]
    minutes = max((expectation(each, procedure.calendar.touch) for each in patience if each), default=math.inf)
    return max(1.0, 2 * visits * minutes / staffing.gap)


def longest_backlog(staffing: Staffing, each: Mapping[str, Dependence]) -> str:
    """The party whose backlog lasts longest."""
    endless = overloaded(staffing)
    return endless[0] if endless else max(each, key=lambda party: each[party].cases)


def dependences(staffing: Staffing, cases: int) -> Mapping[str, Dependence]:
    """How cases depend on those before them, by each party.

    Where all may give up, a backlog is forgotten once those in it have been served or have run out of patience.
    """
    endless, found = overloaded(staffing), {}
    for id, work in demand(staffing).items():
        load = staffing.load[id]
        alike = 2 * work.dispersion * load / (1 - load) ** 2 if load < 1 else math.inf
        alike = float(cases) if id in endless else min(alike, _forgotten(staffing, id, work.visits))
        found[id] = Dependence(load, max(1.0, alike)) if work.minutes else NONE
    return found

"""How long a backlog lasts: parties that are overloaded, and how far cases depend on those before them."""

from __future__ import annotations

import math

from frictionaudit.analysis.simulate.intervals import NONE, Dependence
from frictionaudit.analysis.simulate.model import SimulationModel
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


def dependence(staffing: Staffing, cases: int) -> Dependence:
    """How cases depend on those before them, by the busiest party.

    Where all may give up, a backlog is forgotten once those in it have been served or have run out of patience.
    """
    worst = NONE
    model = SimulationModel(staffing.subject, staffing.subject.segments[0])
    for id, load in staffing.load.items():
        visits = first = second = 0.0
        for step in staffing.subject.procedure.steps:
            if staffing.subject.procedure.steps[step].by == id and staffing.hands(step) >= 0:
                times = staffing.subject.visits(step).value
                parts = [part.sampler for part in model.parts[step] if part.touch]
                mean = sum(sampler.mean for sampler in parts)
                visits, first = visits + times, first + times * mean
                second += times * (mean**2 + sum(sampler.variance for sampler in parts))
        forgotten = _forgotten(staffing, id, visits)
        if visits and first and (load < 1 or forgotten < math.inf):
            scatter = second * visits / first**2 - 1
            alike = 2 * (1 + scatter) * load**2 / (1 - load) ** 2 / visits if load < 1 else math.inf
            alike = min(alike, forgotten)
            worst = max(worst, Dependence(load, max(1.0, alike)), key=lambda each: each.cases)
        elif id in overloaded(staffing):
            return Dependence(load, float(cases))
    return worst

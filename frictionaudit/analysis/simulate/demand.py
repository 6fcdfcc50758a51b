"""How much work a case brings to each party with limited staff, and how much that varies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from frictionaudit.analysis.flow.subject import CustomerSegment
from frictionaudit.analysis.simulate.model import SimulationModel
from frictionaudit.analysis.simulate.resources import Staffing


@dataclass(frozen=True)
class Demand:
    """Visits and minutes of work that a case brings to a party; steps that it repeats are counted each time."""

    visits: float = 0.0
    minutes: float = 0.0
    squares: float = 0.0
    """Expected square of the minutes."""

    @property
    def dispersion(self) -> float:
        """Variance per mean of the work that comes with Poisson arrivals, in cases: 1 + c² of the minutes of a case."""
        return self.squares / self.minutes**2 if self.minutes else 1.0


def demand(staffing: Staffing) -> Mapping[str, Demand]:
    """The demand on each limited party, over all customer segments."""
    segments = staffing.subject.segments
    total = sum(segment.share for segment in segments)
    found = dict.fromkeys(staffing.limited, Demand())
    for segment in segments:
        share = segment.share / total
        for party, one in _of_segment(staffing, segment).items():
            before = found[party]
            found[party] = Demand(
                before.visits + share * one.visits,
                before.minutes + share * one.minutes,
                before.squares + share * one.squares,
            )
    return found


def _of_segment(staffing: Staffing, segment: CustomerSegment) -> Mapping[str, Demand]:
    """One segment: the square of a sum is each visit's square, and twice each visit times all that come after it."""
    model, visits = SimulationModel(staffing.subject, segment), segment.visits
    samplers = {step: [part.sampler for part in model.parts[step] if part.touch] for step in staffing.queues}
    mean = {step: sum(sampler.mean for sampler in parts) for step, parts in samplers.items()}
    variance = {step: sum(sampler.variance for sampler in parts) for step, parts in samplers.items()}
    found = dict.fromkeys(staffing.limited, Demand())
    everywhere = frozenset(staffing.subject.procedure.steps)
    for step in sorted(staffing.queues):
        party = staffing.limited[staffing.hands(step)]
        for state in visits.space.states_of[step]:
            times = visits.states["value"][state]
            if not times:
                continue
            onward = visits.within(everywhere, state)
            here = sum(often * mean[to] for to, often in onward.items() if to in mean and _same(staffing, to, party))
            found[party] = Demand(
                found[party].visits + times,
                found[party].minutes + times * mean[step],
                found[party].squares + times * (variance[step] + mean[step] * (2 * here - mean[step])),
            )
    return found


def _same(staffing: Staffing, step: str, party: str) -> bool:
    return staffing.limited[staffing.hands(step)] == party

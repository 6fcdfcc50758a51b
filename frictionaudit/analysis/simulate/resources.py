"""Resources: the limited staff that a step needs, and the stated waits that their queue replaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate.hours import WEEK, Hours
from frictionaudit.analysis.simulate.model import SimulationModel
from frictionaudit.domain.quantities.calendar import ANY_TIME, OPENING_HOURS, expectation
from frictionaudit.errors import InputError, UsageError

MINUTES_PER_YEAR = 525_960.0


@dataclass(frozen=True)
class Staffing:
    """Limited parties, arrival rate and opening hours."""

    subject: Subject

    @cached_property
    def limited(self) -> tuple[str, ...]:
        """Parties with a capacity and with work in a reachable step."""
        steps, reachable = self.subject.procedure.steps, self.subject.graph.reachable
        busy = {steps[id].by for id in reachable if self.needs_hands(id)}
        return tuple(
            id for id, party in self.subject.procedure.parties.items() if party.capacity is not None and id in busy
        )

    def needs_hands(self, step: str) -> bool:
        """Whether a step keeps its party busy: an effort is stated."""
        effort = self.subject.procedure.steps[step].effort
        return effort is not None and bool(effort.model_fields_set)

    @cached_property
    def capacities(self) -> tuple[int, ...]:
        return tuple(self.subject.procedure.parties[id].capacity or 0 for id in self.limited)

    @cached_property
    def hours(self) -> Hours:
        return Hours.of(self.subject.procedure.calendar)

    def refuse(self) -> None:
        """Raise InputError without a volume or with a capacity of 0, UsageError if no party has a capacity."""
        procedure = self.subject.procedure
        if not self.limited:
            hint = "give a party `capacity: N` (convert a list of steps to YAML first), or leave out --queues"
            raise UsageError.of(
                "no-capacity", "no party with work to do says how many people it has", procedure.id, hint
            )
        nobody = [id for id, number in zip(self.limited, self.capacities, strict=True) if not number]
        if nobody:
            names = ", ".join(procedure.party_label(id) for id in nobody)
            hint = "a capacity is at least 1; leave it out where staff is not what limits"
            raise InputError.of("no-staff", f"{names} have work to do and a capacity of 0", procedure.id, hint)
        if procedure.volume is None or not procedure.volume.per_year:
            hint = "for example `volume: 12000 per year`"
            raise InputError.of("no-volume", "the page gives no volume, or a volume of 0", procedure.id, hint)

    @cached_property
    def arrival_hours(self) -> Hours:
        """When cases arrive: in opening hours, at any time, or as the page says."""
        calendar = self.subject.procedure.calendar
        if calendar.arrivals == OPENING_HOURS:
            return self.hours
        return Hours(((0.0, WEEK),)) if calendar.arrivals == ANY_TIME else Hours.of_arrivals(calendar)

    @cached_property
    def gap(self) -> float:
        """Mean minutes between arrivals, of the time in which cases arrive."""
        volume = self.subject.procedure.volume
        assert volume is not None
        return MINUTES_PER_YEAR * self.arrival_hours.open_minutes / WEEK / volume.per_year

    @cached_property
    def load(self) -> Mapping[str, float]:
        """Expected utilisation of each limited party in opening hours; 1 or more is unstable."""
        procedure, touch = self.subject.procedure, self.subject.procedure.calendar.touch
        assert procedure.volume is not None
        open_year = MINUTES_PER_YEAR * self.hours.open_minutes / WEEK
        busy_share = dict.fromkeys(self.limited, 0.0)
        model = SimulationModel(self.subject, self.subject.segments[0])
        for id, step in procedure.steps.items():
            if step.by in busy_share and step.effort is not None:
                sides = {"own": 0.0, "counter": 0.0, "work": 0.0}
                for part in model.parts[id]:
                    if part.touch and (duration := step.effort.part(part.name)):
                        sides[part.clock] += expectation(duration, touch)
                minutes = sides["own"] + max(sides["counter"], sides["work"])
                busy_share[step.by] += self.subject.visits(id).value * minutes * procedure.volume.per_year / open_year
        return {id: busy / (procedure.parties[id].capacity or 1) for id, busy in busy_share.items()}

    @cached_property
    def queues(self) -> frozenset[str]:
        """Steps before which a queue is simulated."""
        return frozenset(id for id in self.subject.graph.reachable if self.hands(id) >= 0)

    @cached_property
    def sorted_at(self) -> frozenset[str]:
        """Steps with a queue in which the urgent go first: at or after a triage."""
        steps, graph = self.subject.procedure.steps, self.subject.graph
        triage = [id for id in graph.reachable if steps[id].triage]
        return self.queues.intersection(id for first in triage for id in (first, *graph.after(first)))

    def hands(self, step: str) -> int:
        """The index of the limited party that a step needs; -1 where it needs none."""
        by = self.subject.procedure.steps[step].by
        return self.limited.index(by) if by in self.limited and self.needs_hands(step) else -1

    def queue_follows(self, step: str) -> bool:
        """Whether a queue for limited staff comes right after a step."""
        return any(self.hands(arc.target) >= 0 for arc in self.subject.graph.outgoing[step])

    @cached_property
    def lines(self) -> frozenset[str]:
        """Steps with a queue in which the customer stands in line meanwhile."""
        incoming = self.subject.graph.incoming
        return frozenset(id for id in self.queues if any(self._in_line(arc.source) for arc in incoming[id]))

    def _in_line(self, source: str) -> bool:
        """Whether the customer stands in line after a step."""
        step = self.subject.procedure.steps[source]
        return (step.effort is not None and step.effort.queue is not None) or (
            step.patience is not None and self.hands(source) < 0
        )

    @cached_property
    def impatient(self) -> tuple[str, ...]:
        """Steps whose `patience` is played: one with a queue of its own, or with one right after it."""
        steps, reachable = self.subject.procedure.steps, self.subject.graph.reachable
        stated = (id for id, step in steps.items() if step.patience is not None and id in reachable)
        return tuple(id for id in stated if self.hands(id) >= 0 or self.queue_follows(id))

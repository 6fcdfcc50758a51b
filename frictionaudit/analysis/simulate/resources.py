"""Resources: the limited staff that a step needs, and the stated waits that their queue replaces."""

from __future__ import annotations

import math
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cached_property

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate.hours import WEEK, Hours
from frictionaudit.analysis.simulate.intervals import NONE, Dependence
from frictionaudit.analysis.simulate.model import Clock, Gather, Outgoing, SimulationModel
from frictionaudit.analysis.simulate.patience import Patience, without_giving_up
from frictionaudit.analysis.simulate.sampling import Sampler
from frictionaudit.analysis.simulate.working_time import Unit
from frictionaudit.domain.quantities.calendar import ANY_TIME, OPENING_HOURS, expectation
from frictionaudit.errors import InputError, UsageError

MINUTES_PER_YEAR = 525_960.0

Touch = tuple[Sampler, int | None, float, Clock]
"""A part of touch time: its length, the total it is added to, the group's factor, and beside what it passes."""


@dataclass(frozen=True)
class Act:
    """One visit of a step for a customer segment.

    `before` are waits for others, `batch` the minutes between two batches, `party` the index of the limited
    party it needs or -1, `line` whether the customer queues in person meanwhile. `patience` has an entry for each
    incoming flow and one more for cases that come otherwise; empty where nobody's is stated.
    """

    before: tuple[tuple[Sampler, int | None, bool, Unit], ...]
    batch: float | None
    deadline: Sampler | None
    otherwise: str | None
    party: int
    line: bool
    patience: tuple[Patience | None, ...]
    touch: tuple[Touch, ...]
    serves: bool
    """Whether a clerk serves here a customer who has been at the counter in a step before."""
    passes: bool
    """Whether it is looked through: a customer who was at a counter before it is still served after it."""
    triage: bool
    outgoing: Outgoing


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
            hint = "give a party `capacity: N`, or leave out --queues"
            raise UsageError.of(
                "no-capacity", "no party with work to do says how many people it has", procedure.id, hint
            )
        nobody = [id for id, number in zip(self.limited, self.capacities, strict=True) if not number]
        if nobody:
            names = ", ".join(f"'{procedure.parties[id].name or id}'" for id in nobody)
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
        return frozenset(id for id in self.subject.graph.reachable if self._hands(id) >= 0)

    @cached_property
    def sorted_at(self) -> frozenset[str]:
        """Steps with a queue in which the urgent go first: at or after a triage."""
        steps, graph = self.subject.procedure.steps, self.subject.graph
        triage = [id for id in graph.reachable if steps[id].triage]
        return self.queues.intersection(id for first in triage for id in (first, *graph.after(first)))

    @cached_property
    def overloaded(self) -> tuple[str, ...]:
        """Parties whose queue grows without end: more work than hours, and somebody in it who never gives up."""
        return tuple(id for id, load in self.load.items() if load >= 1 and self._forgotten(id, 1.0) == math.inf)

    def _forgotten(self, party: str, visits: float) -> float:
        """Twice the cases that come while the most patient wait for a party; infinite if some never give up."""
        graph, procedure = self.subject.graph, self.subject.procedure
        patience = []
        for step in self.queues:
            if procedure.steps[step].by == party:
                sources = [arc.source for arc in graph.incoming[step]]
                here = [step] if step in self.impatient or not sources else sources
                if not all(at in self.impatient for at in here):
                    return math.inf
                patience += [procedure.steps[at].patience for at in here]
        minutes = max((expectation(each, procedure.calendar.touch) for each in patience if each), default=math.inf)
        return max(1.0, 2 * visits * minutes / self.gap)

    def dependence(self, cases: int) -> Dependence:
        """How cases depend on those before them, by the busiest party.

        Where all may give up, a backlog is forgotten once those in it have been served or have run out of patience.
        """
        worst = NONE
        model = SimulationModel(self.subject, self.subject.segments[0])
        for id, load in self.load.items():
            visits = first = second = 0.0
            for step in self.subject.procedure.steps:
                if self.subject.procedure.steps[step].by == id and self._hands(step) >= 0:
                    times = self.subject.visits(step).value
                    parts = [part.sampler for part in model.parts[step] if part.touch]
                    mean = sum(sampler.mean for sampler in parts)
                    visits, first = visits + times, first + times * mean
                    second += times * (mean**2 + sum(sampler.variance for sampler in parts))
            forgotten = self._forgotten(id, visits)
            if visits and first and (load < 1 or forgotten < math.inf):
                scatter = second * visits / first**2 - 1
                alike = 2 * (1 + scatter) * load**2 / (1 - load) ** 2 / visits if load < 1 else math.inf
                alike = min(alike, forgotten)
                worst = max(worst, Dependence(load, max(1.0, alike)), key=lambda each: each.cases)
            elif id in self.overloaded:
                return Dependence(load, float(cases))
        return worst

    def acts(self, model: SimulationModel) -> Mapping[str, Act]:
        """The visit of each step for one customer segment."""
        return {step: self._act(model, step) for step in self.subject.procedure.steps}

    def _hands(self, step: str) -> int:
        by = self.subject.procedure.steps[step].by
        return self.limited.index(by) if by in self.limited and self.needs_hands(step) else -1

    def _act(self, model: SimulationModel, step: str) -> Act:
        step_data = self.subject.procedure.steps[step]
        party = self._hands(step)
        incoming = self.subject.graph.incoming[step]
        stands = self._stands(step)
        batch: float | None = None
        before: list[tuple[Sampler, int | None, bool, Unit]] = []
        touch: list[Touch] = []
        for part in model.parts[step]:
            if part.touch:
                if not (part.name == "queue" and stands):
                    touch.append((part.sampler, part.into, model.factor(part), part.clock))
            elif part.name == "batch":
                batch = 2 * part.sampler.mean or None
            elif not (part.name == "queue" and party >= 0):
                before.append((part.sampler, part.into, part.name == "customer", part.unit))
        deadline = step_data.wait.deadline if step_data.wait else None
        line = party >= 0 and any(self._in_line(arc.source) for arc in incoming)
        outgoing = model.outgoing[step]
        return Act(
            before=tuple(before),
            batch=batch,
            deadline=Sampler.of(deadline, self.subject.procedure.calendar.elapsed) if deadline else None,
            otherwise=self._otherwise(step_data.wait.otherwise if step_data.wait else None),
            party=party,
            line=line,
            patience=self._patience(model, step, line) if party >= 0 else (),
            touch=tuple(touch),
            serves=step in model.services.clerks,
            passes=bool(model.services.counters) and step in model.looked_through,
            triage=bool(step_data.triage),
            outgoing=without_giving_up(self.subject, outgoing) if step in self.impatient else outgoing,
        )

    def _stands(self, step: str) -> bool:
        """Whether a queue for limited staff comes right after a step."""
        return any(self._hands(arc.target) >= 0 for arc in self.subject.graph.outgoing[step])

    def _in_line(self, source: str) -> bool:
        """Whether the customer stands in line after a step."""
        step = self.subject.procedure.steps[source]
        return (step.effort is not None and step.effort.queue is not None) or (
            step.patience is not None and self._hands(source) < 0
        )

    @cached_property
    def impatient(self) -> tuple[str, ...]:
        """Steps whose `patience` is played: one with a queue of its own, or with one right after it."""
        steps, reachable = self.subject.procedure.steps, self.subject.graph.reachable
        stated = (id for id, step in steps.items() if step.patience is not None and id in reachable)
        return tuple(id for id in stated if self._hands(id) >= 0 or self._stands(id))

    def _patience(self, model: SimulationModel, step: str, line: bool) -> tuple[Patience | None, ...]:
        """Whose patience counts in the queue before a step: that of the customer's step before it, or its own."""

        def stated(at: str) -> Patience | None:
            return Patience.stated_at(self.subject, at, line, model.outgoing[at])

        own = stated(step)
        sources = [arc.source for arc in self.subject.graph.incoming[step]]
        found = (*((self._hands(id) < 0 and stated(id)) or own for id in sources), own)
        return found if any(found) else ()

    def _otherwise(self, name: str | None) -> str | None:
        """The step that `otherwise` names, by id or by name."""
        steps = self.subject.procedure.steps
        return next((id for id, step in steps.items() if name in (id, step.name)), None) if name else None


Run = tuple[tuple[Touch, ...], str, int]


def uninterrupted_runs(
    acts: Mapping[str, Act], gather: Mapping[str, Gather], watched: Container[str]
) -> Mapping[str, Run]:
    """Steps that never block: no staff, no batch, no deadline, one outgoing flow."""
    runs: dict[str, Run] = {}
    for step, act in acts.items():
        outgoing = act.outgoing
        sure = outgoing.route == "one" and len(outgoing.targets) == 1 and outgoing.levels[0] >= 1.0
        waits_for_others = act.party >= 0 or act.batch is not None or act.deadline is not None
        waits_for_others |= any(unit != "clock" for *_, unit in act.before)
        served = act.serves or any(clock != "own" for *_, clock in act.touch)
        if (
            sure
            and not served
            and not waits_for_others
            and not act.triage
            and gather[step] == "each"
            and step not in watched
        ):
            own: Clock = "own"
            waits = tuple((sampler, into, 1.0, own) for sampler, into, _, _ in act.before)
            runs[step] = ((*waits, *act.touch), outgoing.targets[0], outgoing.slots[0])
    return _without_cycles(runs)


def _without_cycles(runs: dict[str, Run]) -> dict[str, Run]:
    """Remove cycles of such steps; the engine cuts off cases in them."""
    seen: set[str] = set()
    for begin in list(runs):
        path: dict[str, None] = {}
        step = begin
        while step in runs and step not in seen:
            seen.add(step)
            path[step] = None
            step = runs[step][1]
        if step in path:
            walk = list(path)
            for cyclic in walk[walk.index(step) :]:
                del runs[cyclic]
    return runs

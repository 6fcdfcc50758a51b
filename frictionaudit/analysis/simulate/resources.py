"""The procedure as limited staff work on it: whose hands a step needs, and which waits that replaces."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cached_property

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate.hours import WEEK, Hours
from frictionaudit.analysis.simulate.model import Gather, SimulationModel, VisitPart, Ways
from frictionaudit.analysis.simulate.sampling import Sampler
from frictionaudit.domain.procedure import Channel
from frictionaudit.domain.quantities.calendar import expectation
from frictionaudit.errors import InputError, UsageError

MINUTES_PER_YEAR = 525_960.0
_IN_PERSON = (Channel.COUNTER, Channel.PHONE, Channel.ONSITE)


@dataclass(frozen=True)
class Act:
    """One visit of a step, as a stream of customers makes it.

    `before` are waits for others, `batch` the minutes between two batches, `party` the number of the party whose
    hands it needs or -1, `line` whether the customer stands in line meanwhile.
    """

    before: tuple[tuple[Sampler, int | None, bool], ...]
    batch: float | None
    deadline: Sampler | None
    otherwise: str | None
    party: int
    line: bool
    touch: tuple[tuple[Sampler, int | None, float, bool], ...]
    triage: bool
    ways: Ways


@dataclass(frozen=True)
class Staffing:
    """Who is limited, how often cases come, and when doors are open."""

    subject: Subject

    @cached_property
    def limited(self) -> tuple[str, ...]:
        """Parties with a capacity that have something to do in a case."""
        steps, reachable = self.subject.procedure.steps, self.subject.graph.reachable
        busy = {steps[id].by for id in reachable if self.needs_hands(id)}
        return tuple(
            id for id, party in self.subject.procedure.parties.items() if party.capacity is not None and id in busy
        )

    def needs_hands(self, step: str) -> bool:
        """Whether somebody is busy with a case in a step: where an effort is stated."""
        effort = self.subject.procedure.steps[step].effort
        return effort is not None and bool(effort.model_fields_set)

    @cached_property
    def capacities(self) -> tuple[int, ...]:
        return tuple(self.subject.procedure.parties[id].capacity or 0 for id in self.limited)

    @cached_property
    def hours(self) -> Hours:
        return Hours.of(self.subject.procedure.calendar)

    def refuse(self) -> None:
        """Raise where nobody can queue: InputError for no volume or nobody at work, UsageError for no capacity."""
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
            raise InputError.of("no-volume", "how many cases come is not said, or none", procedure.id, hint)

    @cached_property
    def arrivals_in_hours(self) -> bool:
        """Whether cases come only in opening hours: where the first step with a channel is at a counter or by phone."""
        steps = self.subject.procedure.steps
        channels = (steps[id].channel for id in self.subject.procedure.in_reading_order())
        return next((channel for channel in channels if channel), None) in _IN_PERSON

    @cached_property
    def gap(self) -> float:
        """Mean minutes between two cases: on the clock, or of opening time where cases come only then."""
        volume = self.subject.procedure.volume
        assert volume is not None
        share = self.hours.open_minutes / WEEK if self.arrivals_in_hours else 1.0
        return MINUTES_PER_YEAR * share / volume.per_year

    @cached_property
    def load(self) -> Mapping[str, float]:
        """Expected share of the opening hours in which each limited party's people are busy; 1 or more is too much."""
        procedure, touch = self.subject.procedure, self.subject.procedure.calendar.touch
        assert procedure.volume is not None
        open_year = MINUTES_PER_YEAR * self.hours.open_minutes / WEEK
        found = dict.fromkeys(self.limited, 0.0)
        script = SimulationModel(self.subject, self.subject.segments[0])
        for id, step in procedure.steps.items():
            if step.by in found and step.effort is not None:
                clocked = {part.name for part in script.parts[id] if part.touch and part.elapses}
                minutes = sum(expectation(d, touch) for name in clocked if (d := step.effort.part(name)))
                found[step.by] += self.subject.visits(id).value * minutes * procedure.volume.per_year / open_year
        return {id: busy / (procedure.parties[id].capacity or 1) for id, busy in found.items()}

    def acts(self, script: SimulationModel) -> Mapping[str, Act]:
        """What each step is for one stream of customers."""
        return {step: self._act(script, step) for step in self.subject.procedure.steps}

    def _hands(self, step: str) -> int:
        by = self.subject.procedure.steps[step].by
        return self.limited.index(by) if by in self.limited and self.needs_hands(step) else -1

    def _act(self, script: SimulationModel, step: str) -> Act:
        drawn = self.subject.procedure.steps[step]
        party = self._hands(step)
        arcs_in, arcs_on = self.subject.graph.incoming[step], self.subject.graph.outgoing[step]
        stands = any(self._hands(arc.target) >= 0 for arc in arcs_on)
        efforts = (self.subject.procedure.steps[arc.source].effort for arc in arcs_in)
        batch: float | None = None
        before: list[tuple[Sampler, int | None, bool]] = []
        touch: list[tuple[Sampler, int | None, float, bool]] = []
        for part in script.parts[step]:
            if part.touch:
                if not (part.name == "queue" and stands):
                    touch.append((part.sampler, part.into, script.factor(part), part.elapses))
            elif part.name == "batch":
                batch = 2 * _mean(part) or None
            elif not (part.name == "queue" and party >= 0):
                before.append((part.sampler, part.into, part.name == "customer"))
        deadline = drawn.wait.deadline if drawn.wait else None
        return Act(
            before=tuple(before),
            batch=batch,
            deadline=Sampler.of(deadline, self.subject.procedure.calendar.elapsed) if deadline else None,
            otherwise=self._otherwise(drawn.wait.otherwise if drawn.wait else None),
            party=party,
            line=party >= 0 and any(effort is not None and effort.queue is not None for effort in efforts),
            touch=tuple(touch),
            triage=bool(drawn.triage),
            ways=script.ways[step],
        )

    def _otherwise(self, said: str | None) -> str | None:
        """The step that the words on a passed deadline name, by its id or its name."""
        steps = self.subject.procedure.steps
        return next((id for id, step in steps.items() if said in (id, step.name)), None) if said else None


def _mean(part: VisitPart) -> float:
    sampler = part.sampler
    if sampler.triangular:
        return sum(sampler.heights) / 3
    levels, heights = sampler.levels, sampler.heights
    return sum((levels[n + 1] - levels[n]) * (heights[n] + heights[n + 1]) / 2 for n in range(len(levels) - 1))


Run = tuple[tuple[tuple[Sampler, int | None, float, bool], ...], str, int]


def straight_on(acts: Mapping[str, Act], gather: Mapping[str, Gather], watched: Container[str]) -> Mapping[str, Run]:
    """Steps that hold nobody up: no hands, no batch, no deadline, one way on. With what they take, and that way."""
    found: dict[str, Run] = {}
    for step, act in acts.items():
        ways = act.ways
        sure = ways.route == "one" and len(ways.targets) == 1 and ways.levels[0] >= 1.0
        waits_for_others = act.party >= 0 or act.batch is not None or act.deadline is not None
        if sure and not waits_for_others and not act.triage and gather[step] == "each" and step not in watched:
            waits = tuple((sampler, into, 1.0, True) for sampler, into, _ in act.before)
            found[step] = ((*waits, *act.touch), ways.targets[0], ways.slots[0])
    return _without_circles(found)


def _without_circles(runs: dict[str, Run]) -> dict[str, Run]:
    """Leave out steps that lead only round to themselves; how often those are visited is counted elsewhere."""
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
            for circled in walk[walk.index(step) :]:
                del runs[circled]
    return runs

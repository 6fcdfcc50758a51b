"""Discrete-event simulation: cases arrive, queue for staff, are served in opening hours, and move on."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence

from frictionaudit.analysis.simulate.acts import Act, acts
from frictionaudit.analysis.simulate.backlog import overloaded
from frictionaudit.analysis.simulate.cases import SimulatedCase
from frictionaudit.analysis.simulate.counted_window import CountedWindow
from frictionaudit.analysis.simulate.decisions import draw
from frictionaudit.analysis.simulate.event_queue import DONE, GIVE_UP, NEW, READY, EventQueue
from frictionaudit.analysis.simulate.model import Gather, SimulationModel
from frictionaudit.analysis.simulate.patience import Patience
from frictionaudit.analysis.simulate.resources import Staffing
from frictionaudit.analysis.simulate.runs import uninterrupted_runs
from frictionaudit.analysis.simulate.service import Service
from frictionaudit.analysis.simulate.visit import (
    clock,
    give_up,
    join,
    leave,
    pass_through,
    time_out,
    touch,
    wait,
)
from frictionaudit.analysis.simulate.working_time import working_time

MOST_EVENTS = 50_000_000
MOST_VISITS_OF_A_CASE = 10_000
MOST_EVENTS_OVERLOADED = 500_000
"""Where more work comes than can be done, the queue grows without end: a short run shows that as well as a long one."""
MOST_OPEN_CASES = 50_000
"""Cases in progress at a time; each is kept in memory."""
MOST_WAITING = 300_000
"""Entries of all queues at a time: a case of many branches waits in many."""


class QueueEngine:
    """An event queue. A token that needs no limited staff is advanced at once."""

    def __init__(
        self,
        staffing: Staffing,
        models: Sequence[SimulationModel],
        shares: Sequence[float],
        seed: int,
        promises: Sequence[tuple[str, str]],
        closed: Callable[[SimulatedCase], None],
        stopped: Callable[[str, SimulatedCase], None],
        longest: int,
        priority: bool = True,
    ) -> None:
        self.hours, self.gap, self.arrival_hours = staffing.hours, staffing.gap, staffing.arrival_hours
        self.working = working_time(staffing.subject.procedure.calendar)
        self.acts: list[Mapping[str, Act]] = [acts(staffing, model) for model in models]
        self.gather: list[Mapping[str, Gather]] = [model.gather for model in models]
        self.urgent = [priority and bool(model.segment.group and model.segment.group.urgent) for model in models]
        self.incoming = {step: len(arcs) for step, arcs in staffing.subject.graph.incoming.items()}
        self.entries = staffing.subject.graph.entries
        self.stops = frozenset(id for id, step in staffing.subject.procedure.steps.items() if step.stops)
        self.shares = shares
        self.random = random.Random(seed).random
        self.ending: dict[str, list[int]] = {}
        self.beginning: dict[str, list[int]] = {}
        for n, (begin, end) in enumerate(promises):
            self.beginning.setdefault(begin, []).append(n)
            self.ending.setdefault(end, []).append(n)
        self.watched = self.ending.keys() | self.beginning.keys()
        self.closed, self.stopped = closed, stopped
        self.runs = [uninterrupted_runs(*about, self.watched) for about in zip(self.acts, self.gather, strict=True)]
        self.capacities, self.longest = staffing.capacities, longest
        self.events = EventQueue()
        self.open = self.alive = 0
        self.most_events = MOST_EVENTS_OVERLOADED if overloaded(staffing) else MOST_EVENTS

    def run(self, warm: int, count: int) -> bool:
        """Let cases arrive until all counted ones are closed; False if the cap on events was reached first."""
        self.window = CountedWindow(self.hours, warm, count)
        self.service = Service(
            self.events,
            self.hours,
            self.working,
            self.acts,
            self.capacities,
            self.window,
            self.random,
            self.longest,
        )
        self.arrived = 0
        self.worked = 0.0
        self._next_arrival()
        events = self.events
        while events and events.happened < self.most_events and self._has_room():
            what, step, about = events.pop()
            if what == READY:
                self.service.join(step, about)  # type: ignore[arg-type]
            elif what == DONE:
                self._served(step, about)  # type: ignore[arg-type]
            elif what == NEW:
                self._arrive()
            elif what == GIVE_UP:
                self._give_up(step, about)  # type: ignore[arg-type]
            else:
                self.service.opens(about)  # type: ignore[arg-type]
            if self.arrived >= warm + count and not self.open:
                return True
        return False

    def _has_room(self) -> bool:
        return self.alive < MOST_OPEN_CASES and self.service.waiting < MOST_WAITING

    def _next_arrival(self) -> None:
        self.worked -= math.log(1.0 - self.random()) * self.gap
        self.events.push(self.arrival_hours.when(self.worked), NEW, "", 0)

    def _arrive(self) -> None:
        counted = self.window.arrival(self.arrived, self.events.now, self.service.pools)
        segment = draw(self.shares, self.random)
        case = SimulatedCase(self.arrived, segment, self.events.now, counted, self.urgent[segment])
        self.arrived += 1
        self.open += counted
        self.alive += 1
        self._next_arrival()
        entry = self.entries[0] if len(self.entries) == 1 else self.entries[int(self.random() * len(self.entries))]
        self._forward(case, [(entry, -1, self.events.now)])

    def _forward(self, case: SimulatedCase, tokens: list[tuple[str, int, float]]) -> None:
        """Advance tokens until each needs staff, waits at a join, or ends."""
        acts, gather, runs = self.acts[case.segment], self.gather[case.segment], self.runs[case.segment]
        while tokens:
            step, slot, time = tokens.pop()
            act = acts[step]
            if case.counter and not act.serves and not act.passes:
                time, case.counter = time + case.counter, 0.0
            arrived = self._arrive_at(case, step, slot, time, gather[step])
            if arrived is None:
                continue
            time = arrived
            if step in runs:
                step, slot, time = pass_through(case, runs, step, slot, time, self.random)
                tokens.append((step, slot, time))
                continue
            if act.triage and case.urgent:
                case.first = 0
            came, ready, too_late = wait(case, act, time, self.random, self.working)
            if too_late:
                time_out(case, act, step, ready, tokens)
            elif act.party >= 0:
                self._come(case, step, act.patience[slot] if act.patience else None, came, ready)
            else:
                self._go_on(case, step, act, ready + touch(case, act, self.random), tokens)
        if not case.live:
            self._close(case)

    def _come(self, case: SimulatedCase, step: str, patience: Patience | None, came: float, ready: float) -> None:
        """Join the queue before a step as soon as the stated waits are over."""
        if patience is not None:
            case.patience[step] = patience
        if ready <= self.events.now:
            self.service.join(step, case)
        else:
            self.events.push(ready, READY, step, case, came)

    def _arrive_at(self, case: SimulatedCase, step: str, slot: int, time: float, kind: Gather) -> float | None:
        """When a token leaves the entry of a step; None if it waits at a join or is cut off."""
        case.visits += 1
        if case.visits > MOST_VISITS_OF_A_CASE:
            case.cut = True
            case.live -= 1
            return None
        return join(case, step, slot, time, kind, self.incoming[step]) if kind in ("all", "fed") else time

    def _served(self, step: str, case: SimulatedCase) -> None:
        act = self.acts[case.segment][step]
        self.service.release(act.party)
        tokens: list[tuple[str, int, float]] = []
        if case.live > 0:
            self._go_on(case, step, act, self.events.now, tokens)
            self._forward(case, tokens)
        self.service.call(act.party)

    def _give_up(self, step: str, number: int) -> None:
        """Patience is at an end: the case goes to the end that is drawn for that, or leaves."""
        if (gone := self.service.give_up(step, number)) is not None:
            case, patience = gone
            tokens: list[tuple[str, int, float]] = []
            give_up(case, patience, self.events.now, tokens)
            self._forward(case, tokens)

    def _go_on(
        self, case: SimulatedCase, step: str, act: Act, time: float, tokens: list[tuple[str, int, float]]
    ) -> None:
        """A step is done: update promise clocks and route its token."""
        if step in self.watched:
            clock(case, self.ending.get(step, ()), self.beginning.get(step, ()), time)
        if act.outgoing.route == "stop":
            self._end(case, step, time, tokens)
        else:
            leave(case, act.outgoing, step, time, self.random, tokens)

    def _end(self, case: SimulatedCase, step: str, time: float, tokens: list[tuple[str, int, float]]) -> None:
        """A token ends, and all others with it where the end stops the case."""
        case.lead = max(case.lead, time - case.born)
        self.stopped(step, case)
        case.live -= 1
        if step in self.stops:
            case.lead, case.live = time - case.born, 0
            tokens.clear()

    def _close(self, case: SimulatedCase) -> None:
        case.live = -1
        self.alive -= 1
        if case.counted:
            self.open -= 1
            self.closed(case)

"""Discrete-event simulation: cases arrive, queue for staff, are served in opening hours, and move on."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from heapq import heappop, heappush

from frictionaudit.analysis.simulate.cases import ResourcePool, SimulatedCase
from frictionaudit.analysis.simulate.decisions import draw, draw_limited, draw_some
from frictionaudit.analysis.simulate.model import CUSTOMER, OURS, Gather, SimulationModel
from frictionaudit.analysis.simulate.patience import Patience
from frictionaudit.analysis.simulate.queue_record import QueueRecord
from frictionaudit.analysis.simulate.resources import Act, Staffing, uninterrupted_runs
from frictionaudit.analysis.simulate.visit import clock, drawn, give_up, join, pass_through, time_out, touch, wait
from frictionaudit.analysis.simulate.working_time import working_time

MARKS = 64
"""Stretches into which the counted cases are divided, to tell how much utilisation varies."""
MOST_EVENTS = 50_000_000
MOST_VISITS_OF_A_CASE = 10_000
_READY, _DONE, _NEW, _OPEN, _GIVE_UP = range(5)


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
        priority: bool = True,
    ) -> None:
        self.hours, self.gap, self.arrival_hours = staffing.hours, staffing.gap, staffing.arrival_hours
        self.working = working_time(staffing.subject.procedure.calendar)
        self.acts: list[Mapping[str, Act]] = [staffing.acts(model) for model in models]
        self.gather: list[Mapping[str, Gather]] = [model.gather for model in models]
        self.urgent = [priority and bool(model.segment.group and model.segment.group.urgent) for model in models]
        self.incoming = {step: len(arcs) for step, arcs in staffing.subject.graph.incoming.items()}
        self.entries = staffing.subject.graph.entries
        self.stops = frozenset(id for id, step in staffing.subject.procedure.steps.items() if step.stops)
        self.shares = shares
        self.random = random.Random(seed).random
        self.promises = dict(enumerate(promises))
        self.watched = {step for pair in promises for step in pair}
        self.closed, self.stopped = closed, stopped
        self.runs = [uninterrupted_runs(*about, self.watched) for about in zip(self.acts, self.gather, strict=True)]
        self.record = QueueRecord()
        self.waiting: dict[int, tuple[SimulatedCase, float, Patience]] = {}
        """Entries of the queues whose people may give up: since when they wait, and their patience."""
        self.pools = [ResourcePool(number, number) for number in staffing.capacities]
        self.heap: list[tuple[float, float, int, int, str, SimulatedCase | int]] = []
        self.events = self.number = self.open = 0
        self.now = 0.0
        self.window = (math.inf, math.inf)

    def run(self, warm: int, count: int) -> bool:
        """Let cases arrive until all counted ones are closed; False if the cap on events was reached first."""
        self.warm, self.count = warm, count
        self.every = max(1, count // MARKS)
        self.arrived = 0
        self.worked = 0.0
        self._next_arrival()
        heap = self.heap
        while heap and self.events < MOST_EVENTS:
            self.now, _, _, what, step, about = heappop(heap)
            self.events += 1
            if what == _READY:
                self._queue(step, about)  # type: ignore[arg-type]
            elif what == _DONE:
                self._served(step, about)  # type: ignore[arg-type]
            elif what == _NEW:
                self._arrive()
            elif what == _GIVE_UP:
                self._give_up(step, about)  # type: ignore[arg-type]
            else:
                self.pools[about].opening = False  # type: ignore[index]
                self._call(about)  # type: ignore[arg-type]
            if self.arrived >= warm + count and not self.open:
                return True
        return False

    def _push(self, time: float, what: int, step: str, about: SimulatedCase | int, since: float | None = None) -> None:
        """Schedule an event; simultaneous events are ordered by time waited."""
        self.number += 1
        heappush(self.heap, (time, time if since is None else since, self.number, what, step, about))

    def _next_arrival(self) -> None:
        self.worked -= math.log(1.0 - self.random()) * self.gap
        self._push(self.arrival_hours.when(self.worked), _NEW, "", 0)

    def _arrive(self) -> None:
        counted = self.warm <= self.arrived < self.warm + self.count
        if self.arrived == self.warm:
            self.window = (self.now, math.inf)
        if self.arrived == self.warm + self.count:
            self.window = (self.window[0], self.now)
        place = self.arrived - self.warm
        if 0 <= place <= self.count and place % self.every == 0:
            opened = self.hours.worked(self.now)
            for pool in self.pools:
                pool.marks.append((opened, pool.busy))
        segment = draw(self.shares, self.random)
        case = SimulatedCase(self.arrived, segment, self.now, counted, self.urgent[segment])
        self.arrived += 1
        self.open += counted
        self._next_arrival()
        entry = self.entries[0] if len(self.entries) == 1 else self.entries[int(self.random() * len(self.entries))]
        self._forward(case, [(entry, -1, self.now)])

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
        if ready <= self.now:
            self._queue(step, case)
        else:
            self._push(ready, _READY, step, case, came)

    def _arrive_at(self, case: SimulatedCase, step: str, slot: int, time: float, kind: Gather) -> float | None:
        """When a token leaves the entry of a step; None if it waits at a join or is cut off."""
        case.visits += 1
        if case.visits > MOST_VISITS_OF_A_CASE:
            case.cut = True
            case.live -= 1
            return None
        return join(case, step, slot, time, kind, self.incoming[step]) if kind in ("all", "fed") else time

    def _queue(self, step: str, case: SimulatedCase) -> None:
        if case.live < 0:  # an end has stopped it meanwhile
            return
        party = self.acts[case.segment][step].party
        pool = self.pools[party]
        patience = case.patience.pop(step, None)
        if pool.free and not pool.queue and self.hours.is_open(self.now):
            if patience is not None:
                self.record.patience(case, patience, gave_up=False)
            self._begin(pool, step, case, self.now)
            return
        self.number += 1
        number = self.number
        heappush(pool.queue, (case.first, self.now, number, step, case))
        if patience is not None:
            self.waiting[number] = case, self.now, patience
        self._call(party)
        if patience is not None and number in self.waiting:
            self._push(self._until(case, step, patience), _GIVE_UP, step, number, math.inf)
        length = len(pool.queue) - len(pool.gone)
        if self.window[0] <= self.now < self.window[1] and length > pool.most:
            pool.most = length

    def _until(self, case: SimulatedCase, step: str, patience: Patience) -> float:
        """Until when people who begin to wait now have patience."""
        minutes = drawn(case, patience.lasts, self.random)
        if self.acts[case.segment][step].line:
            return self.hours.after(self.now, minutes)
        return self.now + self.working.passing_once(self.now, minutes, patience.unit)

    def _give_up(self, step: str, number: int) -> None:
        """The patience of an entry of a queue is at its end, unless its turn has come."""
        waiting = self.waiting.pop(number, None)
        if waiting is None or waiting[0].live < 0:
            return
        case, since, patience = waiting
        act = self.acts[case.segment][step]
        pool = self.pools[act.party]
        pool.gone.add(number)
        self._waited(pool, act, case, step, since)
        self.record.patience(case, patience, gave_up=True)
        tokens: list[tuple[str, int, float]] = []
        give_up(case, patience, self.now, tokens)
        self._forward(case, tokens)

    def _call(self, party: int) -> None:
        """Start service for as many waiting cases as there are free staff, in opening hours."""
        pool = self.pools[party]
        if not pool.free or not pool.queue:
            return
        if not self.hours.is_open(self.now):
            if not pool.opening:
                pool.opening = True
                self._push(self.hours.opens(self.now), _OPEN, "", party)
            return
        while pool.free and pool.queue:
            _, since, number, step, case = heappop(pool.queue)
            if number in pool.gone:
                pool.gone.remove(number)
                continue
            waiting = self.waiting.pop(number, None)
            if case.live < 0:
                continue
            if waiting is not None:
                self.record.patience(case, waiting[2], gave_up=False)
            self._begin(pool, step, case, since)

    def _begin(self, pool: ResourcePool, step: str, case: SimulatedCase, since: float) -> None:
        """Start service of a case that has waited since a time."""
        pool.free -= 1
        act, now = self.acts[case.segment][step], self.now
        work = touch(case, act, self.random)
        done = self.hours.after(now, work)
        begin, end = self.window
        if begin <= now and done <= end:
            pool.busy += work
        elif now < end and done > begin:
            pool.busy += self.hours.worked(min(done, end)) - self.hours.worked(max(now, begin))
        self._waited(pool, act, case, step, since)
        self._push(done, _DONE, step, case)

    def _waited(self, pool: ResourcePool, act: Act, case: SimulatedCase, step: str, since: float) -> None:
        """A wait in a queue is over: service begins, or the customer gives up."""
        now, (begin, end) = self.now, self.window
        felt = now - since
        if since < now:
            if since < end and now > begin:
                pool.waits += min(now, end) - max(since, begin)
            if act.line:
                felt = self.hours.worked(now) - self.hours.worked(since)
            case.sums[CUSTOMER if act.line else OURS] += felt
        if case.counted:
            pool.visits += 1
            pool.waited += now - since
            self.record.waited(case, step, felt)

    def _served(self, step: str, case: SimulatedCase) -> None:
        act = self.acts[case.segment][step]
        self.pools[act.party].free += 1
        tokens: list[tuple[str, int, float]] = []
        if case.live > 0:
            self._go_on(case, step, act, self.now, tokens)
            self._forward(case, tokens)
        self._call(act.party)

    def _go_on(
        self, case: SimulatedCase, step: str, act: Act, time: float, tokens: list[tuple[str, int, float]]
    ) -> None:
        """A step is done: update promise clocks and route its token."""
        if step in self.watched:
            clock(case, self.promises, step, time)
        outgoing = act.outgoing
        if outgoing.route == "stop":
            self._end(case, step, time, tokens)
        elif outgoing.route == "one":
            if outgoing.limits:
                counts = case.taken.setdefault(step, [0] * len(outgoing.limits))
                branch = draw_limited(outgoing, counts, self.random)
            else:
                branch = draw(outgoing.levels, self.random)
            if branch < len(outgoing.targets):
                tokens.append((outgoing.targets[branch], outgoing.slots[branch], time))
            else:
                case.live -= 1
        else:
            some = outgoing.route == "some"
            chosen = draw_some(outgoing.levels, self.random) if some else list(range(len(outgoing.targets)))
            for join in outgoing.ticket:
                case.waiting.setdefault(join, []).append([float(len(chosen))])
                if not chosen:
                    tokens.append((join, -1, time))
            case.live += len(chosen) - 1 + (len(outgoing.ticket) if not chosen else 0)
            tokens += [(outgoing.targets[n], outgoing.slots[n], time) for n in reversed(chosen)]

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
        if case.counted:
            self.open -= 1
            self.closed(case)

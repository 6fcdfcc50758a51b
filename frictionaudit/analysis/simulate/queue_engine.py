"""The shop floor: cases arrive, wait for free hands, are worked on in opening hours, and go on."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from heapq import heappop, heappush

from frictionaudit.analysis.simulate.cases import ResourcePool, SimulatedCase
from frictionaudit.analysis.simulate.model import CUSTOMER, OURS, Gather, SimulationModel
from frictionaudit.analysis.simulate.resources import Act, Staffing, straight_on
from frictionaudit.analysis.simulate.visit import join, straight, time_out, touch, wait

MOST_EVENTS = 50_000_000
MOST_VISITS_OF_A_CASE = 10_000
_READY, _DONE, _NEW, _OPEN = range(4)


class QueueEngine:
    """An event engine: a heap of what happens next. A token that nobody has to be free for goes on at once."""

    def __init__(
        self,
        staffing: Staffing,
        scripts: Sequence[SimulationModel],
        shares: Sequence[float],
        seed: int,
        promises: Sequence[tuple[str, str]],
        closed: Callable[[SimulatedCase], None],
        stopped: Callable[[str, SimulatedCase], None],
    ) -> None:
        self.hours, self.gap, self.arrivals_in_hours = staffing.hours, staffing.gap, staffing.arrivals_in_hours
        self.acts: list[Mapping[str, Act]] = [staffing.acts(script) for script in scripts]
        self.gather: list[Mapping[str, Gather]] = [script.gather for script in scripts]
        self.urgent = [bool(script.stream.group and script.stream.group.urgent) for script in scripts]
        self.incoming = {step: len(arcs) for step, arcs in staffing.subject.graph.incoming.items()}
        self.entries = staffing.subject.graph.entries
        self.shares = shares
        self.random = random.Random(seed).random
        self.promises = dict(enumerate(promises))
        self.watched = {step for pair in promises for step in pair}
        self.closed, self.stopped = closed, stopped
        self.runs = [straight_on(*about, self.watched) for about in zip(self.acts, self.gather, strict=True)]
        self.desks = [ResourcePool(number, number) for number in staffing.capacities]
        self.heap: list[tuple[float, float, int, int, str, SimulatedCase | int]] = []
        self.events = self.number = self.open = 0
        self.now = 0.0
        self.window = (math.inf, math.inf)

    def run(self, warm: int, count: int) -> bool:
        """Let cases come until all that count are closed; False where the cap on events was reached first."""
        self.warm, self.count = warm, count
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
            else:
                self.desks[about].opening = False  # type: ignore[index]
                self._call(about)  # type: ignore[arg-type]
            if self.arrived >= warm + count and not self.open:
                return True
        return False

    def _push(self, time: float, what: int, step: str, about: SimulatedCase | int, since: float | None = None) -> None:
        """Let something happen at a time; of what happens at once, that goes first which has waited longest."""
        self.number += 1
        heappush(self.heap, (time, time if since is None else since, self.number, what, step, about))

    def _next_arrival(self) -> None:
        pause = -math.log(1.0 - self.random()) * self.gap
        if self.arrivals_in_hours:
            self.worked += pause
            time = self.hours.when(self.worked)
        else:
            time = self.now + pause
        self._push(time, _NEW, "", 0)

    def _arrive(self) -> None:
        counted = self.warm <= self.arrived < self.warm + self.count
        if self.arrived == self.warm:
            self.window = (self.now, math.inf)
        if self.arrived == self.warm + self.count:
            self.window = (self.window[0], self.now)
        stream = self._one_of(self.shares)
        case = SimulatedCase(self.arrived, stream, self.now, counted, self.urgent[stream])
        self.arrived += 1
        self.open += counted
        self._next_arrival()
        entry = self.entries[0] if len(self.entries) == 1 else self.entries[int(self.random() * len(self.entries))]
        self._forward(case, [(entry, -1, self.now)])

    def _one_of(self, levels: Sequence[float]) -> int:
        """The number of the level that a random number falls below; beyond the last one where it falls below none."""
        if levels and levels[0] >= 1.0:
            return 0
        u = self.random()
        for n, level in enumerate(levels):
            if u < level:
                return n
        return len(levels)

    def _forward(self, case: SimulatedCase, tokens: list[tuple[str, int, float]]) -> None:
        """Take tokens on until each needs somebody's hands, waits at a join, or stops."""
        acts, gather, runs = self.acts[case.stream], self.gather[case.stream], self.runs[case.stream]
        while tokens:
            step, slot, time = tokens.pop()
            arrived = self._come(case, step, slot, time, gather[step])
            if arrived is None:
                continue
            time = arrived
            if step in runs:
                step, slot, time = straight(case, runs, step, slot, time, self.random)
                tokens.append((step, slot, time))
                continue
            act = acts[step]
            if act.triage and case.urgent:
                case.first = 0
            came, ready, too_late = wait(case, act, time, self.random)
            if too_late:
                time_out(case, act, step, ready, tokens)
            elif act.party >= 0:
                if ready <= self.now:
                    self._queue(step, case)
                else:
                    self._push(ready, _READY, step, case, came)
            else:
                self._on(case, step, act, ready + touch(case, act, self.random), tokens)
        if not case.live:
            self._close(case)

    def _come(self, case: SimulatedCase, step: str, slot: int, time: float, kind: Gather) -> float | None:
        """When a token goes on from where it came; None where it waits for others, or has gone round too often."""
        case.visits += 1
        if case.visits > MOST_VISITS_OF_A_CASE:
            case.cut = True
            case.live -= 1
            return None
        return join(case, step, slot, time, kind, self.incoming[step]) if kind in ("all", "fed") else time

    def _queue(self, step: str, case: SimulatedCase) -> None:
        party = self.acts[case.stream][step].party
        desk = self.desks[party]
        if desk.free and not desk.queue and self.hours.is_open(self.now):
            self._begin(desk, step, case, self.now)
            return
        self.number += 1
        heappush(desk.queue, (case.first, self.now, self.number, step, case))
        self._call(party)
        if self.window[0] <= self.now < self.window[1] and len(desk.queue) > desk.most:
            desk.most = len(desk.queue)

    def _call(self, party: int) -> None:
        """Begin with as many of those who wait as there are free hands, if it is open."""
        desk = self.desks[party]
        if not desk.free or not desk.queue:
            return
        if not self.hours.is_open(self.now):
            if not desk.opening:
                desk.opening = True
                self._push(self.hours.opens(self.now), _OPEN, "", party)
            return
        while desk.free and desk.queue:
            _, since, _, step, case = heappop(desk.queue)
            self._begin(desk, step, case, since)

    def _begin(self, desk: ResourcePool, step: str, case: SimulatedCase, since: float) -> None:
        """Somebody takes up a case that has waited since then."""
        desk.free -= 1
        act, now = self.acts[case.stream][step], self.now
        work = touch(case, act, self.random)
        done = self.hours.after(now, work)
        begin, end = self.window
        if begin <= now and done <= end:
            desk.busy += work
        elif now < end and done > begin:
            desk.busy += self.hours.worked(min(done, end)) - self.hours.worked(max(now, begin))
        desk.served += case.counted
        if since < now:
            if since < end and now > begin:
                desk.waits += min(now, end) - max(since, begin)
            if case.counted:
                desk.waited += now - since
            if act.line:
                case.sums[CUSTOMER] += self.hours.worked(now) - self.hours.worked(since)
            else:
                case.sums[OURS] += now - since
        self._push(done, _DONE, step, case)

    def _served(self, step: str, case: SimulatedCase) -> None:
        act = self.acts[case.stream][step]
        self.desks[act.party].free += 1
        tokens: list[tuple[str, int, float]] = []
        self._on(case, step, act, self.now, tokens)
        self._forward(case, tokens)
        self._call(act.party)

    def _on(self, case: SimulatedCase, step: str, act: Act, time: float, tokens: list[tuple[str, int, float]]) -> None:
        """A step is done: clocks of promises, and the ways on."""
        if step in self.watched:
            self._clocks(case, step, time)
        ways = act.ways
        if ways.route == "stop":
            case.lead = max(case.lead, time - case.born)
            self.stopped(step, case)
            case.live -= 1
        elif ways.route == "one":
            way = self._one_of(ways.levels)
            if way < len(ways.targets):
                tokens.append((ways.targets[way], ways.slots[way], time))
            else:
                case.live -= 1
        else:
            chosen = list(range(len(ways.targets)))
            if ways.route == "some":
                u, below = self.random(), 0.0
                chosen = []
                for n, level in enumerate(ways.levels):
                    if math.floor(u + level) > math.floor(u + below):
                        chosen.append(n)
                    below = level
            for join in ways.ticket:
                case.waiting.setdefault(join, []).append([float(len(chosen))])
                if not chosen:
                    tokens.append((join, -1, time))
            case.live += len(chosen) - 1 + (len(ways.ticket) if not chosen else 0)
            tokens += [(ways.targets[n], ways.slots[n], time) for n in reversed(chosen)]

    def _close(self, case: SimulatedCase) -> None:
        case.live = -1
        if case.counted:
            self.open -= 1
            self.closed(case)

    def _clocks(self, case: SimulatedCase, step: str, time: float) -> None:
        for n, (begin, end) in self.promises.items():
            if step == end and n in case.begun and n not in case.took:
                case.took[n] = time - case.begun[n]
            if step == begin:
                case.begun.setdefault(n, time)

"""Service by limited staff: who waits, who is called next, and who gives up meanwhile."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from heapq import heappop, heappush

from frictionaudit.analysis.simulate.acts import Act
from frictionaudit.analysis.simulate.cases import ResourcePool, SimulatedCase
from frictionaudit.analysis.simulate.counted_window import CountedWindow
from frictionaudit.analysis.simulate.event_queue import DONE, GIVE_UP, OPEN, EventQueue
from frictionaudit.analysis.simulate.hours import Hours
from frictionaudit.analysis.simulate.model import CUSTOMER, OURS
from frictionaudit.analysis.simulate.patience import Patience
from frictionaudit.analysis.simulate.queue_record import QueueRecord
from frictionaudit.analysis.simulate.visit import drawn, touch
from frictionaudit.analysis.simulate.working_time import WorkingTime


class Service:
    """The queues of all limited parties; `acts` has the visit of each step for each customer segment.

    `longest` is the number of the party whose backlog lasts longest.
    """

    def __init__(
        self,
        events: EventQueue,
        hours: Hours,
        working: WorkingTime,
        acts: Sequence[Mapping[str, Act]],
        capacities: Sequence[int],
        window: CountedWindow,
        random: Callable[[], float],
        longest: int,
    ) -> None:
        self._events, self._hours, self._working, self._acts = events, hours, working, acts
        self._window, self._random, self._longest = window, random, longest
        self.record = QueueRecord()
        self.waiting = 0
        """Entries of all queues, those of people who have given up included."""
        self.pools = [ResourcePool(number, number) for number in capacities]
        self._waiting: dict[int, tuple[SimulatedCase, float, Patience]] = {}
        """Entries of the queues whose people may give up: since when they wait, and their patience."""

    def release(self, party: int) -> None:
        """A service is done: its staff are free."""
        self.pools[party].free += 1

    def opens(self, party: int) -> None:
        """A party begins its day."""
        self.pools[party].opening = False
        self.call(party)

    def join(self, step: str, case: SimulatedCase) -> None:
        """A case comes to a queue: it is served at once, or waits."""
        if case.live < 0:  # an end has stopped it meanwhile
            return
        party = self._acts[case.segment][step].party
        pool = self.pools[party]
        patience = case.patience.pop(step, None)
        if pool.free and not pool.queue and self._hours.is_open(self._events.now):
            if patience is not None:
                self.record.patience(case, patience, gave_up=False)
            self._begin(pool, step, case, self._events.now)
            return
        number = self._events.number()
        heappush(pool.queue, (case.first, self._events.now, number, step, case))
        self.waiting += 1
        if patience is not None:
            self._waiting[number] = case, self._events.now, patience
        self.call(party)
        if patience is not None and number in self._waiting:
            self._events.push(self._until(case, step, patience), GIVE_UP, step, number, math.inf)
        if self._window.holds(self._events.now):
            pool.most = max(pool.most, len(pool.queue) - len(pool.gone))

    def _until(self, case: SimulatedCase, step: str, patience: Patience) -> float:
        """Until when people who begin to wait now have patience."""
        minutes = drawn(case, patience.lasts, self._random)
        if self._acts[case.segment][step].line:
            return self._hours.after(self._events.now, minutes)
        return self._events.now + self._working.passing_once(self._events.now, minutes, patience.unit)

    def give_up(self, step: str, number: int) -> tuple[SimulatedCase, Patience] | None:
        """The patience of an entry of a queue is at its end; None if its turn has come before."""
        waiting = self._waiting.pop(number, None)
        if waiting is None or waiting[0].live < 0:
            return None
        case, since, patience = waiting
        act = self._acts[case.segment][step]
        pool = self.pools[act.party]
        pool.gone.add(number)
        self._waited(pool, act, case, step, since)
        self.record.patience(case, patience, gave_up=True)
        return case, patience

    def call(self, party: int) -> None:
        """Start service for as many waiting cases as there are free staff, in opening hours."""
        pool = self.pools[party]
        if not pool.free or not pool.queue:
            return
        if not self._hours.is_open(self._events.now):
            if not pool.opening:
                pool.opening = True
                self._events.push(self._hours.opens(self._events.now), OPEN, "", party)
            return
        while pool.free and pool.queue:
            _, since, number, step, case = heappop(pool.queue)
            self.waiting -= 1
            if number in pool.gone:
                pool.gone.remove(number)
                continue
            waiting = self._waiting.pop(number, None)
            if case.live < 0:
                continue
            if waiting is not None:
                self.record.patience(case, waiting[2], gave_up=False)
            self._begin(pool, step, case, since)

    def _begin(self, pool: ResourcePool, step: str, case: SimulatedCase, since: float) -> None:
        """Start service of a case that has waited since a time."""
        pool.free -= 1
        act, now = self._acts[case.segment][step], self._events.now
        work = touch(case, act, self._random)
        done = self._hours.after(now, work)
        pool.busy += self._window.busy_minutes(now, done, work)
        self._waited(pool, act, case, step, since)
        self._events.push(done, DONE, step, case)

    def _waited(self, pool: ResourcePool, act: Act, case: SimulatedCase, step: str, since: float) -> None:
        """A wait in a queue is over: service begins, or the customer gives up."""
        now = self._events.now
        felt, opened = now - since, 0.0
        if since < now:
            opened = self._hours.worked(now) - self._hours.worked(since)
            pool.waits += self._window.minutes(since, now)
            if act.line:
                felt = opened
            case.sums[CUSTOMER if act.line else OURS] += felt
        if case.counted:
            if case.backlog < 0 and act.party == self._longest:
                case.backlog = opened
            pool.visits += 1
            pool.waited += now - since
            pool.waited_open += opened
            self.record.waited(case, step, felt)

"""The events of the queue engine in the order of time; of simultaneous ones the longest wait comes first."""

from __future__ import annotations

from heapq import heappop, heappush

from frictionaudit.analysis.simulate.cases import SimulatedCase

READY, DONE, NEW, OPEN, GIVE_UP = range(5)
"""A case is ready for a queue; a service is done; a case arrives; a party opens; a patience ends."""
Event = tuple[int, str, SimulatedCase | int]
"""What happens, at which step, and to which case, party or entry of a queue."""


class EventQueue:
    """What is to happen, and the time now."""

    def __init__(self) -> None:
        self.now = 0.0
        self.happened = self._number = 0
        self._heap: list[tuple[float, float, int, int, str, SimulatedCase | int]] = []

    def __bool__(self) -> bool:
        return bool(self._heap)

    def number(self) -> int:
        """A number larger than all before it, which orders entries that are equal otherwise."""
        self._number += 1
        return self._number

    def push(self, time: float, what: int, step: str, about: SimulatedCase | int, since: float | None = None) -> None:
        """Schedule an event; `since` when whoever it is about has waited."""
        heappush(self._heap, (time, time if since is None else since, self.number(), what, step, about))

    def pop(self) -> Event:
        """The next event; the time goes on to it."""
        self.now, _, _, what, step, about = heappop(self._heap)
        self.happened += 1
        return what, step, about

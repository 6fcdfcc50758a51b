"""An open case of the queue engine, and the resource pool of a party."""

from __future__ import annotations

from dataclasses import dataclass, field

from frictionaudit.analysis.simulate.patience import Patience


@dataclass(slots=True, eq=False)
class SimulatedCase:
    """An open case: its arrival time, its live tokens, and the minutes it has taken so far."""

    number: int
    segment: int
    born: float
    counted: bool
    urgent: bool
    first: int = 1
    live: int = 1
    visits: int = 0
    lead: float = -1.0
    sums: list[float] = field(default_factory=lambda: [0.0] * 5)
    waiting: dict[str, list[list[float]]] = field(default_factory=dict)
    taken: dict[str, list[int]] = field(default_factory=dict)
    begun: dict[int, float] = field(default_factory=dict)
    took: dict[int, float] = field(default_factory=dict)
    counter: float = 0.0
    timed_out: bool = False
    patience: dict[str, Patience] = field(default_factory=dict)
    """How long it will wait in the queues that it is about to join."""
    left: bool = False
    """Whether it gave up in a queue, and no end is drawn for that."""
    beyond: int = 0
    """How many of its times lie beyond the last quantile that the page states."""
    beyond_at_begin: dict[int, int] = field(default_factory=dict)
    unsure: set[int] = field(default_factory=set)
    cut: bool = False
    backlog: float = -1.0
    """Open minutes of its first wait for the party whose backlog lasts longest; -1 as long as it has not come there."""


@dataclass(slots=True, eq=False)
class ResourcePool:
    """A party with limited staff: its queue, and statistics between the first and the last counted case."""

    capacity: int
    free: int
    queue: list[tuple[int, float, int, str, SimulatedCase]] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)
    """Entries of the queue whose people have given up."""
    opening: bool = False
    busy: float = 0.0
    waited: float = 0.0
    waited_open: float = 0.0
    waits: float = 0.0
    visits: int = 0
    most: int = 0
    marks: list[tuple[float, float]] = field(default_factory=list)
    """Open minutes since the beginning, and busy ones, at regular numbers of arrivals."""

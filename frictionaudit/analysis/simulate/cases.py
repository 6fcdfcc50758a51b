"""One case on the shop floor, and the desk of a party with limited staff."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class SimulatedCase:
    """One case while it is open: when it came, how many of its branches are under way, and what it took so far."""

    number: int
    stream: int
    born: float
    counted: bool
    urgent: bool
    first: int = 1
    live: int = 1
    visits: int = 0
    lead: float = -1.0
    sums: list[float] = field(default_factory=lambda: [0.0] * 5)
    waiting: dict[str, list[list[float]]] = field(default_factory=dict)
    begun: dict[int, float] = field(default_factory=dict)
    took: dict[int, float] = field(default_factory=dict)
    timed_out: bool = False
    cut: bool = False


@dataclass(slots=True, eq=False)
class ResourcePool:
    """A party with limited staff: who waits, and what was seen between the first and the last case counted."""

    capacity: int
    free: int
    queue: list[tuple[int, float, int, str, SimulatedCase]] = field(default_factory=list)
    opening: bool = False
    busy: float = 0.0
    waited: float = 0.0
    waits: float = 0.0
    served: int = 0
    most: int = 0

"""Decisions of single cases and of batches: which branch or branches each token takes, limits on repeats included."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from frictionaudit.analysis.simulate.model import Outgoing
from frictionaudit.analysis.simulate.sampling import Floats
from frictionaudit.analysis.simulate.token_batch import Cases, TokenBatch

UNLIMITED = np.iinfo(np.uint32).max


def draw(levels: Sequence[float], chance: Callable[[], float]) -> int:
    """Draw an index by inverse transform over cumulative shares; beyond the last one if none is reached."""
    if levels and levels[0] >= 1.0:
        return 0
    u = chance()
    for n, level in enumerate(levels):
        if u < level:
            return n
    return len(levels)


def draw_limited(outgoing: Outgoing, counts: list[int], chance: Callable[[], float]) -> int:
    """Draw one of the branches that a case has not taken as often as it can, and count it."""
    shares = [level - below for level, below in zip(outgoing.levels, (0.0, *outgoing.levels), strict=False)]
    limits = enumerate(outgoing.limits)
    allowed = [n for n, limit in limits if limit is None or counts[n] < limit] or list(range(len(shares)))
    total = sum(shares[n] for n in allowed)
    u = chance() * (total or len(allowed))
    chosen = allowed[-1]
    for n in allowed:
        u -= shares[n] if total else 1.0
        if u < 0.0:
            chosen = n
            break
    counts[chosen] += 1
    return chosen


def choose_limited(outgoing: Outgoing, taken: NDArray[np.uint32], cases: Cases, u: Floats) -> NDArray[np.intp]:
    """For each token one branch that its case has not taken as often as it can; `taken` counts them by branch and case.

    The shares of exhausted branches go to the others.
    """
    shares = np.diff(np.asarray(outgoing.levels, dtype=np.float64), prepend=0.0)
    limits = np.array([UNLIMITED if limit is None else limit for limit in outgoing.limits])
    allowed = taken[:, cases] < limits[:, np.newaxis]
    allowed |= ~allowed.any(axis=0)
    weights = shares[:, np.newaxis] * allowed
    weights += allowed * (weights.sum(axis=0) <= 0.0)
    upto = np.cumsum(weights, axis=0)
    chosen: NDArray[np.intp] = np.minimum((u * upto[-1] >= upto).sum(axis=0), len(shares) - 1)
    np.add.at(taken, (chosen, cases), 1)
    return chosen


def exclusive(
    outgoing: Outgoing, batch: TokenBatch, uniform: Callable[[int], Floats]
) -> list[tuple[str, int, TokenBatch]]:
    """Each token takes one branch; what the shares leave over is dropped."""
    levels, targets, slots = outgoing.levels, outgoing.targets, outgoing.slots
    sure = [n for n, level in enumerate(levels) if level - (levels[n - 1] if n else 0.0) >= 1.0]
    if sure:
        return [(targets[sure[0]], slots[sure[0]], batch)]
    u = uniform(batch.size)
    if len(levels) == 2 and levels[1] >= 1.0:
        first = u < levels[0]
        chosen = (np.flatnonzero(first), np.flatnonzero(~first))
        return [(targets[n], slots[n], batch.take(chosen[n])) for n in (0, 1)]
    branch = np.searchsorted(np.asarray(levels, dtype=np.float32), u, side="right")
    return [(target, slots[n], batch.take(np.flatnonzero(branch == n))) for n, target in enumerate(targets)]


def draw_some(outgoing: Outgoing, chance: Callable[[], float]) -> list[int]:
    """Draw the branches that one case takes together after an inclusive split."""
    chosen: list[int] = []
    for n, (if_none, if_some) in enumerate(outgoing.chances):
        if chance() < (if_some if chosen else if_none):
            chosen.append(n)
    return chosen


def choose_some(outgoing: Outgoing, size: int, uniform: Callable[[int], Floats]) -> NDArray[np.bool_]:
    """Which branches after an inclusive split each token of a batch takes, by branch and token."""
    taken = np.zeros((len(outgoing.chances), size), dtype=np.bool_)
    for n, (if_none, if_some) in enumerate(outgoing.chances):
        taken[n] = uniform(size) < np.where(taken[:n].any(axis=0), if_some, if_none)
    return taken

"""In which order to make checks, so that those who will be turned away are turned away early and cheaply.

A check costs effort and rejects some of the cases; who is rejected is spared the checks that follow. Checks are
taken to reject independently of one another. Effort of the customer and of staff are different costs: ask for each
apart. The problem is known as sequential testing, or least cost fault detection.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

EXACT = 8
"""Up to so many checks every order is compared at once; with more they are taken apart first."""
WIDEST = 4096
"""So many sets of checks already made are compared side by side; only what cannot be taken apart can have more."""


def expected_cost(costs: Sequence[float], rejects: Sequence[float], order: Iterable[int]) -> float:
    """Expected cost per case, Σ cᵢ Π (1 − pⱼ) over the checks j made before i, in the unit of `costs`."""
    total, still = 0.0, 1.0
    for check in order:
        total += still * costs[check]
        still *= 1.0 - rejects[check]
    return total


def best_order(
    costs: Sequence[float], rejects: Sequence[float], before: Collection[tuple[int, int]] = ()
) -> tuple[int, ...]:
    """The order with the least expected cost in which every pair of `before` is kept: the first of it comes earlier.

    Without such pairs it is that of ascending cost per rejection. With them it is exact up to eight checks, by a
    dynamic programme over sets. More are taken apart into independent and successive parts, whose strings of
    checks are merged by cost per rejection: Sidney's decomposition (1975) as Monma and Sidney (1979) carry it over
    to this cost (neither read first-hand). That is exact too, unless a part that cannot be taken apart has more
    than WIDEST sets to compare, which keeps the most promising ones: the general problem is NP-hard. Never worse
    than the order as given, where that is allowed. ValueError where checks wait for one another in a circle.
    """
    earlier = _closure(len(costs), before)
    everything = range(len(costs))
    if len(costs) <= EXACT:
        return _compared(costs, rejects, everything, earlier)
    order = decomposed(costs, rejects, before)
    kept = all(first < then for first, then in before)
    if kept and expected_cost(costs, rejects, everything) <= expected_cost(costs, rejects, order):
        return tuple(everything)
    return order


def decomposed(
    costs: Sequence[float], rejects: Sequence[float], before: Collection[tuple[int, int]] = ()
) -> tuple[int, ...]:
    """The best order by decomposition alone, whatever the number of checks."""
    earlier = _closure(len(costs), before)
    strings = _strings(costs, rejects, tuple(range(len(costs))), earlier)
    return tuple(check for string in strings for check in string.order)


@dataclass(frozen=True)
class _String:
    """Checks that follow one another, with their expected cost and the share of cases that passes them all."""

    cost: float
    passed: float
    order: tuple[int, ...]

    @property
    def ratio(self) -> float:
        """Cost per rejection; infinite where nobody is rejected, unless it costs nothing either."""
        rejected = 1.0 - self.passed
        return self.cost / rejected if rejected else math.inf if self.cost else 0.0

    def then(self, other: _String) -> _String:
        return _String(self.cost + self.passed * other.cost, self.passed * other.passed, self.order + other.order)


def _strings(
    costs: Sequence[float], rejects: Sequence[float], checks: tuple[int, ...], earlier: Sequence[int]
) -> list[_String]:
    """The best order of some checks as strings of ascending cost per rejection."""
    if len(checks) == 1:
        return [_String(costs[checks[0]], 1.0 - rejects[checks[0]], checks)]
    inside = _mask(checks)
    related = {check: earlier[check] & inside for check in checks}
    for check in checks:
        for other in _members(earlier[check] & inside):
            related[other] |= 1 << check
    independent = _parts(checks, related)
    if len(independent) > 1:
        merged = [string for part in independent for string in _strings(costs, rejects, part, earlier)]
        return sorted(merged, key=lambda string: string.ratio)
    unrelated = {check: inside & ~related[check] & ~(1 << check) for check in checks}
    successive = sorted(_parts(checks, unrelated), key=lambda part: (earlier[part[0]] & inside).bit_count())
    if len(successive) > 1:
        return _pooled([string for part in successive for string in _strings(costs, rejects, part, earlier)])
    order = _compared(costs, rejects, checks, earlier)
    return _pooled([_String(costs[check], 1.0 - rejects[check], (check,)) for check in order])


def _pooled(chain: Iterable[_String]) -> list[_String]:
    """A fixed succession as strings of ascending ratio: who is cheaper per rejection than its predecessor joins it."""
    found: list[_String] = []
    for string in chain:
        last = string
        while found and found[-1].ratio > last.ratio:
            last = found.pop().then(last)
        found.append(last)
    return found


def _compared(
    costs: Sequence[float], rejects: Sequence[float], checks: Sequence[int], earlier: Sequence[int]
) -> tuple[int, ...]:
    """The best order, by the best way to each set of checks that can have been made first."""
    inside = _mask(checks)
    layer: dict[int, _String] = {0: _String(0.0, 1.0, ())}
    for _ in checks:
        following: dict[int, _String] = {}
        for done, string in layer.items():
            for check in checks:
                if done >> check & 1 or earlier[check] & inside & ~done:
                    continue
                longer = string.then(_String(costs[check], 1.0 - rejects[check], (check,)))
                known = following.get(done | 1 << check)
                if known is None or longer.cost < known.cost:
                    following[done | 1 << check] = longer
        if len(following) > WIDEST:
            following = _most_promising(costs, rejects, checks, following)
        layer = following
    return layer[inside].order


def _most_promising(
    costs: Sequence[float], rejects: Sequence[float], checks: Sequence[int], sets: dict[int, _String]
) -> dict[int, _String]:
    """The sets with the least cost if what is left could be made in any order."""
    freely = sorted(checks, key=lambda check: _String(costs[check], 1.0 - rejects[check], ()).ratio)

    def least(item: tuple[int, _String]) -> float:
        done, string = item
        rest = expected_cost(costs, rejects, (check for check in freely if not done >> check & 1))
        return string.cost + string.passed * rest

    return dict(sorted(sets.items(), key=least)[:WIDEST])


def _closure(number: int, before: Collection[tuple[int, int]]) -> list[int]:
    """For each check all those that have to come before it, as bits."""
    direct = [0] * number
    onward: list[set[int]] = [set() for _ in range(number)]
    for first, then in before:
        direct[then] |= 1 << first
        onward[first].add(then)
    earlier = list(direct)
    waiting = [mask.bit_count() for mask in direct]
    ready = [check for check in range(number) if not waiting[check]]
    for check in ready:  # grows while it is read
        for then in sorted(onward[check]):
            earlier[then] |= earlier[check]
            waiting[then] -= 1
            if not waiting[then]:
                ready.append(then)
    if len(ready) < number:
        raise ValueError("checks wait for one another in a circle; expected pairs that some order can keep")
    return earlier


def _parts(checks: tuple[int, ...], joined: dict[int, int]) -> list[tuple[int, ...]]:
    """Checks in groups that are connected by `joined`, in the order given."""
    left, parts = _mask(checks), []
    for check in checks:
        if not left >> check & 1:
            continue
        part, queue = 0, 1 << check
        while queue:
            part |= queue
            reached = 0
            for one in _members(queue):
                reached |= joined[one]
            queue = reached & left & ~part
        left &= ~part
        parts.append(tuple(_members(part)))
    return parts


def _mask(checks: Iterable[int]) -> int:
    return sum(1 << check for check in checks)


def _members(mask: int) -> list[int]:
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found

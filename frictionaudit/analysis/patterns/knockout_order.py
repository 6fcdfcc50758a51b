"""The order of checks that rejects cases early and at the least cost.

A check costs effort and rejects a share of the cases, which are then spared the later checks. Checks are assumed to
reject independently of each other. Customer effort and staff effort are different costs, so compute an order for each.
The problem is known as sequential testing, or least cost fault detection.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

EXACT = 8
"""Up to this many checks, dynamic programming runs over all subsets; more are decomposed first."""
WIDEST = 4096
"""Subsets kept per layer of the dynamic programme; only an indecomposable part can have more."""


def expected_cost(costs: Sequence[float], rejects: Sequence[float], order: Iterable[int]) -> float:
    """Expected cost per case, Σ cᵢ Π (1 − pⱼ) over the checks j made before i, in the unit of `costs`."""
    total, remaining = 0.0, 1.0
    for check in order:
        total += remaining * costs[check]
        remaining *= 1.0 - rejects[check]
    return total


def best_order(
    costs: Sequence[float], rejects: Sequence[float], before: Collection[tuple[int, int]] = ()
) -> tuple[int, ...]:
    """The order with the least expected cost under precedence constraints: in each pair of `before`, the first check
    comes earlier.

    Without constraints, checks are sorted by cost per rejection. With constraints, up to EXACT checks are solved by
    dynamic programming over subsets. More are decomposed into parallel and serial parts, whose strings of checks are
    merged by cost per rejection: Sidney's decomposition (1975), extended to this cost by Monma and Sidney (1979;
    neither read first-hand). The result is exact unless an indecomposable part has more than WIDEST subsets per layer.
    Then a beam search keeps the most promising ones, because the general problem is NP-hard. The result is never worse
    than the given order, if that satisfies the constraints. ValueError if the constraints contain a cycle.
    """
    earlier = _closure(len(costs), before)
    everything = range(len(costs))
    if len(costs) <= EXACT:
        return _dynamic_programme(costs, rejects, everything, earlier)
    order = decomposed(costs, rejects, before)
    as_given = all(first < second for first, second in before)
    if as_given and expected_cost(costs, rejects, everything) <= expected_cost(costs, rejects, order):
        return tuple(everything)
    return order


def decomposed(
    costs: Sequence[float], rejects: Sequence[float], before: Collection[tuple[int, int]] = ()
) -> tuple[int, ...]:
    """The best order by decomposition, whatever the number of checks."""
    earlier = _closure(len(costs), before)
    strings = _strings(costs, rejects, tuple(range(len(costs))), earlier)
    return tuple(check for string in strings for check in string.order)


@dataclass(frozen=True)
class _String:
    """Checks in direct succession, with their expected cost and the share of cases that pass them all."""

    cost: float
    passed: float
    order: tuple[int, ...]

    @property
    def ratio(self) -> float:
        """Cost per rejection; infinite without rejections, unless the cost is zero as well."""
        rejected = 1.0 - self.passed
        return self.cost / rejected if rejected else math.inf if self.cost else 0.0

    def then(self, following: _String) -> _String:
        return _String(
            self.cost + self.passed * following.cost, self.passed * following.passed, self.order + following.order
        )


def _strings(
    costs: Sequence[float], rejects: Sequence[float], checks: tuple[int, ...], earlier: Sequence[int]
) -> list[_String]:
    """The best order of some checks, as strings with ascending cost per rejection."""
    if len(checks) == 1:
        return [_String(costs[checks[0]], 1.0 - rejects[checks[0]], checks)]
    inside = _mask(checks)
    related = {check: earlier[check] & inside for check in checks}
    for check in checks:
        for predecessor in _members(earlier[check] & inside):
            related[predecessor] |= 1 << check
    parallel = _components(checks, related)
    if len(parallel) > 1:
        merged = [string for part in parallel for string in _strings(costs, rejects, part, earlier)]
        return sorted(merged, key=lambda string: string.ratio)
    unrelated = {check: inside & ~related[check] & ~(1 << check) for check in checks}
    serial = sorted(_components(checks, unrelated), key=lambda part: (earlier[part[0]] & inside).bit_count())
    if len(serial) > 1:
        return _pooled([string for part in serial for string in _strings(costs, rejects, part, earlier)])
    order = _dynamic_programme(costs, rejects, checks, earlier)
    return _pooled([_String(costs[check], 1.0 - rejects[check], (check,)) for check in order])


def _pooled(chain: Iterable[_String]) -> list[_String]:
    """A fixed sequence as strings with ascending ratio: a string with a lower ratio merges into its predecessor."""
    pooled: list[_String] = []
    for string in chain:
        last = string
        while pooled and pooled[-1].ratio > last.ratio:
            last = pooled.pop().then(last)
        pooled.append(last)
    return pooled


def _dynamic_programme(
    costs: Sequence[float], rejects: Sequence[float], checks: Sequence[int], earlier: Sequence[int]
) -> tuple[int, ...]:
    """The best order, by dynamic programming over the subsets of checks that the constraints allow to come first."""
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
    """The subsets with the least lower bound: the cost if the remaining checks had no constraints."""
    unconstrained = sorted(checks, key=lambda check: _String(costs[check], 1.0 - rejects[check], ()).ratio)

    def lower_bound(item: tuple[int, _String]) -> float:
        done, string = item
        rest = expected_cost(costs, rejects, (check for check in unconstrained if not done >> check & 1))
        return string.cost + string.passed * rest

    return dict(sorted(sets.items(), key=lower_bound)[:WIDEST])


def _closure(number: int, before: Collection[tuple[int, int]]) -> list[int]:
    """The transitive closure of the constraints: for each check all its predecessors, as a bit set."""
    direct = [0] * number
    successors: list[set[int]] = [set() for _ in range(number)]
    for first, second in before:
        direct[second] |= 1 << first
        successors[first].add(second)
    earlier = list(direct)
    in_degree = [mask.bit_count() for mask in direct]
    ready = [check for check in range(number) if not in_degree[check]]
    for check in ready:  # grows during the loop: Kahn's topological sort
        for successor in sorted(successors[check]):
            earlier[successor] |= earlier[check]
            in_degree[successor] -= 1
            if not in_degree[successor]:
                ready.append(successor)
    if len(ready) < number:
        raise ValueError("the pairs of checks contain a cycle; expected pairs that some order can satisfy")
    return earlier


def _components(checks: tuple[int, ...], adjacent: dict[int, int]) -> list[tuple[int, ...]]:
    """The connected components of an undirected graph, given by the neighbours of each check as a bit set."""
    remaining, components = _mask(checks), []
    for check in checks:
        if not remaining >> check & 1:
            continue
        component, queue = 0, 1 << check
        while queue:
            component |= queue
            reached = 0
            for member in _members(queue):
                reached |= adjacent[member]
            queue = reached & remaining & ~component
        remaining &= ~component
        components.append(tuple(_members(component)))
    return components


def _mask(checks: Iterable[int]) -> int:
    return sum(1 << check for check in checks)


def _members(mask: int) -> list[int]:
    members = []
    while mask:
        lowest = mask & -mask
        members.append(lowest.bit_length() - 1)
        mask ^= lowest
    return members

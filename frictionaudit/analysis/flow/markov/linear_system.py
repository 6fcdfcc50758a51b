"""Expected visits of an absorbing Markov chain, v = s + v·W, solved per component in topological order."""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SMALL = 24
"""Loops of up to this many steps are solved by state elimination, so small pages need no numpy (0.15 s to load)."""
DENSE = 300
"""State elimination reduces a larger loop to this many steps; the rest is one dense solve."""

Weights = Mapping[str, Mapping[str, float]]


def solve(components: Sequence[frozenset[str]], weights: Weights, start: Mapping[str, float]) -> dict[str, float]:
    """Expected visits of every step; infinite on a loop that no case leaves.

    `components` are the strongly connected components in topological order; `weights[a][b]` is the number of
    tokens that one visit of a passes to b. Linear in steps and flows outside loops.
    """
    inflow = dict(start)
    visits: dict[str, float] = {}
    for part in components:
        visits.update(_solve_component(part, weights, inflow))
        for step in part:
            for target, weight in weights.get(step, {}).items():
                if target not in part and weight:
                    inflow[target] = inflow.get(target, 0.0) + visits[step] * weight
    return visits


def _solve_component(part: frozenset[str], weights: Weights, inflow: Mapping[str, float]) -> dict[str, float]:
    if len(part) == 1:
        (step,) = part
        own, value = weights.get(step, {}).get(step, 0.0), inflow.get(step, 0.0)
        return {step: value / (1 - own) if own < 1 else math.inf if value else 0.0}
    entering = {step: inflow.get(step, 0.0) for step in part}
    if not any(entering.values()):
        return dict.fromkeys(part, 0.0)
    if any(math.isinf(value) for value in entering.values()) or endless(part, weights):
        return dict.fromkeys(part, math.inf)
    inner = {step: {t: w for t, w in weights.get(step, {}).items() if t in part and w} for step in part}
    visits = _dense(inner, entering) if SMALL < len(part) <= DENSE else _eliminated(inner, entering)
    if any(value < -1e-9 or not math.isfinite(value) for value in visits.values()):
        return dict.fromkeys(part, math.inf)  # spectral radius above 1: the loop multiplies its tokens
    return {step: max(0.0, value) for step, value in visits.items()}


def endless(part: frozenset[str], weights: Weights) -> bool:
    """Whether no case leaves the component: every row sums to 1 inside it."""
    return all(
        sum(weight for target, weight in weights.get(step, {}).items() if target in part) >= 1 - 1e-12 for step in part
    )


def _remaining(inner: Weights, steps: Sequence[str]) -> NDArray[np.float64]:
    """The matrix I − W, with rows and columns in the order of the steps."""
    import numpy as np

    at = {step: n for n, step in enumerate(steps)}
    matrix = np.eye(len(steps))
    for step, row in inner.items():
        for target, weight in row.items():
            matrix[at[step], at[target]] -= weight
    return matrix


def _dense(inner: Weights, entering: Mapping[str, float]) -> dict[str, float]:
    import numpy as np

    steps = sorted(inner)
    try:
        solution = np.linalg.solve(_remaining(inner, steps).T, np.array([entering[step] for step in steps]))
    except np.linalg.LinAlgError:
        return dict.fromkeys(steps, math.inf)
    return dict(zip(steps, solution.tolist(), strict=True))


def _eliminated(inner: Weights, entering: Mapping[str, float]) -> dict[str, float]:
    """State elimination in order of least fill-in; the dense remainder is solved at once."""
    rest = DENSE if len(inner) > SMALL else 0
    out = {step: dict(row) for step, row in inner.items()}
    into: dict[str, dict[str, float]] = {step: {} for step in inner}
    for step, row in out.items():
        for target, weight in row.items():
            into[target][step] = weight
    value = dict(entering)
    queue = [(len(into[step]) * len(out[step]), step) for step in sorted(inner)]
    heapq.heapify(queue)
    taken: list[tuple[str, dict[str, float], float]] = []
    while queue and len(out) > rest:
        cost, step = heapq.heappop(queue)
        if step not in out:
            continue
        if cost != len(into[step]) * len(out[step]):
            heapq.heappush(queue, (len(into[step]) * len(out[step]), step))
            continue
        if rest and cost > 4 * rest:
            break  # the remainder is dense
        own = value[step]
        targets = dict(out[step])
        stays = targets.pop(step, 0.0)
        if stays >= 1:
            return dict.fromkeys(inner, math.inf)
        for target, weight in targets.items():
            value[target] += own * weight / (1 - stays)
        taken.append((step, eliminate_state(step, out, into), stays))
    visits = _dense(out, {step: value[step] for step in out}) if out else {}
    for step, sources, stays in reversed(taken):
        visits[step] = (value[step] + sum(visits[s] * w for s, w in sources.items())) / (1 - stays)
    return visits


def eliminate_state(step: str, out: dict[str, dict[str, float]], into: dict[str, dict[str, float]]) -> dict[str, float]:
    """Eliminate one state of the chain: connect its predecessors to its successors.

    Changes both tables in place; returns the weights from its predecessors.
    """
    targets, sources = out.pop(step), into.pop(step)
    stays = targets.pop(step, 0.0)
    sources.pop(step, None)
    for target, weight in targets.items():
        through = weight / (1 - stays)
        del into[target][step]
        for source, share in sources.items():
            out[source][target] = into[target][source] = out[source].get(target, 0.0) + share * through
    for source in sources:
        del out[source][step]
    return sources


def returns(part: frozenset[str], weights: Weights) -> dict[str, float]:
    """For each step of a loop the expected visits of a case that is there: 1 / (1 − return probability)."""
    inner = {step: {t: w for t, w in weights.get(step, {}).items() if t in part and w} for step in sorted(part)}
    return _returns_by_elimination(inner) if len(inner) <= SMALL else _returns_dense(inner)


def _returns_by_elimination(inner: Weights) -> dict[str, float]:
    """Eliminate all other states; the remaining self-loop is the return probability."""
    expected = {}
    for step in inner:
        out = {source: dict(row) for source, row in inner.items()}
        into: dict[str, dict[str, float]] = {source: {} for source in inner}
        for source, row in out.items():
            for target, weight in row.items():
                into[target][source] = weight
        for eliminated in inner:
            if eliminated != step and out[eliminated].get(eliminated, 0.0) < 1:
                eliminate_state(eliminated, out, into)
        back = out[step].get(step, 0.0)
        expected[step] = 1 / (1 - back) if back < 1 else math.inf
    return expected


def _returns_dense(inner: Weights) -> dict[str, float]:
    import numpy as np

    steps = list(inner)
    try:
        inverse = np.linalg.inv(_remaining(inner, steps))
    except np.linalg.LinAlgError:
        return dict.fromkeys(steps, math.inf)
    return dict(zip(steps, np.diag(inverse).tolist(), strict=True))

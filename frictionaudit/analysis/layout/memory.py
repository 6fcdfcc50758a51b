"""Position is memory: an earlier drawing as a grid, so that a reader finds each step where it was."""

from __future__ import annotations

from collections.abc import Mapping

from frictionaudit.analysis.layout.grid import Grid
from frictionaudit.analysis.layout.problem import Problem
from frictionaudit.analysis.layout.scene import Scene

Centre = tuple[float, float]
TOLERANCES = (1.0, 10.0, 20.0, 30.0, 45.0, 60.0, 80.0)
"""Pixels within which two centres may share a column: each gives another grid to choose from."""


def remembered(problem: Problem, centres: Mapping[int, Centre], tolerance: float) -> tuple[Grid, list[int]]:
    """A grid in the order of the earlier centres, and the nodes that it did not have, next to what they follow."""
    column = _lines({node: centre[0] for node, centre in centres.items()}, tolerance)
    row: dict[int, float] = {}
    for lane in range(problem.lanes):
        row |= _lines({node: centre[1] for node, centre in centres.items() if problem.lane[node] == lane}, 1.0)
    taken: set[tuple[int, float, float]] = set()
    new: list[int] = []
    for node in sorted(centres):
        _settle(problem, node, column, row, taken)
    for node in problem.order:
        if node not in centres:
            new.append(node)
            column[node], row[node] = _beside(problem, node, column, row)
            _settle(problem, node, column, row, taken)
    return Grid(_numbered(column, problem.size), _numbered(row, problem.size)), new


def _lines(places: Mapping[int, float], tolerance: float) -> dict[int, float]:
    """A number for each place, the same for places within the tolerance."""
    numbers: dict[int, float] = {}
    last, number = float("-inf"), -1
    for node in sorted(places, key=lambda node: (places[node], node)):
        if places[node] - last > tolerance:
            number += 1
            last = places[node]
        numbers[node] = float(number)
    return numbers


def _beside(problem: Problem, node: int, column: Mapping[int, float], row: Mapping[int, float]) -> tuple[float, float]:
    """Right of what leads to a new node, or left of what it leads to; in their row where the lane is the same."""
    before, after = [], []
    for edge in problem.incident[node]:
        source, target = problem.ends[edge]
        if target == node and source in column:
            before.append(source)
        if source == node and target in column:
            after.append(target)
    lane = problem.lane[node]
    near = before or after
    mates = [other for other in near if problem.lane[other] == lane]
    place = (
        max((column[other] for other in before), default=-1.0) + 0.5
        if before or not after
        else (min(column[other] for other in after) - 0.5)
    )
    rows = [row[other] for other in row if problem.lane[other] == lane]
    return place, row[mates[0]] if mates else min(rows, default=0.0)


def _settle(
    problem: Problem,
    node: int,
    column: dict[int, float],
    row: Mapping[int, float],
    taken: set[tuple[int, float, float]],
) -> None:
    """Take the cell, or the next free place to its right."""
    step = 0.25
    while (problem.lane[node], row[node], column[node]) in taken:
        column[node] += step
        step /= 2
    taken.add((problem.lane[node], row[node], column[node]))


def askew(problem: Problem, grid: Grid, centres: Mapping[int, Centre]) -> list[int]:
    """Edges within a column that were not straight up or down in the earlier drawing, and so have to bend."""
    found = []
    for edge, (source, target) in enumerate(problem.ends):
        same = source in centres and target in centres and grid.column[source] == grid.column[target]
        if same and abs(centres[source][0] - centres[target][0]) > 1.0:
            found.append(edge)
    return found


def moved(scene: Scene, centres: Mapping[int, Centre]) -> int:
    """How many nodes do not lie where they did."""
    return sum(abs(scene.x[node] - x) > 1.0 or abs(scene.y[node] - y) > 1.0 for node, (x, y) in centres.items())


def _numbered(places: Mapping[int, float], size: int) -> list[int]:
    numbers = {place: number for number, place in enumerate(sorted(set(places.values())))}
    return [numbers[places[node]] for node in range(size)]

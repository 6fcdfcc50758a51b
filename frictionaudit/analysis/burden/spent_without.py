"""What is spent by the cases that never come to some steps."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

from frictionaudit.analysis.burden.amounts import Amount, per_visit
from frictionaudit.analysis.flow.markov.linear_system import solve
from frictionaudit.analysis.flow.markov.state_space import components
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.flow.visits import Visits


def spent_without(subject: Subject, places: Collection[str], steps: Collection[str], amount: Amount) -> float:
    """What some steps take of an amount per case, counting only the cases that come to none of the `places`.

    A visit counts if the case came to none before, and with the chance that it comes to none afterwards. Each of
    several parallel branches counts by itself.
    """
    total = 0.0
    for segment, amounts in zip(subject.segments, per_visit(subject), strict=True):
        each = {step: minutes for step in steps if (minutes := amounts[amount].get(step))}
        if each:
            visits = _visits(segment.visits, frozenset(places))
            total += segment.share * sum(visits.get(step, 0.0) * minutes for step, minutes in each.items())
    return total


def _visits(visits: Visits, places: frozenset[str]) -> Mapping[str, float]:
    """Expected visits of each step in cases that come to none of the places."""
    space = visits.space
    there = {state for place in places for state in space.states_of[place]}
    onward = {state: {} if state in there else row for state, row in visits.table.items()}
    before = solve(components(onward), onward, {entry: 1 / len(space.graph.entries) for entry in space.graph.entries})
    backward: dict[str, dict[str, float]] = {state: {} for state in onward}
    for state, row in onward.items():
        for target, weight in row.items():
            backward[target][state] = weight
    arriving = solve(components(backward), backward, dict.fromkeys(there, 1.0))
    found: dict[str, float] = {}
    for state, step in space.step_of.items():
        times = before[state] * (1.0 - min(1.0, arriving[state])) if state not in there else 0.0
        if math.isfinite(times):
            found[step] = found.get(step, 0.0) + times
    return found

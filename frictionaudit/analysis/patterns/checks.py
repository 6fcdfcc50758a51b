"""Checks: steps in which a case can be turned away, how many are, and which checks follow one another."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from frictionaudit.analysis.flow.graph import Arc, FrictionGraph
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.inputs_outputs import provided
from frictionaudit.domain.procedure import Side, StepKind

_LOST = ("adverse", "abandoned")


@dataclass(frozen=True)
class Check:
    """A check, the ways on from it that lead only to adverse or abandoned ends, and those that are left.

    `reject` is the share of the cases that it turns away; None where the page does not say.
    """

    step: str
    turned_away: tuple[Arc, ...]
    kept: tuple[Arc, ...]
    reject: float | None


@lru_cache(maxsize=1)  # several rules ask for the same subject, one after the other
def checks(subject: Subject) -> Mapping[str, Check]:
    """Tasks with a `control`, and those of ours or of a third party that can turn a case away. Linear."""
    hopeless = doomed_steps(subject.graph)
    found: dict[str, Check] = {}
    for id, step in subject.tasks.items():
        if id in hopeless:
            continue
        ways = decision(subject.graph, id)
        turned_away = tuple(arc for arc in ways if arc.target in hopeless)
        ours = subject.side(id) is not Side.CUSTOMER  # a customer who gives up is not turned away
        if step.control is not None or (turned_away and ours):
            kept = tuple(arc for arc in ways if arc.target not in hopeless)
            found[id] = Check(id, turned_away, kept, share_of(subject, turned_away, kept))
    return found


def doomed_steps(graph: FrictionGraph) -> frozenset[str]:
    """Steps from which a case can come to adverse or abandoned ends only."""
    ends = graph.procedure.ends
    hope = [end for end in ends if graph.steps[end].outcome not in _LOST]
    if len(hope) == len(ends):
        return frozenset()
    seen = set(hope)
    while hope:
        for arc in graph.incoming[hope.pop()]:
            if arc.source not in seen:
                seen.add(arc.source)
                hope.append(arc.source)
    return graph.can_end - seen


def decision(graph: FrictionGraph, step: str) -> tuple[Arc, ...]:
    """The ways on from a step; where only an exclusive gateway of its own follows, those of the gateway."""
    ways = graph.outgoing[step]
    if len(ways) == 1:
        gateway = ways[0].target
        if graph.steps[gateway].kind is StepKind.EXCLUSIVE and len(graph.incoming[gateway]) == 1:
            return graph.outgoing[gateway]
    return ways


def share_of(subject: Subject, some: Sequence[Arc], others: Sequence[Arc]) -> float | None:
    """Share of the cases that go one of some ways instead of the others; None where that is not said."""
    said = (all(arc.flow.share is not None for arc in arcs) for arcs in (some, others))
    if not any(said):
        return None
    passed, beside = (sum(subject.passes(arc).value for arc in arcs) for arcs in (some, others))
    total = passed + beside
    return passed / total if total and math.isfinite(total) else None


def runs(subject: Subject) -> tuple[tuple[str, ...], ...]:
    """Checks that follow one another with nothing between, at least two in a row.

    Who is not turned away goes on from one straight to the next, and comes there in no other way.
    """
    found = checks(subject)
    following = {step: then for step, check in found.items() if (then := _next(subject, check)) in found}
    first = [step for step in following if step not in set(following.values())]
    return tuple(_row(step, following) for step in sorted(first))


def _next(subject: Subject, check: Check) -> str | None:
    """The step to which all cases go that are not turned away, if nobody comes there otherwise."""
    if len(check.kept) != 1:
        return None
    then = check.kept[0].target
    return then if len(subject.graph.incoming[then]) == 1 else None


def _row(step: str, following: Mapping[str, str | None]) -> tuple[str, ...]:
    row = [step]
    while (then := following.get(row[-1])) is not None:
        row.append(then)
    return tuple(row)


def must_precede(subject: Subject, earlier: str, later: str) -> bool:
    """Whether the later of two checks cannot be made before the earlier one, as far as the page says.

    It needs something of it, or looks at its decision again. An approval, or a decision that is no control itself,
    rests on what was found before, unless it says what it needs.
    """
    drawn = subject.procedure.steps[later]
    if drawn.reviews == earlier or (drawn.control in (None, "approval") and drawn.needs is None):
        return True
    needed, handed = provided(subject)[earlier], subject.procedure.steps[earlier].gives
    return not (needed.isdisjoint(drawn.needs or ()) and set(handed).isdisjoint(drawn.asks))

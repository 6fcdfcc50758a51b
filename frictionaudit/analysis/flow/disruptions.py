"""Delays by what goes wrong: the disruptions of a page that lengthen the visit to their step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Disruption, Side

Turn = Literal["ours", "customer", "third"]


@dataclass(frozen=True)
class Delay:
    """A disruption whose time is added to its step: it happens in `share` of the visits, and then the case waits."""

    index: int
    """Its position among the disruptions of the step."""
    disruption: Disruption
    turn: Turn | None
    """The side that the case waits for: the party that puts it right, or else the party of the step."""
    minutes: float | None
    """Expected elapsed minutes of one visit, share included; None where the page does not say how often or how long."""


@dataclass(frozen=True)
class DrawnBranch:
    """A disruption that the page draws: cases that meet it take a branch through the step that puts it right."""

    step: str
    disruption: Disruption


@lru_cache(maxsize=16)
def delays(subject: Subject) -> Mapping[str, tuple[Delay, ...]]:
    """The delays at each step; those that a branch draws are left out, because its steps take the time."""
    drawn = {(branch.step, branch.disruption) for branch in drawn_branches(subject)}
    found: dict[str, tuple[Delay, ...]] = {}
    for id, step in subject.procedure.steps.items():
        counted = [(n, failure) for n, failure in enumerate(step.failures) if (id, failure) not in drawn]
        if counted and id in subject.graph.reachable:
            found[id] = tuple(_delay(subject, id, n, failure) for n, failure in counted)
    return found


def delays_at(subject: Subject, step: str) -> tuple[Delay, ...]:
    """The delays at a step."""
    return delays(subject).get(step, ()) if subject.procedure.steps[step].disruptions else ()


def delay_minutes(subject: Subject, step: str) -> float:
    """Expected elapsed minutes by which its delays lengthen one visit to a step, as far as the page states them."""
    return sum(delay.minutes or 0.0 for delay in delays_at(subject, step))


def share_of_visits(disruptions: Iterable[Disruption]) -> float:
    """Share of the visits to a step in which one of its disruptions happens, at most; 1 where one has no share."""
    return min(1.0, sum(disruption.share.value if disruption.share else 1.0 for disruption in disruptions))


def _delay(subject: Subject, step: str, index: int, disruption: Disruption) -> Delay:
    share, takes = disruption.share, disruption.takes
    minutes: float | None = None
    if share is not None and share.value == 0:
        minutes = 0.0
    elif share is not None and takes is not None:
        minutes = share.value * subject.procedure.calendar.expected_elapsed(takes)
    side = subject.side(disruption.recovered_by or step) or subject.side(step)
    return Delay(index, disruption, _turn(side), minutes)


def _turn(side: Side | None) -> Turn | None:
    if side is None:
        return None
    if side.ours:
        return "ours"
    return "customer" if side is Side.CUSTOMER else "third"


@lru_cache(maxsize=16)
def drawn_branches(subject: Subject) -> tuple[DrawnBranch, ...]:
    """The disruptions that the page draws as a branch to `recovered_by`, which only some of the cases take.

    The branch begins at the step or after it. A branch that begins before it and leads to it counts as well, unless
    it belongs to a disruption at which it begins.
    """
    graph = subject.graph
    named = [
        (id, failure, failure.recovered_by)
        for id, step in subject.procedure.steps.items()
        for failure in step.failures
        if failure.recovered_by is not None and id in graph.reachable and failure.recovered_by in graph.reachable
    ]
    after = [row for row in named if _branches_off(graph, row[0], row[2])]
    claimed = {recovery for _, _, recovery in after}
    before = [row for row in named if row not in after and row[2] not in claimed and _led_to(graph, row[0], row[2])]
    return tuple(DrawnBranch(id, failure) for id, failure, _ in (*after, *before))


def _branches_off(graph: FrictionGraph, step: str, recovery: str) -> bool:
    """Whether only some of the cases come to the recovery after a step; people who give up do not count."""
    if recovery == step or recovery not in graph.after(step) or graph.certainly_before(recovery, step):
        return False
    past = _reached(graph, (arc.target for arc in graph.outgoing[step]), without=recovery)
    return any(not graph.outgoing[id] and graph.steps[id].outcome != "abandoned" for id in past)


def _led_to(graph: FrictionGraph, step: str, recovery: str) -> bool:
    """Whether only some of the cases come through the recovery before a step."""
    if recovery == step or recovery not in graph.before(step):
        return False
    return step in _reached(graph, graph.entries, without=recovery)


def _reached(graph: FrictionGraph, seeds: Iterable[str], without: str) -> set[str]:
    """Steps reachable from some steps without passing one."""
    seen: set[str] = set()
    waiting = [id for id in seeds if id != without]
    while waiting:
        id = waiting.pop()
        if id not in seen:
            seen.add(id)
            waiting += [arc.target for arc in graph.outgoing[id] if arc.target != without]
    return seen

"""Silent time: the longest stretch without a message to the customer."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import networkx as nx

from frictionaudit.analysis.flow.durations import has_unknown_wait
from frictionaudit.analysis.flow.served import served_steps
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.text.told_by_name import told_by_name
from frictionaudit.domain.procedure import STAFF_PARTS, Side
from frictionaudit.domain.quantities import Duration, Evidence


@dataclass(frozen=True)
class Silence:
    """Consecutive steps without a message, and their expected elapsed minutes.

    `unknown` are those of them without a stated wait, `elsewhere` steps of ours without one in other stretches: with
    it, one of those may be longer.
    """

    minutes: float
    steps: tuple[str, ...]
    unknown: tuple[str, ...]
    elsewhere: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@lru_cache(maxsize=1)  # a measure and a rule ask for the same subject, one after the other
def longest_silence(subject: Subject) -> Silence:
    """The longest path through steps that send no message and are not the customer's.

    The waiting before the step that breaks the silence is part of it. The silence ends with what the customer came for:
    a step after it counts for nothing. A loop counts as one step with the
    time of its expected rounds. Linear in steps and flows.
    """
    graph, steps = subject.graph, subject.procedure.steps
    served = served_steps(subject)
    listening = graph.reachable - served
    named = told_by_name(subject.procedure)
    breaking = {id for id in steps if id in named or _breaks(subject, id)}
    quiet = [id for id in steps if id in listening - breaking]
    wanted = set(quiet)
    inner = nx.DiGraph((arc.source, arc.target) for arc in graph.arcs if {arc.source, arc.target} <= wanted)
    inner.add_nodes_from(quiet)
    parts = [frozenset(part) for part in nx.strongly_connected_components(inner)]  # reverse topological order
    part_of = {step: n for n, part in enumerate(parts) for step in part}
    best: dict[int, tuple[float, tuple[str, ...]]] = {}
    for n, part in enumerate(parts):  # successors come before predecessors
        beyond: tuple[float, tuple[str, ...]] = (0.0, ())
        for step in sorted(part):
            for arc in graph.outgoing[step]:
                if arc.target in part:
                    continue
                if arc.target in served:  # nobody listens any more
                    continue
                inside = arc.target in part_of
                ahead = best[part_of[arc.target]] if inside else (_wait(subject, arc.target), (arc.target,))
                beyond = max(beyond, ahead)
        own = _time(subject, part)
        best[n] = (own + beyond[0], (*sorted(part), *beyond[1]))
    openings = list(best.values())
    openings += [(_wait(subject, id), (id,)) for id in steps if id in listening & breaking]
    longest = max(openings, default=(0.0, ()))
    durations = [d for step in longest[1] for d in _durations(subject, step)]
    passed = longest[1] if longest[0] else sorted(graph.reachable)  # no time at all: any step may be the silent one
    unknown = tuple(step for step in passed if has_unknown_wait(subject, step))
    elsewhere = tuple(
        step
        for step in sorted(listening - set(unknown))
        if subject.side(step) is not Side.CUSTOMER and has_unknown_wait(subject, step)
    )
    return Silence(longest[0], longest[1], unknown, elsewhere, tuple(d.evidence for d in durations))


def _breaks(subject: Subject, step: str) -> bool:
    step_data = subject.procedure.steps[step]
    message = any(subject.procedure.parties[party].side is Side.CUSTOMER for party in step_data.sends_to)
    return message or bool(step_data.tells) or subject.side(step) is Side.CUSTOMER


def _waits(subject: Subject, step: str) -> list[Duration]:
    wait = subject.procedure.steps[step].wait
    return [d for d in (wait.queue, wait.batch, wait.third) if d] if wait else []


def _durations(subject: Subject, step: str) -> list[Duration]:
    effort = subject.procedure.steps[step].effort
    parts = [effort.part(part) for part in STAFF_PARTS] if effort else []
    return [*_waits(subject, step), *(d for d in parts if d)]


def _wait(subject: Subject, step: str) -> float:
    return sum(subject.procedure.calendar.expected_elapsed(d) for d in _waits(subject, step))


def _time(subject: Subject, part: frozenset[str]) -> float:
    """Elapsed minutes of one visit to a step, or of all rounds of a loop, for a case that is there."""
    calendar = subject.procedure.calendar
    entry = max((subject.reached(step) or 1.0 for step in part), default=1.0) if len(part) > 1 else 1.0
    total = 0.0
    for step in part:
        effort = subject.procedure.steps[step].effort
        touch = sum(calendar.expected_touch(d) for name in STAFF_PARTS if effort and (d := effort.part(name)))
        rounds = subject.visits(step).value / entry if len(part) > 1 else 1.0
        total += (rounds if math.isfinite(rounds) else 1.0) * (touch + _wait(subject, step))
    return total

"""Silent time: the longest stretch without a message to the customer."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import networkx as nx

from frictionaudit.analysis.flow.durations import has_unknown_wait
from frictionaudit.analysis.flow.heard_beside import Stretch, heard_beside
from frictionaudit.analysis.flow.served import served_steps
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.text.told_by_name import told_by_name
from frictionaudit.domain.procedure import STAFF_PARTS, Side
from frictionaudit.domain.quantities import Duration, Evidence

_LARGE = 60
"""Steps of a loop above which all ways out of it count with the same rounds."""


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
    a step after it counts for nothing. A loop counts with the longest way through it and its expected further rounds. A
    message in a branch that is always taken is heard in those beside it. Linear in steps and flows, loops apart.
    """
    graph, steps = subject.graph, subject.procedure.steps
    served = served_steps(subject)
    listening = graph.reachable - served
    named = told_by_name(subject.procedure)
    breaking = {id for id in steps if id in named or _breaks(subject, id)}
    beside = heard_beside(subject, breaking, lambda step: _visit(subject, step))
    quiet = [id for id in steps if id in listening - breaking - beside.steps]
    best = _stretches(subject, quiet, listening - beside.steps)
    openings = list(best.values())
    openings += [(_wait(subject, id), (id,)) for id in steps if id in listening & breaking]
    for join, (minutes, path) in beside.since.items():
        further = best.get(join, (0.0, ()))
        openings.append((minutes + further[0], (*path, *further[1])))
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


def _visit(subject: Subject, step: str) -> float:
    """Elapsed minutes of one visit to a step."""
    calendar, effort = subject.procedure.calendar, subject.procedure.steps[step].effort
    touch = sum(calendar.expected_touch(d) for name in STAFF_PARTS if effort and (d := effort.part(name)))
    return touch + _wait(subject, step)


def _stretches(subject: Subject, quiet: Sequence[str], listening: frozenset[str]) -> Mapping[str, Stretch]:
    """The longest silence from each step at which one can begin, up to the next message and the wait before it."""
    graph, wanted = subject.graph, set(quiet)
    inner = nx.DiGraph((arc.source, arc.target) for arc in graph.arcs if {arc.source, arc.target} <= wanted)
    inner.add_nodes_from(quiet)
    best: dict[str, Stretch] = {}
    for part in map(frozenset, nx.strongly_connected_components(inner)):  # successors come before predecessors
        beyond: dict[str, Stretch] = dict.fromkeys(_ways_out(subject, part), (0.0, ()))
        for step in beyond:
            for arc in graph.outgoing[step]:
                if arc.target in listening - part:
                    ends = (_wait(subject, arc.target), (arc.target,))
                    beyond[step] = max(beyond[step], best.get(arc.target, ends))
        within = _visits_within(subject, part)
        for entry in _entries(subject, part):
            once = _longest_ways(subject, part, entry) if 1 < len(part) <= _LARGE else {}
            minutes, last = max(
                (_inside(subject, within, entry, last, once.get(last)) + ahead[0], last)
                for last, ahead in beyond.items()
            )
            order = [step for step in _in_order(subject, part, entry) if step != last]
            best[entry] = (minutes, (*order, last, *beyond[last][1]))
    return best


def _ways_out(subject: Subject, part: frozenset[str]) -> list[str]:
    """The steps after which a case leaves a loop; all of them where it never does."""
    outgoing = subject.graph.outgoing
    out = [step for step in sorted(part) if not outgoing[step] or any(arc.target not in part for arc in outgoing[step])]
    return out or sorted(part)


def _longest_ways(subject: Subject, part: frozenset[str], entry: str) -> dict[str, float]:
    """Elapsed minutes of the longest way from an entry of a loop to each of its steps without going back."""
    onward = {step: sorted({arc.target for arc in subject.graph.outgoing[step]} & part) for step in part}
    finished: list[str] = []
    begun: set[str] = set()
    forward: dict[str, list[str]] = {step: [] for step in part}

    def follow(step: str) -> None:
        begun.add(step)
        for target in onward[step]:
            if target not in begun:
                follow(target)
            if target in finished:  # otherwise the way leads back to a step that is still under way
                forward[step].append(target)
        finished.append(step)

    follow(entry)
    longest = {entry: _visit(subject, entry)}
    for step in reversed(finished):
        for target in forward[step]:
            longest[target] = max(longest.get(target, 0.0), longest[step] + _visit(subject, target))
    return longest


def _entries(subject: Subject, part: frozenset[str]) -> list[str]:
    """The steps by which a case comes into a loop, from a message or from another step; all of what is no loop."""
    if len(part) == 1:
        return [*part]
    starts, incoming = subject.graph.entries, subject.graph.incoming
    return sorted(step for step in part if step in starts or any(arc.source not in part for arc in incoming[step]))


def _in_order(subject: Subject, part: frozenset[str], first: str) -> list[str]:
    """The steps of a loop as a case meets them that comes in at the first."""
    met = [first]
    for step in met:  # grows while it is walked
        met += sorted({arc.target for arc in subject.graph.outgoing[step]} & part - {*met})
    return met


_Within = Mapping[str, Mapping[str, float]]
"""For steps of a loop the expected visits of all its steps from there until the loop is left."""


def _visits_within(subject: Subject, part: frozenset[str]) -> list[tuple[float, _Within]]:
    """These visits for each segment of customers, with its share; in a large loop for its entries alone."""
    if len(part) == 1:
        return [(1.0, {step: {step: 1.0} for step in part})]
    starts = _entries(subject, part) if len(part) > _LARGE else sorted(part)
    return [(s.share, {step: s.visits.within(part, step) for step in starts}) for s in subject.segments]


def _inside(
    subject: Subject, visits_within: list[tuple[float, _Within]], entry: str, last: str, once: float | None
) -> float:
    """Elapsed minutes in a loop from one entry until it is left after `last`: the longest way, and further rounds.

    Of the cases that leave it there, G(entry, step) G(step, last) / G(entry, last) visit a step, where G are the
    expected visits from one step on. `once` are the minutes of the longest
    way. Without it, as in a large loop, branches count with their shares, and all ways out with the same rounds.
    """
    total = once or 0.0
    for share, within in visits_within:
        out = within[entry].get(last, 0.0)
        for step, visits in within[entry].items():
            known = within.get(step) if out else None
            rounds = visits * known.get(last, 0.0) / out if known and last in within else visits
            rounds = rounds if math.isfinite(rounds) else 1.0
            if once is not None:
                rounds *= _further(subject, within, step)
            total += share * rounds * _visit(subject, step)
    return total


def _further(subject: Subject, within: _Within, step: str) -> float:
    """Share of the visits to a step in a loop that come after the first round.

    Of the visits to a step d that every case passes before, one in G(d, d) is the first.
    """
    rounds = max(own[d] for d, own in within.items() if subject.graph.certainly_before(d, step))
    return 1 - 1 / rounds if math.isfinite(rounds) and rounds else 0.0

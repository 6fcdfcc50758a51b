"""From one step to another: how many cases get there, and how long that is expected to take."""

from __future__ import annotations

import math
from dataclasses import dataclass

from frictionaudit.analysis.flow.durations import elapsed
from frictionaudit.analysis.flow.reaching import PathsTo
from frictionaudit.analysis.flow.subject import CustomerSegment, Subject
from frictionaudit.domain.procedure import StepKind


@dataclass(frozen=True)
class Segment:
    """What happens from when one step is done until another is: share of cases, minutes, and what is unknown."""

    share: float
    minutes: float
    unknown: tuple[str, ...]


def stretch(subject: Subject, source: str, target: str) -> Segment:
    """Expected elapsed time from when `source` is done until `target` is, over the cases that go from one to the other.

    Ways that end elsewhere do not count. Waiting and touch time are added up along the way. Of branches
    that run in parallel the one with the longest expected time counts, so there it is the least to expect.
    """
    share = minutes = 0.0
    unknown: dict[str, None] = {}
    for stream in subject.segments:
        way = PathsTo(stream, target)
        arriving = stream.share * way.arriving(source)
        if not arriving:
            continue
        share += arriving
        visits = way.visits(source)
        overlaps = overlap(subject, stream)
        for step, times in visits.items():
            if times and math.isfinite(times):
                over = overlaps.get(step)
                spared = over.minutes if over and visits.get(over.join) else 0.0
                minutes += arriving * times * (elapsed(subject, step) - spared)
                if step in subject.tasks and subject.procedure.steps[step].wait is None:
                    unknown[step] = None
    return Segment(share, minutes / share if share else 0.0, tuple(unknown))


_ANY = (StepKind.INCLUSIVE, StepKind.COMPLEX)


@dataclass(frozen=True)
class Overlap:
    """Minutes of a parallel block that pass at the same time as its longest branch, and where the block ends."""

    join: str
    minutes: float


def overlap(subject: Subject, stream: CustomerSegment) -> dict[str, Overlap]:
    """For each parallel split with a join of its own: what its shorter branches take beside the longest one."""
    graph = subject.graph
    found: dict[str, Overlap] = {}
    splits = [step for step in graph.steps if graph.is_split(step) and graph.routing(step) is StepKind.PARALLEL]
    for split in sorted(splits, key=lambda step: (-len(graph.always_before(step)), step)):  # inner blocks first
        join = graph.immediate_postdominator.get(split)
        if join is None:
            continue
        way = PathsTo(stream, join)
        branches = [_branch(subject, way, arc.target, found) for arc in graph.outgoing[split] if arc.target != join]
        found[split] = Overlap(join, sum(branches) - max(branches, default=0.0))
    return found


def loose_overlap(subject: Subject, stream: CustomerSegment) -> dict[str, float]:
    """For each inclusive split with a join of its own the most minutes that can pass side by side, per visit.

    Any of its branches may be taken, so no more can be said than that the longest of them takes its time.
    """
    graph, found = subject.graph, {}
    for split in graph.steps:
        join = graph.immediate_postdominator.get(split)
        if not graph.is_split(split) or graph.routing(split) not in _ANY or join is None:
            continue
        way, shares = PathsTo(stream, join), stream.visits.routing.weights
        times = [
            shares[arc.id].value * _branch(subject, way, arc.target, {}) if arc.target != join else 0.0
            for arc in graph.outgoing[split]
        ]
        found[split] = sum(times) - max(times)
    return found


def _branch(subject: Subject, way: PathsTo, first: str, inner: dict[str, Overlap]) -> float:
    """Expected minutes of one branch, from its first step until the join is reached."""
    visits = way.visits_from({first: 1.0})
    total = 0.0
    for step, times in visits.items():
        if step != way.target and math.isfinite(times):
            total += times * (elapsed(subject, step) - (inner[step].minutes if step in inner else 0.0))
    return total

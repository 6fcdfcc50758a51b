"""First passage from one step to another: the share of cases that arrive, and the expected elapsed time."""

from __future__ import annotations

import math
from dataclasses import dataclass

from frictionaudit.analysis.flow.durations import elapsed
from frictionaudit.analysis.flow.reaching import PathsTo
from frictionaudit.analysis.flow.subject import CustomerSegment, Subject
from frictionaudit.domain.procedure import StepKind


@dataclass(frozen=True)
class Segment:
    """First passage from one step to another: share of cases, expected minutes, and steps without a stated wait."""

    share: float
    minutes: float
    unknown: tuple[str, ...]


def elapsed_between(subject: Subject, source: str, target: str) -> Segment:
    """Expected elapsed time from the end of `source` to the end of `target`, over the cases that pass both.

    Cases that end elsewhere do not count. Waiting and touch time add up along the path. Of parallel branches
    the one with the longest expected time counts: E[max] ≥ max E, so the result is a lower bound there.
    """
    share = minutes = 0.0
    unknown: dict[str, None] = {}
    for segment in subject.segments:
        paths = PathsTo(segment, target)
        arriving = segment.share * paths.arriving(source)
        if not arriving:
            continue
        share += arriving
        visits = paths.visits(source)
        overlaps = overlap(subject, segment)
        for step, times in visits.items():
            if times and math.isfinite(times):
                block_overlap = overlaps.get(step)
                overlapped = block_overlap.minutes if block_overlap and visits.get(block_overlap.join) else 0.0
                minutes += arriving * times * (elapsed(subject, step) - overlapped)
                if step in subject.tasks and subject.procedure.steps[step].wait is None:
                    unknown[step] = None
    return Segment(share, minutes / share if share else 0.0, tuple(unknown))


_ANY = (StepKind.INCLUSIVE, StepKind.COMPLEX)


@dataclass(frozen=True)
class Overlap:
    """Minutes of a parallel block that run beside its longest branch, and the join that ends the block."""

    join: str
    minutes: float


def overlap(subject: Subject, segment: CustomerSegment) -> dict[str, Overlap]:
    """For each parallel split with its own join: the minutes of its shorter branches."""
    graph = subject.graph
    overlaps: dict[str, Overlap] = {}
    splits = [step for step in graph.steps if graph.is_split(step) and graph.routing(step) is StepKind.PARALLEL]
    for split in sorted(splits, key=lambda step: (-len(graph.always_before(step)), step)):  # inner blocks first
        join = graph.immediate_postdominator.get(split)
        if join is None:
            continue
        paths = PathsTo(segment, join)
        branches = [
            _branch(subject, paths, arc.target, overlaps) for arc in graph.outgoing[split] if arc.target != join
        ]
        overlaps[split] = Overlap(join, sum(branches) - max(branches, default=0.0))
    return overlaps


def inclusive_overlap(subject: Subject, segment: CustomerSegment) -> dict[str, float]:
    """For each inclusive split with its own join: the most minutes that can run in parallel, per visit.

    Any subset of its branches may be taken, so only the longest branch gives a lower bound.
    """
    graph, overlaps = subject.graph, {}
    for split in graph.steps:
        join = graph.immediate_postdominator.get(split)
        if not graph.is_split(split) or graph.routing(split) not in _ANY or join is None:
            continue
        paths, shares = PathsTo(segment, join), segment.visits.routing.weights
        times = [
            shares[arc.id].value * _branch(subject, paths, arc.target, {}) if arc.target != join else 0.0
            for arc in graph.outgoing[split]
        ]
        overlaps[split] = sum(times) - max(times)
    return overlaps


def _branch(subject: Subject, paths: PathsTo, first: str, inner: dict[str, Overlap]) -> float:
    """Expected minutes of one branch, from its first step until the join is reached."""
    visits = paths.visits_from({first: 1.0})
    total = 0.0
    for step, times in visits.items():
        if step != paths.target and math.isfinite(times):
            total += times * (elapsed(subject, step) - (inner[step].minutes if step in inner else 0.0))
    return total

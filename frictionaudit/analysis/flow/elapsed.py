"""First passage from one step to another: the share of cases that arrive, and the expected elapsed time."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frictionaudit.analysis.flow.durations import elapsed, has_unknown_wait
from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.analysis.flow.markov.blocks import CONCURRENT, INCLUSIVE, blocks_of, by_id
from frictionaudit.analysis.flow.markov.branching import Branching
from frictionaudit.analysis.flow.markov.reduction import logic, stopping
from frictionaudit.analysis.flow.reaching import PathsTo
from frictionaudit.analysis.flow.subject import CustomerSegment, Subject


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
                beside = overlaps.get(step)
                overlapped = beside.minutes if beside and beside.join and visits.get(beside.join) else 0.0
                minutes += arriving * times * (elapsed(subject, step) - overlapped)
                if has_unknown_wait(subject, step):
                    unknown[step] = None
    return Segment(share, minutes / share if share else 0.0, tuple(unknown))


@dataclass(frozen=True)
class Overlap:
    """Minutes after a split that run beside its longest branch, and the join that ends its branches, if any.

    `minutes` is expected, by the shares of inclusive branches too; `most` is the most that can run in parallel where
    any of several branches may be taken, and nobody knows which together.
    """

    join: str | None
    minutes: float
    most: float
    free: bool
    """Whether any of the branches may be taken, inclusive ones inside them included."""


def overlap(subject: Subject, segment: CustomerSegment) -> dict[str, Overlap]:
    """For each split of tokens the minutes of its shorter branches.

    Branches without a join run to the end of the case; one that stops the case ends the others with it. Any subset
    of inclusive branches may be taken; what is expected follows the law behind their shares, as the play of cases does.
    """
    graph = subject.graph
    overlaps: dict[str, Overlap] = {}
    splits = [step for step in graph.steps if graph.is_split(step) and graph.routing(step) in CONCURRENT]
    stops = stopping(graph, {step: logic(graph, step) for step in graph.reachable}) if splits else frozenset()
    for split in sorted(splits, key=lambda step: (-len(graph.always_before(step)), step)):  # inner blocks first
        join, branches = _branches(graph, segment, split)
        expected = [_minutes(subject, visits, overlaps, most=False) for visits in branches]
        least = [_minutes(subject, visits, overlaps, most=True) for visits in branches]
        if graph.routing(split) in INCLUSIVE:
            shares = [segment.visits.routing.weights[arc.id] for arc in by_id(graph.outgoing[split])]
            least = [share.low * minutes for share, minutes in zip(shares, least, strict=True)]
            together = _together([share.value for share in shares], expected)
            overlaps[split] = Overlap(join, together, sum(least) - max(least), free=True)
        else:
            last = [n for n, arc in enumerate(by_id(graph.outgoing[split])) if arc.target in stops]
            beside, most = (_beside(minutes, last) for minutes in (expected, least))
            overlaps[split] = Overlap(join, beside, most, free=beside != most)
    return overlaps


def _together(shares: Sequence[float], minutes: Sequence[float]) -> float:
    """What is expected to run beside the longest of the branches that a case takes, each with its share."""
    law, longest = Branching.inclusive(shares), {-1.0: 1.0}  # chances of the longest so far; -1 where none is taken
    for n, branch in enumerate(minutes):
        after: dict[float, float] = {}
        for most, chance in longest.items():
            taken = law.taken_after(n, taken=most >= 0)
            for value, part in ((max(most, branch), taken), (most, 1 - taken)):
                after[value] = after.get(value, 0.0) + chance * part
        longest = after
    total = sum(min(1.0, share) * branch for share, branch in zip(shares, minutes, strict=True))
    return max(0.0, total - sum(max(0.0, most) * chance for most, chance in longest.items()))


def _beside(minutes: list[float], last: list[int]) -> float:
    """What runs beside the branch that decides: the longest, or the first of those that stop the case."""
    return sum(minutes) - (min(minutes[n] for n in last) if last else max(minutes))


def _branches(
    graph: FrictionGraph, segment: CustomerSegment, split: str
) -> tuple[str | None, list[Mapping[str, float]]]:
    """The join of a split, and the expected visits within each of its branches."""
    arcs, visits = by_id(graph.outgoing[split]), segment.visits
    block = blocks_of(graph).by_split.get(split)
    if block is not None:
        inside = zip(arcs, block.branches, strict=True)
        return block.join, [visits.within(branch, arc.target) if branch else {} for arc, branch in inside]
    join = graph.immediate_postdominator.get(split)
    if join is not None and graph.routing(join) in CONCURRENT:
        paths = PathsTo(segment, join)
        return join, [
            _without(paths.visits_from({arc.target: 1.0}), join) if arc.target != join else {} for arc in arcs
        ]
    others = frozenset(graph.steps) - {split}  # a branch that comes back to the split begins again and is counted there
    return None, [visits.within(others, arc.target) if arc.target != split else {} for arc in arcs]


def _without(visits: Mapping[str, float], join: str) -> Mapping[str, float]:
    return {step: times for step, times in visits.items() if step != join}


def _minutes(subject: Subject, visits: Mapping[str, float], inner: Mapping[str, Overlap], most: bool) -> float:
    """Expected minutes of one branch, without what runs in parallel inside it."""
    total = 0.0
    for step, times in visits.items():
        if times and math.isfinite(times):
            beside = inner.get(step)
            overlapped = (beside.most if most else beside.minutes) if beside else 0.0
            total += times * (elapsed(subject, step) - overlapped)
    return total

"""Split-join pairs, matched by immediate dominators and postdominators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from frictionaudit.analysis.flow.graph import Arc, FrictionGraph
from frictionaudit.analysis.flow.markov.reduction import logic, stopping

_FAR = 2000
"""Steps that a branch is followed: farther, no reader would see a split and its join as a pair."""


@dataclass(frozen=True)
class Meeting:
    """Where at least two branches of a split meet, though not every case gets there on each branch."""

    gateway: str
    elsewhere: tuple[str, ...]
    """The first steps of the branches that never lead there."""
    leaving: tuple[str, ...]
    """The steps by which a case has left a branch that leads there."""


@dataclass(frozen=True)
class Unmatched:
    """A split without a join of its type, or a join without a split.

    `instead` is the step found in its place. Where that is no gateway, `meeting` is where some branches meet.
    """

    step: str
    lacks: Literal["join", "split"]
    instead: str | None
    meeting: Meeting | None = None


def unmatched(graph: FrictionGraph, steps: Iterable[str]) -> Iterator[Unmatched]:
    """Splits and joins without a partner; a mismatched pair is reported once, at its split."""
    candidates = list(steps)
    stops = stopping(graph, {step: logic(graph, step) for step in graph.reachable})
    after = _certain_postdominators(graph, stops)
    reported: set[str] = set()
    for step in candidates:
        if graph.is_split(step):
            nearest = [after.get(step), graph.immediate_postdominator.get(step)]  # without and with optional branches
            if not any(join is not None and _closes(graph, step, join) for join in nearest):
                found = _without_join(graph, step, nearest[0], stops)
                reported.update(join for join in (found.instead, found.meeting and found.meeting.gateway) if join)
                if found.instead is None or not _closes(graph, step, found.instead):
                    yield found
    for step in candidates:
        if _joins(graph, step) and step not in reported and not _has_split_before(graph, step):
            yield Unmatched(step, "split", graph.immediate_dominator.get(step))


def _has_split_before(graph: FrictionGraph, join: str) -> bool:
    """Whether a split of its kind comes before a join, on one of the ways to it at least.

    An inclusive join waits for what a parallel split sends out too, so that one serves as well.
    """
    kinds = {logic(graph, join), "AND"}
    return any(graph.is_split(step) and logic(graph, step) in kinds for step in graph.before(join) - {join})


def _without_join(graph: FrictionGraph, split: str, instead: str | None, stops: Container[str]) -> Unmatched:
    """What is found in place of a join: the step after all branches, else the gateway at which some of them meet."""
    met = None if instead is not None and graph.steps[instead].kind.gateway else _meeting(graph, split, stops)
    if met is not None and not met.elsewhere and not met.leaving:
        return Unmatched(split, "join", met.gateway)  # no case has an end, so no step comes after all branches
    return Unmatched(split, "join", instead, met)


def _meeting(graph: FrictionGraph, split: str, stops: Container[str]) -> Meeting | None:
    """The join at which most branches of a split meet, the nearest of these; None where no two of them do."""
    branches = list(dict.fromkeys(arc.target for arc in graph.outgoing[split]))
    passed = [_onward(graph, branch, split) for branch in branches]
    met = Counter(step for steps in passed for step in steps)
    joins = [step for step, times in met.items() if times > 1 and logic(graph, step) != "XOR" and _joins(graph, step)]
    if not joins:
        return None
    far = {step: sum(steps.get(step, 0) for steps in passed) for step in joins}
    gateway = min(joins, key=lambda step: (-met[step], far[step], step))
    on_the_way = {
        step: None
        for branch, steps in zip(branches, passed, strict=True)
        if gateway in steps
        for step in _onward(graph, branch, gateway)
    }
    leading = _leading(graph, gateway, on_the_way)
    arcs = (arc for step in on_the_way if step in leading and step != gateway for arc in graph.outgoing[step])
    leaving = dict.fromkeys(arc.target for arc in arcs if arc.target not in leading and arc.target not in stops)
    elsewhere = (branch for branch, steps in zip(branches, passed, strict=True) if gateway not in steps)
    return Meeting(gateway, tuple(elsewhere), tuple(leaving))


def _leading(graph: FrictionGraph, gateway: str, among: Container[str]) -> set[str]:
    """The steps among some from which a gateway can be reached, itself included."""
    leading, queue = {gateway}, [gateway]
    for step in queue:  # grows while it is walked
        for arc in graph.incoming[step]:
            if arc.source in among and arc.source not in leading:
                leading.add(arc.source)
                queue.append(arc.source)
    return leading


def _onward(graph: FrictionGraph, first: str, until: str) -> dict[str, int]:
    """The steps from a first one on that can be reached without passing another, with the order they come in."""
    seen = {first: 0}
    queue = [first] if first != until else []
    for step in queue:  # grows while it is walked
        for arc in graph.outgoing[step]:
            if arc.target not in seen and len(seen) < _FAR:
                seen[arc.target] = len(seen)
                if arc.target != until:
                    queue.append(arc.target)
    return seen


def _certain_postdominators(graph: FrictionGraph, stops: Container[str]) -> Mapping[str, str | None]:
    """The immediate postdominators, ignoring arcs that stop the case or are optional at an inclusive split."""
    certain_arcs = [arc for arc in graph.arcs if arc.target not in stops and not _optional(graph, arc)]
    return (
        graph.immediate_postdominator
        if len(certain_arcs) == len(graph.arcs)
        else graph.postdominators_over(certain_arcs)
    )


def _optional(graph: FrictionGraph, arc: Arc) -> bool:
    """Whether an arc of an inclusive split is optional while another is certain."""
    if logic(graph, arc.source) != "OR":
        return False
    certain = [branch for branch in graph.outgoing[arc.source] if branch.flow.share and branch.flow.share.value == 1]
    return bool(certain) and arc not in certain


def _closes(graph: FrictionGraph, split: str, join: str) -> bool:
    """Whether a join is of the kind of a split, or an inclusive one that cases also come to without the split."""
    past_split = logic(graph, join) == "OR" and not graph.certainly_before(split, join)
    return _joins(graph, join) and (logic(graph, join) == logic(graph, split) or past_split)


def _joins(graph: FrictionGraph, step: str) -> bool:
    """Whether a step has more than one reachable incoming arc."""
    return sum(arc.source in graph.reachable for arc in graph.incoming[step]) > 1


def enclosing(graph: FrictionGraph, step: str) -> tuple[str, ...]:
    """The nearest dominating parallel or inclusive split, if there is one."""
    for before in graph.always_before(step):
        if logic(graph, before) != "XOR" and graph.is_split(before):
            return (before,)
    return ()

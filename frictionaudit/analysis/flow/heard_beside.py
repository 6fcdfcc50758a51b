"""Messages beside a silent branch: a branch that is always taken and always tells something is heard by everyone."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import networkx as nx

from frictionaudit.analysis.flow.durations import has_unknown_wait
from frictionaudit.analysis.flow.markov.blocks import Block, blocks_of
from frictionaudit.analysis.flow.subject import Subject

Stretch = tuple[float, tuple[str, ...]]
"""Elapsed minutes, and the steps on the way."""
Minutes = Callable[[str], float]


@dataclass
class HeardBeside:
    """`steps` are silent, but a branch beside them tells something; `since` is the silence on arrival at a join."""

    steps: set[str] = field(default_factory=set)
    since: dict[str, Stretch] = field(default_factory=dict)


def heard_beside(subject: Subject, breaking: Iterable[str], minutes: Minutes) -> HeardBeside:
    """The silent branches of parallel blocks beside which a message certainly comes, inner blocks first.

    `breaking` are the steps that end a silence, `minutes` the elapsed time of one visit to a step.
    """
    telling, heard = frozenset(breaking), HeardBeside()
    for block in blocks_of(subject.graph).by_join.values():
        if block.kind != "parallel" or not block.waits_for_all or block.loose:
            continue
        branches = [branch for branch in block.branches if branch]
        speaking = [branch for branch in branches if _certainly_tells(subject, block, branch, telling, heard.steps)]
        silent = [branch for branch in branches if branch not in speaking and not branch & telling]
        if not speaking or not silent:
            continue
        heard.since[block.join] = _since(subject, block, speaking, telling, minutes)
        heard.steps |= frozenset().union(*silent)
    return heard


def _certainly_tells(
    subject: Subject, block: Block, branch: frozenset[str], telling: frozenset[str], heard: set[str]
) -> bool:
    """Whether no way through a branch gets to the join without a message."""
    queue = [arc.target for arc in subject.graph.outgoing[block.split] if arc.target in branch]
    seen = {*queue}
    while queue:
        step = queue.pop()
        if step in telling or step in heard:
            continue
        for arc in subject.graph.outgoing[step]:
            if arc.target == block.join:
                return False
            if arc.target not in seen:
                seen.add(arc.target)
                queue.append(arc.target)
    return True


def _since(
    subject: Subject, block: Block, speaking: list[frozenset[str]], telling: frozenset[str], minutes: Minutes
) -> Stretch:
    """The time from the last certain message, and the step that tells it, to the join; that waits for all branches.

    Where a speaking branch states no wait, nobody knows when its message comes; then only what follows it counts.
    """
    whole = max((_through(subject, block, branch, minutes) for branch in block.branches if branch), default=(0.0, ()))
    least, told = math.inf, ""
    for branch in speaking:
        quiet = _to_the_join(subject, block, branch - telling, minutes)
        tail, last = max(
            (quiet[arc.target][0] if arc.target in quiet else 0.0, step)
            for step in branch & telling
            for arc in subject.graph.outgoing[step]
            if arc.target in quiet or arc.target == block.join
        )
        known = not any(has_unknown_wait(subject, step) for step in branch)
        spare = whole[0] - _through(subject, block, branch, minutes)[0] if known else 0.0
        # without time to spare, its own steps say it all
        least, told = min((least, told), (spare + tail if spare > 0 else 0.0, last))
    if least >= whole[0] - 1e-6:
        return least, whole[1]  # the message comes at once, and the whole branch is silent
    return least, (told, *(step for step in whole[1] if step != told)) if least else ()


def _through(subject: Subject, block: Block, branch: frozenset[str], minutes: Minutes) -> Stretch:
    """The longest way through a branch."""
    ways = _to_the_join(subject, block, branch, minutes)
    return max(ways.values(), default=(0.0, ()))


def _to_the_join(subject: Subject, block: Block, steps: frozenset[str], minutes: Minutes) -> Mapping[str, Stretch]:
    """For each step the longest way to the join within some steps; a loop counts with its expected rounds."""
    graph = subject.graph
    inner = nx.DiGraph((a.source, a.target) for step in steps for a in graph.outgoing[step] if a.target in steps)
    inner.add_nodes_from(sorted(steps))
    entered = subject.visits(block.split).value
    ways: dict[str, Stretch] = {}
    for part in nx.strongly_connected_components(inner):  # successors come before predecessors
        onward = [arc.target for step in part for arc in graph.outgoing[step] if arc.target not in part]
        ahead = [ways.get(step, (0.0, ())) for step in onward if step in ways or step == block.join]
        own = sum(minutes(step) * (_rounds(subject, step, entered) if len(part) > 1 else 1.0) for step in part)
        if ahead:
            further, path = max(ahead)
            ways |= {step: (own + further, (*sorted(part), *path)) for step in part}
    return ways


def _rounds(subject: Subject, step: str, entered: float) -> float:
    rounds = subject.visits(step).value / entered if entered else 1.0
    return rounds if math.isfinite(rounds) else 1.0

"""Adjacent steps: the second always follows the first, and nothing else leads to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from frictionaudit.analysis.flow.durations import waits
from frictionaudit.analysis.flow.subject import Subject


def adjacent_tasks(subject: Subject) -> Iterator[tuple[str, str]]:
    """Each task with a single outgoing flow, and the task it leads to if that has a single incoming flow."""
    graph = subject.graph
    for step in subject.tasks:
        outgoing = graph.outgoing[step]
        if len(outgoing) == 1:
            following = outgoing[0].target
            if following in subject.tasks and len(graph.incoming[following]) == 1:
                yield step, following


def follows_immediately(subject: Subject, step: str) -> bool:
    """Whether the page states that there is no wait before a step; a wait that is not stated is unknown."""
    wait = subject.procedure.steps[step].wait
    return wait is not None and not any(map(subject.procedure.calendar.expected_elapsed, waits(subject, step)))


def chains(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Pairs of adjacent steps joined into chains of maximal length."""
    following = dict(pairs)
    chains = []
    for first in sorted(set(following) - set(following.values())):
        chain = [first]
        while chain[-1] in following:
            chain.append(following[chain[-1]])
        chains.append(tuple(chain))
    return chains

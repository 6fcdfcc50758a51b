"""Two steps of which the second always follows the first, and never anything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from frictionaudit.analysis.flow.durations import waits
from frictionaudit.analysis.flow.subject import Subject


def neighbours(subject: Subject) -> Iterator[tuple[str, str]]:
    """Tasks with one way on and the task it leads to, where no other way leads there. Linear in flows."""
    graph = subject.graph
    for step in subject.tasks:
        ways = graph.outgoing[step]
        if len(ways) == 1:
            then = ways[0].target
            if then in subject.tasks and len(graph.incoming[then]) == 1:
                yield step, then


def at_once(subject: Subject, step: str) -> bool:
    """Whether the page says that nothing is waited for before a step; what it does not say is not known."""
    wait = subject.procedure.steps[step].wait
    return wait is not None and not any(map(subject.procedure.calendar.expected_elapsed, waits(subject, step)))


def rows(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Pairs of neighbours as rows, each as long as it goes."""
    following = dict(pairs)
    found = []
    for first in sorted(set(following) - set(following.values())):
        row = [first]
        while row[-1] in following:
            row.append(following[row[-1]])
        found.append(tuple(row))
    return found

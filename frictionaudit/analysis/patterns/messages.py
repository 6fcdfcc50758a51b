"""What the customer has been told by the time a case comes to a step."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject


def untold_since_decision(subject: Subject, word: str) -> frozenset[str]:
    """Steps to which some way leads that has not told the customer something since the last decision on it.

    `word` is a key of `tells`. What the step itself tells counts, and so does what is told by the step at which
    the way forked, because that is where the decision is told. Linear in steps and flows.
    """
    graph = subject.graph
    silent = {step for step, drawn in graph.steps.items() if not getattr(drawn.tells, word)}
    queue = [step for step in silent if graph.is_split(step) or not graph.incoming[step]]
    leaving = set(queue)  # silent steps that a case can leave without having been told
    while queue:
        for arc in graph.outgoing[queue.pop()]:
            if arc.target in silent and arc.target not in leaving:
                leaving.add(arc.target)
                queue.append(arc.target)
    return frozenset(
        step
        for step in silent
        if not graph.incoming[step] or any(arc.source in leaving for arc in graph.incoming[step])
    )


def told_before_fork(subject: Subject, word: str) -> frozenset[str]:
    """Steps after which the customer is told something before the way forks. Linear in steps and flows."""
    graph = subject.graph
    queue = [step for step, drawn in graph.steps.items() if getattr(drawn.tells, word)]
    found: set[str] = set()
    while queue:
        for arc in graph.incoming[queue.pop()]:
            if arc.source not in found and len(graph.outgoing[arc.source]) == 1:
                found.add(arc.source)
                queue.append(arc.source)
    return frozenset(found)

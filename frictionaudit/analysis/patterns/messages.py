"""What the customer has been told by the time a case reaches a step."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import StepKind, Tells


def untold_since_decision(subject: Subject, word: str) -> frozenset[str]:
    """Steps that some path reaches without telling the customer something since its last split.

    `word` is a key of `tells`. The step itself counts, and so does the step at the split, because it tells the
    decision. Linear in steps and flows.
    """
    return silent_since_decision(subject, (id for id, step in subject.graph.steps.items() if getattr(step.tells, word)))


def silent_since_decision(subject: Subject, telling: Iterable[str]) -> frozenset[str]:
    """Steps that some path reaches without passing one of the telling steps since its last split.

    Linear in steps and flows.
    """
    graph = subject.graph
    silent = set(graph.steps) - set(telling)
    queue = [step for step in silent if graph.is_split(step) or not graph.incoming[step]]
    leaving = set(queue)  # silent steps that a case can leave without being told
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


def told_before_split(subject: Subject, word: str) -> frozenset[str]:
    """Steps after which the customer is told something before the next split. Linear in steps and flows."""
    return heard_before_split(subject, (id for id, step in subject.graph.steps.items() if getattr(step.tells, word)))


def heard_before_split(subject: Subject, telling: Iterable[str]) -> frozenset[str]:
    """Steps after which a telling step certainly comes before the next split. Linear in steps and flows."""
    graph = subject.graph
    queue = list(telling)
    told: set[str] = set()
    while queue:
        for arc in graph.incoming[queue.pop()]:
            if arc.source not in told and len(graph.outgoing[arc.source]) == 1:
                told.add(arc.source)
                queue.append(arc.source)
    return frozenset(told)


def certainly_next(subject: Subject, wanted: Iterable[str], before: Collection[str]) -> frozenset[str]:
    """Steps from which every way passes one of the wanted steps before any of the others in `before`.

    One branch of a parallel gateway is enough. The wanted steps belong to them. Linear in steps and flows.
    """
    graph = subject.graph
    found = set(wanted)
    queue = list(found)
    missing = {
        id: 1 if graph.routing(id) is StepKind.PARALLEL else len({arc.target for arc in arcs})
        for id, arcs in graph.outgoing.items()
    }
    while queue:
        for source in {arc.source for arc in graph.incoming[queue.pop()]}:
            missing[source] -= 1
            if missing[source] <= 0 and source not in found and source not in before:
                found.add(source)
                queue.append(source)
    return frozenset(found)


def told_so_far(subject: Subject) -> Mapping[str, frozenset[str]]:
    """For each step that a case can reach, the keys of `tells` that it or some step on each way to it tells.

    All branches of a parallel gateway have been passed at its join. Linear in steps and flows for each key.
    """
    graph = subject.graph
    own = {
        id: frozenset(key for key in Tells.model_fields if getattr(graph.steps[id].tells, key)) for id in graph.steps
    }
    told = dict.fromkeys(graph.reachable, frozenset(Tells.model_fields))  # until a way is found that tells less
    queue = deque(step for part in graph.components for step in sorted(part) if step in told)
    queued = set(queue)
    while queue:
        step = queue.popleft()
        queued.discard(step)
        before = [told[arc.source] for arc in graph.incoming[step] if arc.source in told]
        joins = graph.routing(step) is StepKind.PARALLEL
        heard = frozenset().union(*before) if joins else frozenset(Tells.model_fields).intersection(*before)
        now = own[step] | (frozenset() if step in graph.entries else heard)
        if now != told[step]:
            told[step] = now
            again = [arc.target for arc in graph.outgoing[step] if arc.target not in queued]
            queue += again
            queued |= {*again}
    return told

"""Loops back: flows from a decision on which every case is certain to return to that decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from frictionaudit.analysis.flow.graph import Arc
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import StepKind


@dataclass(frozen=True)
class LoopBack:
    """An outgoing flow of a decision, and the steps that every case passes on it until it returns to the decision."""

    arc: Arc
    steps: tuple[str, ...]


def loops_back(subject: Subject) -> Iterator[LoopBack]:
    """The flows of exclusive decisions that are certain to return there; none of a decision where all flows do."""
    graph = subject.graph
    for loop in graph.loops:
        for source in sorted(loop):
            outgoing = graph.outgoing[source]
            if len(outgoing) < 2 or graph.routing(source) is not StepKind.EXCLUSIVE:
                continue
            returning = [
                LoopBack(arc, steps)
                for arc in outgoing
                if (steps := _steps_until_return(subject, arc, loop)) is not None
            ]
            if len(returning) < len(outgoing):
                yield from returning


def _steps_until_return(subject: Subject, arc: Arc, loop: frozenset[str]) -> tuple[str, ...] | None:
    """The steps certain to be passed until the source of an arc is reached again; None where it may not be."""
    passed: list[str] = []
    step: str | None = arc.target
    while step is not None and step in loop:
        if step == arc.source:
            return tuple(passed)
        passed.append(step)
        step = subject.graph.immediate_postdominator.get(step)
    return None


def decided_at(subject: Subject, step: str) -> str:
    """The step that decides: the one before a gateway that follows it alone, otherwise the step itself."""
    if subject.procedure.steps[step].kind.gateway:
        incoming = subject.graph.incoming[step]
        if len(incoming) == 1:
            return incoming[0].source
    return step

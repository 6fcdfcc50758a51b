"""Ways on which a case goes back to where it was, and comes again to where it left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from frictionaudit.analysis.flow.graph import Arc
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import StepKind


@dataclass(frozen=True)
class WayBack:
    """A way on from a decision, and the steps that every case on it passes until it comes to the decision again."""

    arc: Arc
    steps: tuple[str, ...]


def ways_back(subject: Subject) -> Iterator[WayBack]:
    """Every way of an exclusive decision whose cases are sure to come to that decision again, unless all ways are."""
    graph = subject.graph
    for loop in graph.loops:
        for source in sorted(loop):
            ways = graph.outgoing[source]
            if len(ways) < 2 or graph.routing(source) is not StepKind.EXCLUSIVE:
                continue
            back = [WayBack(arc, steps) for arc in ways if (steps := _until(subject, arc, loop)) is not None]
            if len(back) < len(ways):
                yield from back


def _until(subject: Subject, arc: Arc, loop: frozenset[str]) -> tuple[str, ...] | None:
    """The steps certain to be passed on the way back to where an arc leaves; None where it does not lead back."""
    found: list[str] = []
    step: str | None = arc.target
    while step is not None and step in loop:
        if step == arc.source:
            return tuple(found)
        found.append(step)
        step = subject.graph.immediate_postdominator.get(step)
    return None


def decided_at(subject: Subject, step: str) -> str:
    """The step that decides: the one before a gateway that belongs to it alone, else the step itself."""
    if subject.procedure.steps[step].kind.gateway:
        ways = subject.graph.incoming[step]
        if len(ways) == 1:
            return ways[0].source
    return step

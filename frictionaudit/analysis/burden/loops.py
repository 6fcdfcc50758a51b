"""The flows that send a case back, after which it is certain to come round again; the way back, and what it costs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache, partial

from frictionaudit.analysis.burden.amounts import Amount, adjoints, per_visit, to_go
from frictionaudit.analysis.flow.graph import Arc, FrictionGraph
from frictionaudit.analysis.flow.reweighting import Shares, rescaled, visits_if
from frictionaudit.analysis.flow.subject import CustomerSegment, Subject
from frictionaudit.domain.procedure import StepKind

_NOT_EXCLUSIVE = (StepKind.PARALLEL, StepKind.INCLUSIVE, StepKind.COMPLEX)


@lru_cache(maxsize=4)
def return_flows(graph: FrictionGraph) -> tuple[Arc, ...]:
    """The flows to close if a loop is to be taken away, at least one for each loop that has such a flow.

    A branch sends a case back if every path from it, short of giving up, passes a step again that is certain to have
    come before the decision. Of a loop in which no branch does, a flow to an earlier step is taken.
    """
    if not graph.loops:
        return ()
    settled, following = _settled(graph), _following(graph)
    position = {step: n for n, step in enumerate(graph.procedure.in_reading_order())}
    found: list[Arc] = []
    for loop in graph.loops:
        decisions = [step for step in sorted(loop, key=position.__getitem__) if _decides(graph, step)]
        returning = [arc for step in decisions for arc in _returning(graph, step, following, settled)]
        found += returning or [
            arc
            for step in decisions
            for arc in graph.outgoing[step]
            if arc.target in loop and position[arc.target] <= position[step]
        ]
    return tuple(found)


def way_back(graph: FrictionGraph, arc: Arc) -> tuple[str, ...]:
    """The steps that a case passes after a return flow, as far as they are certain.

    The last one is where the loop closes: the first of them with a name at which the case certainly was before.
    """
    passed: list[str] = []
    for step in _ahead(arc.target, _following(graph)):
        passed.append(step)
        named = graph.steps[step].name or not graph.steps[step].kind.gateway
        if step == arc.source or (named and graph.certainly_before(step, arc.source)):
            break
    return tuple(passed)


def returns_by(subject: Subject, steps: Collection[str]) -> tuple[Arc, ...]:
    """The return flows that cases take which decide at one of some steps, or pass one of them on the way back."""
    graph = subject.graph
    return tuple(arc for arc in return_flows(graph) if {arc.source, *way_back(graph, arc)} & set(steps))


def cost_of_returns(subject: Subject, arcs: Sequence[Arc], amount: Amount) -> float:
    """What going back takes of an amount per case: what is saved if some flows are closed, and no case goes back.

    The shares of the flows go to the other branches. Negative where going back saves something; not finite where
    cases could not come to an end without the flows.
    """
    return -_change(subject, tuple(arcs), amount)


def _change(subject: Subject, arcs: tuple[Arc, ...], amount: Amount) -> float:
    if len(arcs) != 1:
        return _change_solved(subject, arcs, amount)
    change = 0.0
    for n, (segment, adjoint) in enumerate(zip(subject.segments, adjoints(subject), strict=True)):
        own = adjoint.change(arcs[0].source, _closed(subject, arcs, segment), to_go(subject, amount)[n])
        if own is None:
            return _change_solved(subject, arcs, amount)
        change += segment.share * own
    return change


def _change_solved(subject: Subject, arcs: tuple[Arc, ...], amount: Amount) -> float:
    """The same, with the visits solved again."""
    change = 0.0
    for segment, after, amounts in zip(subject.segments, _visits(subject, arcs), per_visit(subject), strict=True):
        before = segment.visits.value
        change += segment.share * sum((after[s] - before[s]) * each for s, each in amounts[amount].items() if each)
    return change


@lru_cache(maxsize=64)  # for each amount
def _visits(subject: Subject, arcs: tuple[Arc, ...]) -> list[Mapping[str, float]]:
    return visits_if(subject, partial(_closed, subject, arcs))


def _closed(subject: Subject, arcs: Sequence[Arc], segment: CustomerSegment) -> Shares:
    """The shares of all flows after the decisions, if some flows are closed; the last flow of a decision stays open."""
    weights, shares = segment.visits.routing.weights, dict[str, float]()
    for source in dict.fromkeys(arc.source for arc in arcs):
        left = list(subject.graph.outgoing[source])
        now = {arc.id: weights[arc.id].value for arc in left}
        for arc in arcs:
            if arc.source == source and len(left) > 1:
                now.update(rescaled(left, now, arc.id, 0.0))
                left.remove(arc)
        shares.update(now)
    return shares


def _decides(graph: FrictionGraph, step: str) -> bool:
    return graph.is_split(step) and graph.routing(step) not in _NOT_EXCLUSIVE


def _returning(
    graph: FrictionGraph, step: str, following: Mapping[str, str | None], settled: Collection[str]
) -> Iterator[Arc]:
    arcs = [arc for arc in graph.outgoing[step] if arc.target in settled]
    back = [arc for arc in arcs if any(graph.certainly_before(at, step) for at in _ahead(arc.target, following))]
    if len(back) < len(arcs):  # where all branches lead back, an earlier decision has sent the case back
        yield from back


def _ahead(step: str | None, following: Mapping[str, str | None]) -> Iterator[str]:
    """A step and all that every path from it passes."""
    while step is not None:
        yield step
        step = following.get(step)


@lru_cache(maxsize=4)  # asked for each flow
def _following(graph: FrictionGraph) -> Mapping[str, str | None]:
    """For each step the next one that every case passes which is not given up."""
    settled = _settled(graph)
    return graph.postdominators_over(arc for arc in graph.arcs if arc.target in settled)


def _settled(graph: FrictionGraph) -> frozenset[str]:
    """The steps from which a case can come to an end that is not given up."""
    return graph.leading_to(end for end in graph.procedure.ends if graph.steps[end].outcome != "abandoned")

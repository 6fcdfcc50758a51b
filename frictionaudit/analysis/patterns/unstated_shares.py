"""Decisions that leave open how many cases follow each flow."""

from __future__ import annotations

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.graph import Arc
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import StepKind

NOT_EXCLUSIVE = (StepKind.INCLUSIVE, StepKind.COMPLEX)


def unstated_flows(subject: Subject, step: str) -> tuple[Arc, ...]:
    """The flows of a decision without a share, where the stated shares do not tell it; empty where nothing is open.

    One of several flows that exclude each other takes the rest. Shares for each customer group are enough if the groups
    together include everyone.
    """
    graph = subject.graph
    arcs, kind = graph.outgoing[step], graph.routing(step)
    if len(arcs) < 2 or kind is StepKind.PARALLEL or step not in graph.reachable:
        return ()
    groups = subject.procedure.groups.values()
    exhaustive = sum(group.share.value for group in groups) >= 1 - 1e-9
    unstated = tuple(
        arc
        for arc in arcs
        if arc.flow.share is None and not (exhaustive and all(arc.id in group.flows for group in groups))
    )
    if kind in NOT_EXCLUSIVE:
        return unstated
    rest = 1 - sum(arc.flow.share.value for arc in arcs if arc.flow.share is not None)
    return unstated if len(unstated) > 1 and rest > 1e-6 else ()


def decisions_split_evenly(subject: Subject) -> tuple[str, ...]:
    """How a reader knows the decisions for which an even split is assumed, because their shares are not stated."""
    graph = subject.graph
    return tuple(describe(graph, step) for step in graph.steps if unstated_flows(subject, step))

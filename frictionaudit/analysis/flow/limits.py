"""Limits on repeats (`at_most`) belong to decisions: only there can a case that reached one go elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import networkx as nx

from frictionaudit.domain.procedure import Flow, Procedure, StepKind

Passage = tuple[str, Flow]
_CONCURRENT = (StepKind.PARALLEL, StepKind.INCLUSIVE, StepKind.COMPLEX)


def decides(procedure: Procedure, step: str) -> bool:
    """Whether a case takes one of several flows after a step."""
    return len(procedure.steps[step].next) > 1 and procedure.steps[step].kind not in _CONCURRENT


def at_decisions(procedure: Procedure) -> tuple[Passage, ...]:
    """The flows with their sources; a limit on a loop's only way on moves back to the decision that alone leads there.

    Where several ways lead there, the limit stays, and nothing keeps it.
    """
    flows = tuple(procedure.flows)
    alone = [(source, flow) for source, flow in flows if flow.at_most is not None and not _branches(procedure, source)]
    if not alone:
        return flows
    loop_of = _loops(flows)
    into: dict[str, list[Passage]] = {}
    for source, flow in flows:
        into.setdefault(flow.to, []).append((source, flow))
    limits = {(source, flow.key): flow.at_most for source, flow in flows}
    for source, flow in alone:
        decision = _decision_before(procedure, source, into) if loop_of[source] == loop_of[flow.to] else None
        if decision is not None and flow.at_most is not None:
            known = limits[decision]
            limits[decision] = flow.at_most if known is None else min(known, flow.at_most)
            limits[source, flow.key] = None
    return tuple((source, flow.model_copy(update={"at_most": limits[source, flow.key]})) for source, flow in flows)


def _branches(procedure: Procedure, step: str) -> bool:
    return len(procedure.steps[step].next) > 1


def _decision_before(procedure: Procedure, step: str, into: Mapping[str, Sequence[Passage]]) -> tuple[str, str] | None:
    """The flow that every case takes to a step from the last decision; None where there are several, or none."""
    seen = {step}
    while len(ways := into.get(step, ())) == 1:
        ((source, flow),) = ways
        if _branches(procedure, source):
            return (source, flow.key) if decides(procedure, source) else None
        if source in seen:
            return None
        seen.add(source)
        step = source
    return None


def _loops(flows: Sequence[Passage]) -> Mapping[str, int]:
    """The number of the strongly connected component of each step."""
    graph = nx.DiGraph((source, flow.to) for source, flow in flows)
    parts = enumerate(nx.strongly_connected_components(graph))
    return {step: n for n, part in parts for step in part}

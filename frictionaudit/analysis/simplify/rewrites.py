"""Rewrites that several heuristics share: removing a step, setting attributes, a new id."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from frictionaudit.analysis.simplify.working_copy import WorkingCopy, refers_to
from frictionaudit.domain.changes import Change, StepAmended
from frictionaudit.domain.procedure import Flow, Procedure, Step


def without_step(procedure: Procedure, step: str, to: str | None = None) -> tuple[Change, ...] | None:
    """The changes that remove a step: its incoming flows lead to `to`, or to where its only outgoing flow leads.

    Steps that become unreachable are removed too. A limit on repeats (`at_most`) moves to the incoming flows. None
    where removal alone is not enough: a start or an end, a step with several outgoing flows and no `to`, a loop that
    would lead back to its source, or a step that another step names as its recovery or the decision it reviews.
    """
    targets = {flow.to for flow in procedure.steps[step].next}
    target = to or (next(iter(targets)) if len(targets) == 1 else None)
    sources = list(dict.fromkeys(source for source, flow in procedure.flows if flow.to == step))
    if step in procedure.starts or target is None or target == step or target in sources:
        return None
    if refers_to(procedure.steps, step):
        return None
    copy = WorkingCopy(procedure)
    copy.reroute_all(step, target)
    for source in sources:
        copy.limit(source, target, _limit(procedure.steps[step], target))
    splits = len(procedure.steps[target].next) > 1 and procedure.steps[target].kind.gateway
    copy.remove(step, before=sources[0] if len(sources) == 1 else None, after=None if splits else target)
    return copy.changes() if copy.prune() else None


def _limit(step: Step, target: str) -> int | None:
    """How often a case can go from a step to its target at most; None where a flow there has no limit."""
    limits = [flow.at_most for flow in step.next if flow.to == target]
    return sum(limit for limit in limits if limit is not None) if limits and None not in limits else None


def amend_step(step: str, **attributes: Any) -> tuple[Change, ...]:
    """The changes that set attributes of a step, in page form."""
    return tuple(StepAmended(id=step, attribute=attribute, value=value) for attribute, value in attributes.items())


def fresh_id(steps: Iterable[str], wanted: str) -> str:
    """An unused step id: the wanted one, with a number where it is taken."""
    taken = set(steps)
    return next(id for n in range(1, len(taken) + 2) if (id := wanted if n == 1 else f"{wanted}-{n}") not in taken)


def main_flow(step: Step) -> Flow | None:
    """The outgoing flow that most cases take; None where there are several and no share is known."""
    if len(step.next) == 1:
        return step.next[0]
    known = [(flow.share.value, flow.key, flow) for flow in step.next if flow.share is not None]
    return max(known, key=lambda entry: entry[:2])[2] if known else None

"""Which steps the customer's view shows, and in whose lane: what they do, what reaches them, and how it ends."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Side, StepKind

CUSTOMER, ORGANISATION = "customer-view.customer", "customer-view.organisation"
_FORKS = (StepKind.PARALLEL, StepKind.INCLUSIVE)


def seats(subject: Subject) -> Mapping[str, str]:
    """The lane of each step that is shown; a third party whom the customer hears of has a lane of its own."""
    steps = subject.procedure.steps
    lane = {id: seat for id in steps if (seat := _seat(subject, id)) is not None}
    for id in _ends_beside_the_case(subject):
        lane.pop(id, None)
    for id, step in steps.items():
        if id not in lane and step.kind in _FORKS and _splits(subject, id, lane):
            lane[id] = CUSTOMER
    return lane


def _seat(subject: Subject, id: str) -> str | None:
    """The lane of a step in this view; None for what the customer neither does nor notices."""
    step, side = subject.procedure.steps[id], subject.side(id)
    if side is Side.CUSTOMER:
        splits = step.kind.gateway and len(step.next) < 2
        return None if splits else CUSTOMER
    if step.kind in (StepKind.START, StepKind.END):
        return CUSTOMER
    parties = subject.procedure.parties
    written = any(parties[party].side is Side.CUSTOMER for party in (*step.sends_to, *step.receives_from))
    if step.kind.gateway or not (step.tells or step.gives or written):
        return None
    return str(step.by) if side is Side.THIRD else ORGANISATION


def _ends_beside_the_case(subject: Subject) -> Collection[str]:
    """Ends of other parties on a branch beside the customer's: another branch of its fork leads to the customer.

    Where none does, the branches that begin with an event, which may happen meanwhile, are beside the case.
    """
    steps, graph = subject.procedure.steps, subject.graph
    own = {id for id in steps if subject.side(id) is Side.CUSTOMER}
    ends = {id for id, step in steps.items() if step.kind is StepKind.END and id not in own}
    beside: set[str] = set()
    for id, step in steps.items():
        if step.kind not in _FORKS or len(step.next) < 2:
            continue
        branches = {arc.target: _reached(subject, arc.target, {id}) for arc in graph.outgoing[id]}
        main = {first for first, branch in branches.items() if branch & own}
        main = main or {first for first in branches if steps[first].kind is not StepKind.EVENT}
        if main:
            of_the_case = set().union(*(branches[first] for first in main))
            beside |= (ends & set().union(*branches.values())) - of_the_case
    return beside


def _splits(subject: Subject, id: str, lane: Collection[str]) -> bool:
    """Whether several branches of a fork lead to different steps that are shown."""
    firsts = {tuple(sorted(_reached(subject, arc.target, lane) & set(lane))) for arc in subject.graph.outgoing[id]}
    return len(firsts - {()}) > 1


def _reached(subject: Subject, start: str, stop: Collection[str] = ()) -> set[str]:
    """The steps that a case can reach from a step, itself included, not going on from those in `stop`."""
    seen, stack = {start}, [start]
    while stack:
        at = stack.pop()
        if at in stop:
            continue
        new = [arc.target for arc in subject.graph.outgoing[at] if arc.target not in seen]
        seen.update(new)
        stack += new
    return seen

"""Steps for which the page draws another channel: branches between which the customer chooses."""

from __future__ import annotations

from frictionaudit.analysis.flow.graph import Arc
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Side, StepKind


def steps_with_drawn_alternative(subject: Subject) -> frozenset[str]:
    """Customer steps on a branch, where another branch of the same choice leads through another channel.

    A choice is a start with several flows, or an exclusive split of the customer's: at their step, or at a gateway
    right after one or after a start. Branches reach from the choice to where they meet again. Those that never meet, or
    only at an end, are different things and no alternatives; nor is a branch without a step of the customer's. A branch
    that leads back does the same thing again.
    """
    graph, steps = subject.graph, subject.procedure.steps
    found: set[str] = set()
    for choice in steps:
        meeting = graph.immediate_postdominator.get(choice)
        if meeting is None or steps[meeting].kind is StepKind.END or not _customer_chooses(subject, choice):
            continue
        branches = [_customer_steps(subject, choice, arc, meeting) for arc in graph.outgoing[choice]]
        channels = [{steps[step].channel for step in branch} - {None} for branch in branches]
        for n, branch in enumerate(branches):
            elsewhere = set().union(*(others for m, others in enumerate(channels) if m != n))
            found |= {step for step in branch if elsewhere - {steps[step].channel}}
    return frozenset(found)


def _customer_chooses(subject: Subject, step: str) -> bool:
    graph, steps = subject.graph, subject.procedure.steps
    if len(graph.outgoing[step]) < 2 or graph.routing(step) is not StepKind.EXCLUSIVE:
        return False
    deciders = [arc.source for arc in graph.incoming[step]] if steps[step].kind.gateway else [step]
    return bool(deciders) and all(
        steps[id].kind is StepKind.START or subject.side(id) is Side.CUSTOMER for id in deciders
    )


def _customer_steps(subject: Subject, choice: str, arc: Arc, meeting: str) -> set[str]:
    """The customer's tasks on a branch until the branches meet, or until it leads back to what everyone has done."""
    seen, queue = {choice, meeting, *subject.graph.always_before(choice)}, [arc.target]
    passed = frozenset(seen)
    while queue:
        step = queue.pop()
        if step not in seen:
            seen.add(step)
            queue += [out.target for out in subject.graph.outgoing[step]]
    own = {step for step in seen if step in subject.tasks and subject.side(step) is Side.CUSTOMER}
    return own - passed

"""After the customer has what they came for: what is left is our own bookkeeping, or a survey."""

from __future__ import annotations

from functools import lru_cache

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.text.told_by_name import results_by_name
from frictionaudit.domain.procedure import Side, StepKind

_IN_PERSON = ("travel", "queue", "counter", "attend")
"""Parts of the customer's effort where they come, or keep time free, for something that is still to be had."""


@lru_cache(maxsize=2)  # a measure and several rules ask for the same subject in turn
def served_steps(subject: Subject) -> frozenset[str]:
    """The steps before which nobody waits any more: every case has heard its result, and nothing is to come.

    Every path to such a step passes one that tells the result. At the step and after it, nothing is told as a result,
    handed out, decided or paid, the customer need not come or stay in, and the case does not end badly. An end that
    tells the result is such a result too. Where a page states no messages, the last step that tells something by its
    name tells the result, unless the case comes back to the customer after it.
    """
    steps, graph = subject.procedure.steps, subject.graph
    named = results_by_name(subject.procedure)
    telling = [id for id, step in steps.items() if (step.tells.result or id in named) and step.kind is not StepKind.END]
    if not telling:  # saves time
        return frozenset()
    awaited = {id for id in steps if id in named or _is_awaited(subject, id)}
    if named:
        ends = {id for id, step in steps.items() if step.kind is StepKind.END}
        awaited |= {id for id in (*subject.tasks, *ends) if subject.side(id) is Side.CUSTOMER}
    return frozenset(
        id
        for id in graph.reachable
        if any(source != id and graph.certainly_before(source, id) for source in telling)
        and not awaited & {id, *graph.after(id)}
    )


def _is_awaited(subject: Subject, id: str) -> bool:
    """Whether something happens at a step that customers wait for."""
    step = subject.procedure.steps[id]
    if step.kind is StepKind.END:
        return bool(step.tells.result) or step.outcome in ("adverse", "abandoned")
    own = step.effort if subject.side(id) is Side.CUSTOMER else None
    pays = own is not None and own.pay and step.fees is None
    comes = own is not None and any(own.part(part) for part in _IN_PERSON)
    return bool(step.tells.result or step.gives or step.control or step.fees or pays or comes or step.outcome)

"""The channels through which customers and the organisation deal with each other already."""

from __future__ import annotations

from collections import Counter

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Channel, Side


def channels_in_use(subject: Subject) -> Counter[Channel]:
    """How many steps use each channel, also as an alternative.

    Steps of the customer in which nobody of ours takes part do not count: the counter of a post office is not ours.
    """
    return Counter(
        channel
        for id, step in subject.procedure.steps.items()
        if _is_with_us(subject, id)
        for channel in {step.channel, *step.also}
        if channel is not None
    )


def only_searches(subject: Subject, id: str) -> bool:
    """Whether people only look for something at a step, such as a number."""
    step = subject.procedure.steps[id]
    return step.effort is not None and set(step.effort.model_dump(exclude_none=True)) == {"search"} and not step.asks


def only_appears(subject: Subject, id: str) -> bool:
    """Whether the page says no more than that people come in person and wait: nothing is asked or handed out there.

    Then they may fetch something, or have to be seen.
    """
    step = subject.procedure.steps[id]
    if step.channel not in (Channel.COUNTER, Channel.ONSITE):
        return False
    parts = set(step.effort.model_dump(exclude_none=True)) if step.effort is not None else set()
    around = [arc.source for arc in subject.graph.incoming[id]] + [arc.target for arc in subject.graph.outgoing[id]]
    gives = any(subject.procedure.steps[other].gives for other in (id, *around))
    return (
        bool(parts)
        and parts <= {"travel", "queue", "counter", "attend"}
        and not (step.asks or step.submission or gives)
    )


def _is_with_us(subject: Subject, id: str) -> bool:
    """Whether one of ours does a step or takes over from it, or the customer enters something there."""
    step = subject.procedure.steps[id]
    if subject.side(id) is not Side.CUSTOMER or step.effort is None:
        return True
    takers = [subject.side(taker) for taker in subject.taken_over.get(id, ())]
    enters = step.submission is not None or "fill" in step.effort.model_dump(exclude_none=True)
    return enters or any(side is not None and side.ours for side in takers)

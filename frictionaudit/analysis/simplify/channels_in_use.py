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


def _is_with_us(subject: Subject, id: str) -> bool:
    """Whether one of ours does a step or takes over from it, or the customer enters something there."""
    step = subject.procedure.steps[id]
    if subject.side(id) is not Side.CUSTOMER or step.effort is None:
        return True
    takers = [subject.side(taker) for taker in subject.taken_over.get(id, ())]
    enters = step.submission is not None or "fill" in step.effort.model_dump(exclude_none=True)
    return enters or any(side is not None and side.ours for side in takers)

"""Places of others: where a customer goes to a third party, we can put up no seat and open no other channel."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Channel, Side


def at_a_third_party(subject: Subject, step: str) -> bool:
    """Whether a customer's step is with a third party: only third parties take the case over from it.

    A step `at` a place that the page describes is left out, because there the page says what the place is like. So is
    one at home.
    """
    takers, own = subject.taken_over.get(step, ()), subject.procedure.steps[step]
    apart = subject.side(step) is Side.CUSTOMER and own.at is None and own.channel is not Channel.HOME
    return apart and bool(takers) and all(subject.side(taker) is Side.THIRD for taker in takers)

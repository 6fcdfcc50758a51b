"""Places of others: where a customer goes to a third party, we can put up no seat and open no other channel."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Channel, Side


def at_a_third_party(subject: Subject, step: str) -> bool:
    """Whether a customer's step is with a third party: only third parties take the case over from it.

    So is a step at a counter that hands nothing in, right after a third party's: people fetch something there. A step
    `at` a place that the page describes is left out, because there the page says what the place is like. So is one at
    home.
    """
    takers, own = subject.taken_over.get(step, ()), subject.procedure.steps[step]
    if subject.side(step) is not Side.CUSTOMER or own.at is not None or own.channel is Channel.HOME:
        return False
    if takers and all(subject.side(taker) is Side.THIRD for taker in takers):
        return True
    givers = [arc.source for arc in subject.graph.incoming[step]]
    with_us = any(side is not None and side.ours for side in map(subject.side, takers))
    fetches = own.channel is Channel.COUNTER and not own.asks and not with_us
    return fetches and bool(givers) and all(subject.side(giver) is Side.THIRD for giver in givers)

"""Customers' steps that need somebody who is in."""

from __future__ import annotations

from frictionaudit.domain.procedure import Channel, Step

STAFFED = frozenset({Channel.COUNTER, Channel.ONSITE, Channel.PHONE})
"""Channels in which nothing happens when nobody is in."""


def needs_somebody_in(step: Step) -> bool:
    """Whether a step can only be done in person or by phone."""
    return step.channel in STAFFED and STAFFED.issuperset(step.also)

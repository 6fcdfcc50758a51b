"""Whether a change needs a computer system or an online channel that the procedure does not use yet."""

from __future__ import annotations

from frictionaudit.domain.changes import Change
from frictionaudit.domain.changes.base import Amended
from frictionaudit.domain.procedure import Channel, Procedure

_ONLINE = frozenset({Channel.WEB, Channel.APP, Channel.CHAT})


def needs_new_system(procedure: Procedure, change: Change) -> bool:
    """Whether a change brings a system, or an online channel, that the procedure does not use yet."""
    if not isinstance(change, Amended) or not isinstance(change.value, (str, list, tuple)):
        return False
    values = {change.value} if isinstance(change.value, str) else {*map(str, change.value)}
    if change.attribute == "systems":
        return not values <= {system for step in procedure.steps.values() for system in step.systems}
    if change.attribute in ("channel", "also"):
        used = {channel for step in procedure.steps.values() for channel in (step.channel, *step.also)}
        return not {Channel(value) for value in values} & _ONLINE <= used
    return False

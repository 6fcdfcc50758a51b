"""Steps in which the customer is only there: time kept free for a visit, or another trip, with nothing to hand in."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Channel, Side, Step

_BEING_THERE = frozenset({"attend", "travel", "queue", "counter"})


def is_visit(step: Step) -> bool:
    """Whether a step takes only keeping time free, travelling, waiting and being served, and asks for nothing."""
    parts = set(step.effort.model_dump(by_alias=True, exclude_none=True)) if step.effort is not None else set()
    return bool(parts) and parts <= _BEING_THERE and not step.asks


def window(step: Step) -> str:
    """The part of the effort that is time kept free for a visit: `attend`, or waiting at home; empty where none is.

    Where people travel, or come to a counter, nobody visits them: they attend something, such as a talk.
    """
    parts = set(step.effort.model_dump(by_alias=True, exclude_none=True)) if step.effort is not None else set()
    comes_to_us = "travel" in parts or step.channel not in (None, Channel.HOME, Channel.ONSITE)
    if "attend" in parts and not comes_to_us:
        return "attend"
    return "queue" if "queue" in parts and step.channel is Channel.HOME else ""


def kept_free(subject: Subject) -> Iterator[tuple[str, str, float]]:
    """The customer's tasks with time kept free for a visit: the part of effort, and its expected minutes."""
    for id, step in subject.tasks.items():
        part = window(step) if subject.side(id) is Side.CUSTOMER else ""
        time = step.effort.part(part) if part and step.effort is not None else None
        if time is not None:
            yield id, part, subject.procedure.calendar.expected_touch(time)

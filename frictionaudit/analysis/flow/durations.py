"""Elapsed time of one visit to a step, part by part."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import CUSTOMER_PARTS, STAFF_PARTS
from frictionaudit.domain.quantities import Duration


def waits(subject: Subject, step: str) -> list[Duration]:
    """All waiting before a step: on us, on the customer and on third parties."""
    wait = subject.procedure.steps[step].wait
    return [d for d in (wait.queue, wait.batch, wait.customer, wait.third) if d] if wait else []


def timed_parts(subject: Subject, step: str) -> list[tuple[Duration, float]]:
    """What takes time at one visit of a step, each part with its elapsed minutes: waiting before it, and touch time.

    Being served (`counter`) is the other side of our work: where one of our steps with an effort follows, the
    same minutes are counted there. A step that gives only its published processing time takes that.
    """
    calendar, step_data = subject.procedure.calendar, subject.procedure.steps[step]
    if step_data.effort is None and step_data.wait is None and step_data.processing is not None:
        return [(step_data.processing, calendar.expected_elapsed(step_data.processing))]
    parts = [step_data.effort.part(name) for name in _parts(subject, step)] if step_data.effort else []
    touch = [(duration, calendar.expected_touch(duration)) for duration in parts if duration]
    return [*((duration, calendar.expected_elapsed(duration)) for duration in waits(subject, step)), *touch]


def _parts(subject: Subject, step: str) -> list[str]:
    following = [arc.target for arc in subject.graph.outgoing[step]]
    served = any(
        (side := subject.side(target)) is not None and side.ours and subject.procedure.steps[target].effort
        for target in following
    )
    return [part for part in (*CUSTOMER_PARTS, *STAFF_PARTS) if not (served and part == "counter")]


def elapsed(subject: Subject, step: str) -> float:
    """Elapsed minutes of one visit of a step."""
    return sum(minutes for _, minutes in timed_parts(subject, step))

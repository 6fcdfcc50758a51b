"""What the audit could not assess in full: steps without figures, and routing known only within bounds."""

from __future__ import annotations

from collections.abc import Mapping

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures

_LACKS = {
    "customer_minutes": "effort",
    "staff_minutes": "effort",
    "wait_ours": "waiting",
    "wait_customer": "waiting",
    "wait_third": "waiting",
}
"""Measures that need a figure of each step, and what a step lacks if they miss it."""


def steps_not_judged(subject: Subject, measures: Measures) -> Mapping[str, tuple[str, ...]]:
    """Step ids, each with what the page does not state: effort, waiting, or only `who does it` if that is missing."""
    lacking: dict[str, dict[str, None]] = {}
    for key, what in _LACKS.items():
        for step in measures[key].evidence.unknown:
            if step in subject.procedure.steps:
                lacking.setdefault(step, {})[what] = None
    unassigned = {step: {"who does it": None} for step in subject.tasks if subject.side(step) is None}
    return {step: tuple(missing) for step, missing in sorted({**lacking, **unassigned}.items())}


def routing_not_judged(subject: Subject) -> tuple[str, ...]:
    """Why expected figures are known only within bounds, in words, each reason once."""
    return tuple(dict.fromkeys(note for segment in subject.segments for note in segment.visits.routing.notes))

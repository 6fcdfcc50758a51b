"""What could not be judged: steps that say too little, and routing that can only be bounded."""

from __future__ import annotations

from collections.abc import Mapping

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures

_SILENT = {
    "customer_minutes": "effort",
    "staff_minutes": "effort",
    "wait_ours": "waiting",
    "wait_customer": "waiting",
    "wait_third": "waiting",
}
"""Measures that miss something where a step is silent, and what it is silent about."""


def steps_not_judged(subject: Subject, measures: Measures) -> Mapping[str, tuple[str, ...]]:
    """Steps by id, each with what the page does not say of it: effort, waiting, or who does it (then only that)."""
    silent: dict[str, dict[str, None]] = {}
    for key, what in _SILENT.items():
        for step in measures[key].evidence.unknown:
            if step in subject.procedure.steps:
                silent.setdefault(step, {})[what] = None
    nobody = {step: {"who does it": None} for step in subject.tasks if subject.side(step) is None}
    return {step: tuple(missing) for step, missing in sorted({**silent, **nobody}.items())}


def routing_not_judged(subject: Subject) -> tuple[str, ...]:
    """Why expected numbers are only bounds, in words, each reason once."""
    return tuple(dict.fromkeys(note for stream in subject.segments for note in stream.visits.routing.notes))

"""What a step brings to light or hands on, so that later steps can need it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from frictionaudit.analysis.flow.subject import Subject


@lru_cache(maxsize=1)  # several rules ask for the same subject, one after the other
def provided(subject: Subject) -> Mapping[str, frozenset[str]]:
    """For each step what is there once it is done: its results, papers handed out, and what it asks, item by item."""
    forms = subject.procedure.forms
    found = {}
    for id, step in subject.procedure.steps.items():
        items = {*step.makes, *step.gives, *step.asks}
        for thing in step.asks:
            if thing in forms:
                items.update(field.data for field in forms[thing].fields or ())
        found[id] = frozenset(items)
    return found


@lru_cache(maxsize=1)
def providers(subject: Subject) -> Mapping[str, tuple[str, ...]]:
    """For each item the steps after which it is there."""
    found: dict[str, list[str]] = {}
    for step, items in provided(subject).items():
        for item in sorted(items):
            found.setdefault(item, []).append(step)
    return {item: tuple(steps) for item, steps in found.items()}

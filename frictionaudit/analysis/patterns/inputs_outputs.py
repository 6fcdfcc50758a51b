"""The inputs and outputs of each step: what it needs or reads, and what later steps can need."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from frictionaudit.analysis.flow.subject import Subject


@lru_cache(maxsize=1)  # several rules ask for the same subject in turn
def outputs_by_step(subject: Subject) -> Mapping[str, frozenset[str]]:
    """For each step its outputs: results, documents handed out, and everything it asks for, fields included."""
    forms = subject.procedure.forms
    outputs = {}
    for id, step in subject.procedure.steps.items():
        items = {*step.makes, *step.gives, *step.asks}
        for thing in step.asks:
            if thing in forms:
                items.update(field.data for field in forms[thing].fields or ())
        outputs[id] = frozenset(items)
    return outputs


@lru_cache(maxsize=1)
def inputs_by_step(subject: Subject) -> Mapping[str, frozenset[str]]:
    """For each step its inputs: what it needs, and the answers that it reads according to `used_by`."""
    inputs = {id: {*(step.needs or ())} for id, step in subject.procedure.steps.items()}
    for form in subject.procedure.forms.values():
        for field in form.fields or ():
            for reader in field.used_by or ():
                if reader in inputs:
                    inputs[reader].add(field.data)
    return {id: frozenset(items) for id, items in inputs.items()}


@lru_cache(maxsize=1)
def steps_by_output(subject: Subject) -> Mapping[str, tuple[str, ...]]:
    """For each item the steps that have it as output."""
    steps_of: dict[str, list[str]] = {}
    for step, items in outputs_by_step(subject).items():
        for item in sorted(items):
            steps_of.setdefault(item, []).append(step)
    return {item: tuple(steps) for item, steps in steps_of.items()}

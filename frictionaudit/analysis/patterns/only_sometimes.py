"""Steps that a source counts in every case although they depend on a condition."""

from __future__ import annotations

import re
from collections.abc import Collection

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.quantities import Assumed
from frictionaudit.domain.quantities.listing import listed, quoted

_LIMITS = re.compile(r"unless\b|(?:only|nur)\b|.* only$|es sei denn|außer|sauf", re.IGNORECASE)
"""Conditions that limit by their own words."""


def only_sometimes(subject: Subject, among: Collection[str]) -> str:
    """What to add to a number that counts such steps: ", with 'Pay the damage' in every case (only if damaged)"."""
    conditions: dict[str, list[str]] = {}
    for id in subject.procedure.in_reading_order():
        if id in among and (when := condition(subject, id)):
            conditions.setdefault(when, []).append(id)
    said = [
        f"{listed(quoted(map(subject.procedure.label, steps)))} in every case ({only_then(when)})"
        for when, steps in conditions.items()
    ]
    return f", with {listed(said)}" if said else ""


def condition(subject: Subject, id: str) -> str:
    """The condition of the one flow to a step that is assumed to be taken always; empty where there is none."""
    incoming = subject.graph.incoming[id]
    if len(incoming) != 1 or len(subject.graph.outgoing[incoming[0].source]) != 1:
        return ""
    share, when = incoming[0].flow.share, incoming[0].flow.when or ""
    assumed = share is not None and isinstance(share.evidence, Assumed)
    return f"{when[:1].lower()}{when[1:]}" if assumed else ""


def only_then(condition: str) -> str:
    """A condition as a limit: 'only when required', but 'unless waived'."""
    return condition if _LIMITS.match(condition) else f"only {condition}"

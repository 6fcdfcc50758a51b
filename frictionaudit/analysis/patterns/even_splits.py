"""The even splits that an expected number depends on, to be said beside it."""

from __future__ import annotations

from collections.abc import Mapping

from frictionaudit.analysis.burden.amounts import adjoints
from frictionaudit.analysis.flow.describe import describe_all
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.unstated_shares import NOT_EXCLUSIVE, unstated_flows

_LEAST = 0.05
"""Splits that could change the number by less than this per case are not mentioned."""


def even_split(subject: Subject, per_case: Mapping[str, float]) -> str:
    """What to add to a number that is the sum of these amounts of steps: ", with an even split assumed at 'Check it'".

    Names the decisions without shares whose branches differ most in it, and says how many more there are. Empty where
    the number does not depend on any.
    """
    decisions = [step for step in subject.graph.steps if unstated_flows(subject, step)]
    if not decisions or not all(adjoint.finite for adjoint in adjoints(subject)):
        return ""
    per_visit = {step: amount / subject.visits(step).value for step, amount in per_case.items() if amount}
    spread = {step: _spread(subject, step, per_visit) for step in decisions}
    named = sorted((step for step in decisions if spread[step] >= _LEAST), key=lambda step: (-spread[step], step))
    if not named:
        return ""
    return f", with an even split assumed at {describe_all(subject.graph, named)}"


def _spread(subject: Subject, step: str, per_visit: Mapping[str, float]) -> float:
    """By how much the number differs per case between the branches whose shares are unknown.

    Where several branches can be taken, by how much it differs with and without the one that matters most.
    """
    spread = 0.0
    none_taken = [0.0] if subject.graph.routing(step) in NOT_EXCLUSIVE else []
    for segment, adjoint in zip(subject.segments, adjoints(subject), strict=True):
        go = adjoint.to_go(per_visit)
        ahead = none_taken + [
            amount for arc in unstated_flows(subject, step) if (amount := adjoint.through(arc, go)) is not None
        ]
        if len(ahead) > 1:
            spread += segment.share * segment.visits.value[step] * (max(ahead) - min(ahead))
    return spread

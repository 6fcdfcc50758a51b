"""How far off a measure can be because its numbers were counted on a sample: the delta method."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.prove import changed
from frictionaudit.analysis.verify.measured_parts import MeasuredTime, Part
from frictionaudit.domain.procedure import Procedure

STEP = 1e-3
"""The small change by which a derivative is taken."""


def variances(subject: Subject, parts: Iterable[Part], keys: Sequence[str]) -> Mapping[str, float]:
    """The sampling variance of some measures; parts are independent of each other.

    A time contributes (∂m/∂t · error)². The shares of a split are multinomial: they contribute Σ p·d² / n, where d is
    the derivative towards each of its flows.
    """
    base = {key: value for key in keys if (value := Measures(subject)[key].value) is not None}
    total = dict.fromkeys(base, 0.0)
    for part in parts:
        for key, variance in _of_part(subject, part, base).items():
            total[key] += variance
    return total


def _of_part(subject: Subject, part: Part, base: Mapping[str, float]) -> Mapping[str, float]:
    if isinstance(part, MeasuredTime):
        slopes = _slopes(subject, part.scaled(subject.procedure, 1 + STEP * 10), base, STEP * 10)
        return {key: (slope * part.error) ** 2 for key, slope in slopes.items()}
    found = dict.fromkeys(base, 0.0)
    for position, share in enumerate(part.shares):
        slopes = _slopes(subject, part.towards(subject.procedure, position, STEP), base, STEP)
        for key, slope in slopes.items():
            found[key] += share * slope**2 / part.n
    return found


def _slopes(subject: Subject, procedure: Procedure, base: Mapping[str, float], step: float) -> Mapping[str, float]:
    measures = Measures(changed(subject, procedure))
    return {key: ((measures[key].value or 0.0) - value) / step for key, value in base.items()}

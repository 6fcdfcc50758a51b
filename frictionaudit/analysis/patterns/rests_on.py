"""What an expected number rests on, to be said beside it: even splits, and cases that are counted twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.counted_twice import counted_twice
from frictionaudit.analysis.patterns.even_splits import even_split


def rests_on(subject: Subject, per_case: Mapping[str, float], number: Callable[[Subject], float] | None = None) -> str:
    """What to add to a number that is the sum of these amounts of steps; empty where it rests on nothing unsaid.

    `number` counts it again for other shares, where the sum of steps alone does not tell what moves it.
    """
    return even_split(subject, per_case, number) + counted_twice(subject, per_case)

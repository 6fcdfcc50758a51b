"""Findings about several steps at once: which of them the page justifies, and which it does not."""

from __future__ import annotations

from collections.abc import Iterable

from frictionaudit.analysis.flow.describe import describe_all
from frictionaudit.analysis.flow.subject import Subject


def answered(subject: Subject, step: str, code: str) -> bool:
    """Whether the page gives a reason why a rule's friction is right at this step, or at the wait before it."""
    drawn = subject.procedure.steps[step]
    reasons = (drawn.because, drawn.wait.because if drawn.wait else None)
    return any(because is not None and (not because.covers or code in because.covers) for because in reasons)


def open_first(subject: Subject, steps: Iterable[str], code: str) -> tuple[str, ...]:
    """Steps in reading order, those without a justification first, so that one justified step never answers for all."""
    return tuple(sorted(in_order(subject, steps), key=lambda step: answered(subject, step, code)))


def in_order(subject: Subject, steps: Iterable[str]) -> tuple[str, ...]:
    """Steps as a reader meets them."""
    wanted = frozenset(steps)
    return tuple(step for step in subject.procedure.in_reading_order() if step in wanted) if wanted else ()


def apart(subject: Subject, steps: Iterable[str], code: str) -> list[tuple[str, ...]]:
    """The open steps together, then each justified step for itself."""
    ordered = in_order(subject, steps)
    reasons = {step: answered(subject, step, code) for step in ordered}
    together = tuple(step for step in ordered if not reasons[step])
    return [*([together] if together else []), *((step,) for step in ordered if reasons[step])]


def named(subject: Subject, steps: Iterable[str]) -> str:
    """Steps as a sentence lists them, in the order given; after the first few only how many more there are."""
    return describe_all(subject.graph, steps)

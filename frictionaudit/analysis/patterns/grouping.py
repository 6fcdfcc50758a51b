"""Findings about several steps at once: which of them the page justifies, and which it does not."""

from __future__ import annotations

from collections.abc import Iterable

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.justification import step_justification
from frictionaudit.analysis.text.listing import listed, quoted


def answered(subject: Subject, step: str, code: str) -> bool:
    """Whether the page gives a reason why a rule's friction is right at this step, or at the wait before it."""
    return step_justification(subject.procedure, step, code) is not None


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


def named(subject: Subject, steps: Iterable[str], shown: int = 3) -> str:
    """Step names in quotes, in the order given; after the first few only how many more there are."""
    return listed(quoted(map(subject.procedure.label, steps)), shown)

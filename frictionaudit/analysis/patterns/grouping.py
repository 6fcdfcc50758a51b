"""The steps of one finding: their order, and which of them the page justifies."""

from __future__ import annotations

from collections.abc import Iterable

from frictionaudit.analysis.flow.describe import describe_all
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.justification import step_justification


def is_justified(subject: Subject, step: str, code: str) -> bool:
    """Whether the page gives a reason why a rule's friction is right at this step, or at the wait before it."""
    return step_justification(subject.procedure, step, code) is not None


def unjustified_first(subject: Subject, steps: Iterable[str], code: str) -> tuple[str, ...]:
    """Steps in reading order, unjustified ones first, because a finding is shown at its first step."""
    return tuple(sorted(in_reading_order(subject, steps), key=lambda step: is_justified(subject, step, code)))


def in_reading_order(subject: Subject, steps: Iterable[str]) -> tuple[str, ...]:
    """Steps in the order in which a reader meets them."""
    wanted = frozenset(steps)
    return tuple(step for step in subject.procedure.in_reading_order() if step in wanted) if wanted else ()


def split_justified(subject: Subject, steps: Iterable[str], code: str) -> list[tuple[str, ...]]:
    """The unjustified steps as one group, then each justified step as a group of its own."""
    ordered = in_reading_order(subject, steps)
    justified = {step: is_justified(subject, step, code) for step in ordered}
    unjustified = tuple(step for step in ordered if not justified[step])
    return [*([unjustified] if unjustified else []), *((step,) for step in ordered if justified[step])]


def list_steps(subject: Subject, steps: Iterable[str]) -> str:
    """Steps as a sentence lists them, in the order given; after the first few only how many more there are."""
    return describe_all(subject.graph, steps)

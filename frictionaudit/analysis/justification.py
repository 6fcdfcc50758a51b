"""Which justification on the page, if any, is for a rule's friction at a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from frictionaudit.domain.procedure import Because, PagePath, Procedure


def covers(because: Because | None, code: str) -> bool:
    """Whether a justification is for a rule: one that names no rules is for all of them."""
    return because is not None and (not because.covers or code in because.covers)


def first_covering(reasons: Iterable[Because | None], code: str) -> Because | None:
    """The first justification that is for a rule; None where there is none."""
    return next((because for because in reasons if covers(because, code)), None)


def justification_for(procedure: Procedure, code: str, place: PagePath, steps: Iterable[str] = ()) -> Because | None:
    """Why the page says that a rule's friction is right at a place and its steps.

    The page may say so at the place itself, at any part around it, or at each of the steps concerned: one of several
    is not enough. A justification of the whole procedure counts only where it names the rule.
    """
    nearest = first_covering(reasons_along(procedure, place), code)
    if nearest is not None:
        return nearest
    of_steps = [step_justification(procedure, step, code) for step in steps]
    if of_steps and all(of_steps):
        return of_steps[0]
    return next((because for because in procedure.because if code in because.covers), None)


def step_justification(procedure: Procedure, step: str, code: str) -> Because | None:
    """Why a rule's friction is right at a step, or in the wait before it."""
    definition = procedure.steps[step]
    return first_covering((definition.because, definition.wait.because if definition.wait else None), code)


def reasons_along(procedure: Procedure, path: PagePath) -> Iterator[Because]:
    """The justifications of a part and of the parts around it, the innermost first."""
    reasons = []
    part: object = procedure
    for key in path:
        if isinstance(part, dict):
            part = part.get(key)
        elif isinstance(part, tuple):
            part = next((entry for n, entry in enumerate(part) if key in (n, getattr(entry, "key", None))), None)
        else:
            part = getattr(part, str(key), None)
        because = getattr(part, "because", None)
        if isinstance(because, Because):
            reasons.append(because)
    yield from reversed(reasons)

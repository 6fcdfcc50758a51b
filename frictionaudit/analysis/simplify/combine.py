"""Which suggestions can be combined: applied one after the other, each still fits what the earlier ones left."""

from __future__ import annotations

from collections.abc import Iterable

from frictionaudit.domain.changes import Change, apply
from frictionaudit.domain.procedure import Procedure
from frictionaudit.errors import ChangeError
from frictionaudit.results.audit import Suggestion


def combinable(procedure: Procedure, suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """The suggestions that can be applied in order; one that sets the same attribute as an earlier one is left out."""
    combined: list[Suggestion] = []
    taken: set[tuple[str, ...]] = set()
    for suggestion in suggestions:
        targets = {_target(change) for change in suggestion.changes}
        if targets & taken:
            continue
        try:
            procedure = apply(procedure, suggestion.changes)
        except ChangeError:
            continue
        combined.append(suggestion)
        taken |= targets
    return combined


def _target(change: Change) -> tuple[str, ...]:
    """The part of the page that a change sets, down to the attribute."""
    return (*getattr(change, "place", ()), str(getattr(change, "attribute", "")))

"""Which suggestions can be made together: one after the other, as long as each still fits and still helps."""

from __future__ import annotations

from collections.abc import Iterable

from frictionaudit.domain.changes import apply
from frictionaudit.domain.procedure import Procedure
from frictionaudit.errors import ChangeError
from frictionaudit.results.audit import Suggestion


def together(procedure: Procedure, listed: Iterable[Suggestion]) -> list[Suggestion]:
    """Those of some suggestions that fit one another, in order; one that says the place of another anew is left out."""
    made: list[Suggestion] = []
    taken: set[tuple[str, ...]] = set()
    for one in listed:
        places = {_said(change) for change in one.changes}
        if places & taken:
            continue
        try:
            procedure = apply(procedure, one.changes)
        except ChangeError:
            continue
        made.append(one)
        taken |= places
    return made


def _said(change: object) -> tuple[str, ...]:
    return (*getattr(change, "place", ()), str(getattr(change, "attribute", "")))

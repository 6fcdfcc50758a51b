"""The drawing of what is different between two versions, or of what changes would make different."""

from __future__ import annotations

from collections.abc import Sequence

from frictionaudit.application.drawings.draw import DrawOptions, draw
from frictionaudit.domain.changes import Change, apply
from frictionaudit.domain.procedure import Procedure
from frictionaudit.results.drawing import Drawing


def difference_drawn(before: Procedure, after: Procedure) -> Drawing | None:
    """The later version with what was added, removed, moved and changed; None where there is nothing to draw."""
    if not before.steps or not after.steps or before == after:
        return None
    return draw(after, DrawOptions("difference", before=before))


def change_drawn(procedure: Procedure, changes: Sequence[Change]) -> Drawing | None:
    """A procedure with what changes would make different."""
    return difference_drawn(procedure, apply(procedure, changes))

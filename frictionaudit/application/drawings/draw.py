"""Draws a procedure: the view that is asked for, with coordinates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from frictionaudit.application.drawings.outline import Outline
from frictionaudit.application.drawings.place import LaneOrder as LaneOrder
from frictionaudit.application.drawings.place import Places, place
from frictionaudit.application.drawings.staff import staff
from frictionaudit.domain.procedure import Procedure
from frictionaudit.errors import UsageError
from frictionaudit.results.drawing import Drawing, View


@dataclass(frozen=True)
class DrawOptions:
    """Which view to draw, and how to lay it out; `before` is the earlier version that a difference is seen from."""

    view: View = "staff"
    portrait: bool = False
    lane_order: LaneOrder = "page"
    before: Procedure | None = None
    keep_layout: bool = False
    """Whether a BPMN file keeps its own coordinates."""
    effort: int | None = None
    """How many moves the search for a better placement may try; 0 for none, None for the usual number."""
    history: Path | None = None
    """The folder whose store remembers where the steps of recorded designs stood; None: not asked."""
    key: bool = True
    """Whether a list below the drawing says what its signs stand for."""


def draw(procedure: Procedure, options: DrawOptions | None = None) -> Drawing:
    """The drawing of a procedure. UsageError where it has no step, or a difference has no second version."""
    chosen = options or DrawOptions()
    start = _places(procedure, chosen)
    return place(outline(procedure, chosen), chosen.portrait, chosen.lane_order, chosen.effort, start)


def _places(procedure: Procedure, options: DrawOptions) -> Places | None:
    """Where the steps stood before, for drawings in the usual order that show the steps themselves."""
    from frictionaudit.application.drawings.memory import places_of

    if options.portrait or options.lane_order != "page" or options.view == "customer" or options.history is None:
        return None
    return places_of(procedure, outline(procedure, replace(options, view="staff")), options.history)


def outline(procedure: Procedure, options: DrawOptions) -> Outline:
    """What the view shows, before it has coordinates."""
    from frictionaudit.application.audit import subjects

    if not procedure.steps:
        hint = "add steps to the page"
        raise UsageError.of("nothing-to-draw", "the procedure has no steps to draw", procedure.id, hint)
    if options.view == "customer":
        from frictionaudit.analysis.text.addressed import addressed
        from frictionaudit.application.drawings.customer import customer

        (subject,) = subjects([addressed(procedure)])
        return customer(subject)
    (subject,) = subjects([procedure])
    if options.view == "shares":
        from frictionaudit.application.drawings.shares import with_shares

        return with_shares(staff(subject), subject)
    if options.view == "difference":
        from frictionaudit.application.drawings.difference import difference_view

        if options.before is None:
            hint = "name the other version with --against, or a file of changes with --changes"
            raise UsageError.of("nothing-to-compare", "the difference view needs a second version", hint=hint)
        (earlier,) = subjects([options.before])
        return difference_view(earlier, subject)
    if options.view == "findings":
        from frictionaudit.application.drawings.audited import audited

        return audited(procedure, staff(subject), options.key)
    return staff(subject)

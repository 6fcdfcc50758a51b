"""The forms and documents of a procedure: their names, their places on the page and the steps that ask for them."""

from __future__ import annotations

import re

from frictionaudit.domain.procedure import PagePath, Procedure
from frictionaudit.domain.quantities.listing import listed, quoted

_ACKNOWLEDGEMENT = re.compile(
    r"acknowledg|claim stub|receiving copy|receipt of (?:the |your )?(?:request|application)", re.IGNORECASE
)


def name_of(procedure: Procedure, thing: str) -> str:
    """The name of a form or document; its id if it has none."""
    part = procedure.forms.get(thing) or procedure.documents.get(thing)
    return (part.name if part is not None else None) or thing


def names_of(procedure: Procedure, things: list[str]) -> str:
    """The names of forms and documents in quotes, as a sentence lists them."""
    return listed(quoted(name_of(procedure, thing) for thing in things))


def place_of(procedure: Procedure, thing: str) -> PagePath:
    """Where a form or document is defined on the page."""
    return ("forms" if thing in procedure.forms else "documents", thing)


def asked_at(procedure: Procedure) -> dict[str, tuple[str, ...]]:
    """Each form and document that is asked for, in reading order, with the steps that ask for it."""
    steps_of: dict[str, list[str]] = {}
    for id in procedure.in_reading_order():
        for thing in procedure.steps[id].asks:
            steps_of.setdefault(thing, []).append(id)
    return {thing: tuple(steps) for thing, steps in steps_of.items()}


def acknowledgements(procedure: Procedure) -> dict[str, tuple[str, ...]]:
    """Documents that acknowledge a request, by their names, with the steps that give them."""
    return {
        id: steps
        for id, document in procedure.documents.items()
        if _ACKNOWLEDGEMENT.search(document.name or id)
        and (steps := tuple(step_id for step_id, step in procedure.steps.items() if id in step.gives))
    }

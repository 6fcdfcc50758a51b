"""What the checklist of a procedure holds, by the names of its papers."""

from __future__ import annotations

import re

from frictionaudit.domain.procedure import PagePath, Procedure

RECEIPT = re.compile(
    r"acknowledg|claim stub|receiving copy|receipt of (?:the |your )?(?:request|application)", re.IGNORECASE
)


def name_of(procedure: Procedure, thing: str) -> str:
    """The name of a form or document."""
    paper = procedure.forms.get(thing) or procedure.documents.get(thing)
    return (paper.name if paper is not None else None) or thing


def place_of(procedure: Procedure, thing: str) -> PagePath:
    """Where a form or document stands on the page."""
    return ("forms" if thing in procedure.forms else "documents", thing)


def asked(procedure: Procedure) -> dict[str, tuple[str, ...]]:
    """Each form and document that is asked, in reading order, with the steps that ask it."""
    found: dict[str, list[str]] = {}
    for id in procedure.in_reading_order():
        for thing in procedure.steps[id].asks:
            found.setdefault(thing, []).append(id)
    return {thing: tuple(steps) for thing, steps in found.items()}


def quoted(procedure: Procedure, things: list[str]) -> str:
    """Names in quotes."""
    return ", ".join(f"'{name_of(procedure, thing)}'" for thing in things)


def receipts(procedure: Procedure) -> dict[str, tuple[str, ...]]:
    """Documents that acknowledge a request, with the steps that give them."""
    return {
        id: steps
        for id, paper in procedure.documents.items()
        if RECEIPT.search(paper.name or id)
        and (steps := tuple(step for step, drawn in procedure.steps.items() if id in drawn.gives))
    }

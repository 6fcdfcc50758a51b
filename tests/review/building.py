"""Reviews for tests: a small procedure, opened with two findings and two suggestions."""

from __future__ import annotations

from datetime import UTC, date, datetime

from frictionaudit.domain.changes import StepAmended
from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.review import (
    Check,
    FindingEntry,
    MeasuredEffect,
    Opening,
    Prediction,
    SuggestionAccepted,
    SuggestionEntry,
)
from frictionaudit.store import Designs, EventStore, Reviews

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = date(2026, 3, 2)
PERMIT = Procedure.model_validate(
    {"id": "permit", "title": "Permit", "steps": {"ask": {"kind": "start", "next": "done"}, "done": {"kind": "end"}}}
)
EFFECT = MeasuredEffect(key="customer_minutes", label="customer's time", unit="minutes", before=10.0, after=8.0)


def renamed(id: str, step: str, name: str, **more: object) -> SuggestionEntry:
    """A suggestion that renames a step."""
    change = StepAmended(id=step, attribute="name", value=name)
    return SuggestionEntry(
        id=id, title=f"Call it {name}", changes=(change,), prediction=Prediction(effects=(EFFECT,)), **more
    )


def opening(id: str = "permit-1") -> Opening:
    """What the review of the permit looks at."""
    return Opening(
        id=id,
        procedure="permit",
        title="Permit",
        design_version=1,
        owner="Ann Lee",
        people=("Ben Mori",),
        held_on=TODAY,
        findings=tuple(
            FindingEntry(id=f"F{n}", fingerprint=f"f{n}", rule=f"FA10{n}", name="n", severity="warning", message="m")
            for n in (1, 2, 3)
        ),
        suggestions=(renamed("S1", "ask", "Ask for it"), renamed("S2", "done", "Done"), renamed("S3", "ask", "Beg")),
    )


def accepted(suggestion: str, version: int, by: str = "Ann Lee") -> SuggestionAccepted:
    """The acceptance of a suggestion, without any check of the page."""
    return SuggestionAccepted(
        by=by,
        suggestion=suggestion,
        reason="R",
        design_version=version,
        prediction=Prediction(effects=(EFFECT,)),
        check=Check(method="before-and-after", on=date(2026, 6, 1)),
    )


def opened(store: EventStore) -> Reviews:
    """The permit on record, and a review of it."""
    Designs(store).record(PERMIT, reason="as it is", author="Ann Lee", at=AT)
    reviews = Reviews(store)
    reviews.open(opening, "permit", AT)
    return reviews

"""The drawing of a review: who does what, with a mark at the steps of each finding, numbered as on the agenda."""

from __future__ import annotations

from typing import Any

from frictionaudit.application.audit import subjects
from frictionaudit.application.drawings.findings import with_marks
from frictionaudit.application.drawings.place import place
from frictionaudit.application.drawings.staff import staff
from frictionaudit.domain.review import ReviewState
from frictionaudit.results.drawing import Drawing, Mark
from frictionaudit.store import Designs, EventStore


def drawn(store: EventStore, state: ReviewState) -> Drawing:
    """The version that the review was opened on, with its findings; F3 is the mark 3."""
    procedure, _ = Designs(store).at(state.opening.procedure, state.opening.design_version)
    (subject,) = subjects([procedure])
    marks: list[tuple[tuple[str, ...], Mark]] = []
    for id, finding in state.findings.items():
        severity: Any = finding.severity
        mark = Mark(number=int(id[1:]), severity=severity, text=finding.message, fingerprint=finding.fingerprint)
        marks.append((finding.steps, mark))
    return place(with_marks(staff(subject), marks))

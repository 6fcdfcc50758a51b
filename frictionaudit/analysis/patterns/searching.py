"""Steps where somebody searches, and how much of their effort that takes."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Bearer


def searches(subject: Subject, customer: bool) -> Iterator[tuple[str, float, float]]:
    """Tasks in which the customer, or somebody else, searches: minutes of searching, and of all effort of that side."""
    minutes: dict[str, float] = {}
    searching: dict[str, float] = {}
    for step, part, _, expected in subject.efforts:
        if (subject.procedure.bearer(step, part) is Bearer.CUSTOMER) is customer:
            minutes[step] = minutes.get(step, 0.0) + expected
            if part == "search":
                searching[step] = expected
    for step, search in searching.items():
        if search and step in subject.tasks:
            yield step, search, minutes[step]

"""Steps where somebody searches, and how much of their effort that takes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Bearer, StepKind

_SEARCHES = re.compile(r"\b(?:search|look|hunt|trac|find|locat|seek)(?:e?s|ing|es?)?\b", re.IGNORECASE)
_LOST = re.compile(
    r"\b(?:lost|missing|mislaid|misplaced|stolen|vanished|disappeared|(?:not|never|hasn't|not been) (?:come|arrived?|"
    r"delivered|turned up|found)|found|runaways?|unclaimed)\b",
    re.IGNORECASE,
)


def looks_for_what_is_lost(subject: Subject, step: str) -> bool:
    """Whether searching is the purpose of a step: it is named after it, and the page says that a thing is lost.

    The title says so, a start, an end, or a condition on which cases leave the step, such as 'not found'.
    """
    procedure = subject.procedure
    if _SEARCHES.search(procedure.label(step)) is None:
        return False
    edges = [other.name for other in procedure.steps.values() if other.kind in (StepKind.START, StepKind.END)]
    conditions = [arc.flow.when for arc in subject.graph.outgoing[step]]
    return any(_LOST.search(text) for text in (procedure.title, *edges, *conditions) if text)


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

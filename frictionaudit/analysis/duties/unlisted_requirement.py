"""Documents that a step asks for although the list at the start does not name them.

The list is the text that the start tells about documents, if it names at least one of those asked for. A text that
names none ('see the website') cannot be compared. Forms are the request itself, not requirements of it. If no step asks
for a document, a step in which the customer hands in 'requirements' or 'papers' shows that there are some.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.acts import by_customer
from frictionaudit.analysis.patterns.checklist import asked_at, name_of, names_of, place_of
from frictionaudit.analysis.patterns.grouping import in_reading_order, list_steps
from frictionaudit.domain.limits import Duty
from frictionaudit.domain.procedure import StepKind

_HANDS_IN = re.compile(
    r"\b(?:hands?|submits?|presents?|shows?|gives?|brings?|files?)\b[\w\s]*\b(?:requirements|papers|documents)\b",
    re.IGNORECASE,
)


def breaches(measures: Measures, duty: Duty) -> Iterator[Breach]:
    subject, procedure = measures.subject, measures.subject.procedure
    requirements = asked_at(procedure)
    if not requirements:
        yield from _nothing_listed(subject)
        return
    list_at_start = " ; ".join(
        _normalised(step.tells.documents)
        for step in procedure.steps.values()
        if step.kind is StepKind.START and isinstance(step.tells.documents, str)
    )
    documents = [thing for thing in requirements if thing in procedure.documents]
    names = {thing: {_normalised(name_of(procedure, thing)), _normalised(thing)} for thing in documents}
    unlisted = [thing for thing in documents if not any(name in list_at_start for name in names[thing])]
    if unlisted and len(unlisted) < len(documents):
        steps = in_reading_order(subject, {step for thing in unlisted for step in requirements[thing]})
        verb = "is" if len(unlisted) == 1 else "are"
        message = f"{names_of(procedure, unlisted)} {verb} asked for, but not on the list that people get at the start"
        yield Breach(message, steps, at=place_of(procedure, unlisted[0]))


def _nothing_listed(subject: Subject) -> Iterator[Breach]:
    steps = in_reading_order(
        subject,
        [id for id in subject.tasks if by_customer(subject, id) and _HANDS_IN.search(subject.procedure.label(id))],
    )
    if steps:
        yield Breach(f"Requirements are handed in at {list_steps(subject, steps)}, but none are listed", steps)


def _normalised(text: str) -> str:
    """A text without case and punctuation, for comparison."""
    return " ".join(re.sub(r"[^\w\s;]", " ", text.casefold()).split())

"""Papers that are asked on the way and that the list at the start does not name.

The list is what the start tells of documents, where that is a text that names at least one of the papers asked; a
text that names none ('see the website') lists nothing that could be compared. Forms are the request itself and no
requirement of it. Where no paper is asked at all, a step
in which the customer hands in 'requirements' or 'papers' shows that there are some.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach, by_customer
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checklist import asked, name_of, place_of, quoted
from frictionaudit.analysis.patterns.grouping import in_order, named
from frictionaudit.domain.limits import Duty
from frictionaudit.domain.procedure import StepKind

_HANDS_IN = re.compile(
    r"\b(?:hands?|submits?|presents?|shows?|gives?|brings?|files?)\b[\w\s]*\b(?:requirements|papers|documents)\b",
    re.IGNORECASE,
)


def breaches(measures: Measures, duty: Duty) -> Iterator[Breach]:
    subject, procedure = measures.subject, measures.subject.procedure
    wanted = asked(procedure)
    if not wanted:
        yield from _nothing_listed(subject)
        return
    told = " ; ".join(
        _plain(step.tells.documents)
        for step in procedure.steps.values()
        if step.kind is StepKind.START and isinstance(step.tells.documents, str)
    )
    papers = [thing for thing in wanted if thing in procedure.documents]
    listed = {thing for thing in papers if _plain(name_of(procedure, thing)) in told or _plain(thing) in told}
    unlisted = [thing for thing in papers if thing not in listed]
    if listed and unlisted:
        steps = in_order(subject, {step for thing in unlisted for step in wanted[thing]})
        message = f"{quoted(procedure, unlisted)} asked, and not on the list that people are told at the start"
        yield Breach(message, steps, at=place_of(procedure, unlisted[0]))


def _nothing_listed(subject: Subject) -> Iterator[Breach]:
    steps = in_order(
        subject,
        [id for id in subject.tasks if by_customer(subject, id) and _HANDS_IN.search(subject.procedure.label(id))],
    )
    if steps:
        yield Breach(f"requirements are handed in at {named(subject, steps)}, and none is listed", steps)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s;]", " ", text.casefold()).split())

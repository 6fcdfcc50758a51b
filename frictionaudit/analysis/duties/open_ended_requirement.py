"""Requirements that name no particular document: 'other certification, if applicable', 'necessary documents'.

The check also finds steps in which the office asks for supporting documents that no list names. A particular document
that is needed only under a condition ('request letter, if any') is not open-ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach
from frictionaudit.analysis.flow.describe import sentence
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.acts import by_us
from frictionaudit.analysis.patterns.checklist import asked_at, name_of, names_of, place_of
from frictionaudit.analysis.patterns.grouping import in_reading_order, list_steps
from frictionaudit.domain.limits import Duty

_PAPERS = r"(?:documents?|papers?|requirements?|certifications?|certificates?|attachments?|proofs?)"
_OPEN = re.compile(
    rf"\b(?:any |all )?(?:other|additional|further)\b[\w\s/-]*\b{_PAPERS}"
    rf"|\b(?:necessary|needed|required|relevant|pertinent|supporting|appropriate)\s+{_PAPERS}"
    r"|\bnot specified\b|\bas (?:may be )?(?:required|needed|requested)\b|\band (?:so on|others)\b|\betc\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\b(?:asks?|requires?|requests?|demands?)\b", re.IGNORECASE)


def breaches(measures: Measures, duty: Duty) -> Iterator[Breach]:
    subject, procedure = measures.subject, measures.subject.procedure
    requirements = asked_at(procedure)
    open_ended = [thing for thing in requirements if _OPEN.search(name_of(procedure, thing))]
    if open_ended:
        steps = in_reading_order(subject, {step for thing in open_ended for step in requirements[thing]})
        message = f"The checklist is open-ended: {names_of(procedure, open_ended)} can mean anything"
        yield Breach(message, steps, at=place_of(procedure, open_ended[0]))
    asking = [
        id for id in subject.tasks
        if by_us(subject, id) and _ASKS.search(name := procedure.steps[id].name or "") and _OPEN.search(name)
    ]  # fmt: skip
    if asking:
        steps = in_reading_order(subject, asking)
        verb = "asks" if len(steps) == 1 else "ask"
        yield Breach(f"{sentence(list_steps(subject, steps))} {verb} for documents that no list names", steps)

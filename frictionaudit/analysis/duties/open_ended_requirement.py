"""Requirements that name no paper: 'other certification, if applicable', 'necessary documents'.

Also a step in which the office asks for supporting papers that no list names. A certain paper that is needed only
under a condition ('request letter, if any') is not open-ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach, by_us
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checklist import asked, name_of, place_of, quoted
from frictionaudit.analysis.patterns.grouping import in_order, named
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
    wanted = asked(procedure)
    papers = [thing for thing in wanted if _OPEN.search(name_of(procedure, thing))]
    if papers:
        where = in_order(subject, {step for thing in papers for step in wanted[thing]})
        message = f"the checklist is open-ended: {quoted(procedure, papers)} can be anything"
        yield Breach(message, where, at=place_of(procedure, papers[0]))
    asking = [
        id for id in subject.tasks
        if by_us(subject, id) and _ASKS.search(name := procedure.steps[id].name or "") and _OPEN.search(name)
    ]  # fmt: skip
    if asking:
        steps = in_order(subject, asking)
        yield Breach(f"papers that no list names are asked for at {named(subject, steps)}", steps)

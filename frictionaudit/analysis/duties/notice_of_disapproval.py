"""Whether people are told at all that their request is refused."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach, refusals
from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import list_steps
from frictionaudit.domain.limits import Duty


def breaches(measures: Measures, duty: Duty) -> Iterator[Breach]:
    subject = measures.subject
    for refusal in refusals(subject):
        if refusal.silent:
            end = describe(subject.graph, refusal.end)
            message = f"No one tells the customer that a case ends at {end} after {list_steps(subject, refusal.silent)}"
            yield Breach(message, refusal.silent)

"""Customers who come back because we could not take them: nothing was free, or they were to try again later."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.flow.passages import Handover
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.flow.working import is_work
from frictionaudit.domain.procedure import StepKind

_PLACE = r"(?:time[- ]?slots?|slots?|appointments?|dates?|places?|seats?|beds?|rooms?|tables?|spaces?|counters?|vacanc(?:y|ies)|capacity|termine?|pl(?:atz|ätze))"  # noqa: E501
_FREE = r"(?:free|available|availability|vacant|left|open|possible|offered|found|frei|verfügbar)"
_NOTHING_FREE = re.compile(
    rf"\b{_PLACE}\b.*\b{_FREE}\b|\b{_FREE}\b.*\b{_PLACE}\b|\b(?:no|any|kein|keine)\s+{_PLACE}\b"
    r"|\bfully booked\b|\bbooked (?:up|out)\b|\bausgebucht\b|\bnobody (?:free|available|answers)\b"
    r"|\b(?:line|lines|staff|agent|clerk|doctor|adviser|advisor)\b.*\b(?:free|available|busy|engaged)\b",
    re.IGNORECASE,
)
"""How a decision or its flow says that it asks for a free appointment, place or person."""


def is_told_to_try_again(subject: Subject, passage: Handover) -> bool:
    """Whether a case comes back to the customer because nothing was free, or after no more than a wait of ours."""
    return only_waits(subject, str(passage.source)) or any(map(_NOTHING_FREE.search, _texts(subject, passage)))


def only_waits(subject: Subject, step: str) -> bool:
    """Whether a step is an event at which a case waits, and not for the customer."""
    data = subject.procedure.steps[step]
    if data.kind is not StepKind.EVENT or is_work(data) or data.wait is None:
        return False
    return data.wait.customer is None and "customer" not in data.wait.missing


def _texts(subject: Subject, passage: Handover) -> Iterator[str]:
    """The names of the decisions on the way from us to the customer, and the conditions of the flows taken."""
    graph, kept = subject.graph, {other.target for other in subject.by_party}
    seen, queue = {passage.target}, [passage.target]
    for step in queue:  # grows while it is walked
        for arc in graph.incoming[step]:
            before = graph.steps[arc.source]
            if arc.source == passage.source or arc.source not in kept:
                yield arc.flow.when or ""
                if graph.is_split(arc.source):
                    yield before.name or ""
            if arc.source not in seen and arc.source not in kept:
                seen.add(arc.source)
                queue.append(arc.source)

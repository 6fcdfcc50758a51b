"""Whether the clock of a promise starts before the customer has paid.

The time runs from complete requirements and paid fees; a promise that begins before the payment counts the way to
the cashier as the office's own time, or leaves open when it begins.
"""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach, later, pays
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_order, named
from frictionaudit.domain.limits import Duty


def breaches(measures: Measures, duty: Duty) -> Iterator[Breach]:
    subject = measures.subject
    for promise in subject.procedure.promises:
        meanwhile = later(subject, promise.from_) & (subject.graph.before(promise.to) | {promise.to})
        steps = in_order(subject, [id for id in meanwhile if pays(subject, id)])
        if steps:
            message = (
                f"the promised {promise.within} begin at '{subject.procedure.label(promise.from_)}', and people pay "
                f"only later, at {named(subject, steps)}: when the clock starts is open"
            )
            yield Breach(message, steps, at=("promises", promise.key), severity="info")

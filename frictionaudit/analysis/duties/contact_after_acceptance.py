"""How often people have to come again in person once their request is accepted.

The request is accepted at the first step of ours after it was handed in. Not counted are the last thing that the
customer does, which is to collect the result, and steps that only receive something. A service in which nothing is
handed in, an appointment and an order are no requests; of other services only those count that have a class of the law.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach, by_customer, by_us, handing_in, later
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_order, named
from frictionaudit.domain.limits import Duty
from frictionaudit.domain.procedure import Procedure

_GETS = re.compile(
    r"^(?:receives?|claims?|gets?|collects?|accepts?|takes?|waits?|fetch(?:es)?|picks? up)\b", re.IGNORECASE
)
_NO_REQUEST = ("appointment", "order")


def breaches(measures: Measures, duty: Duty) -> Iterator[Breach]:
    subject = measures.subject
    first = handing_in(subject)
    if first is None or not _is_request(subject.procedure):
        return
    after = later(subject, first)
    accepted = next((id for id in subject.procedure.in_reading_order() if id in after and by_us(subject, id)), None)
    if accepted is None:
        return
    again = later(subject, accepted)
    steps = in_order(subject, [id for id in again if _comes(subject, id) and not _last(subject, id)])
    if steps:
        times = "once" if len(steps) == 1 else f"{len(steps)} times"
        message = (
            f"after the request is accepted at '{subject.procedure.label(accepted)}' people have to come in person "
            f"{times} more before the end: {named(subject, steps)}"
        )
        yield Breach(message, steps, severity="warning")


def _is_request(procedure: Procedure) -> bool:
    """Whether something is applied for, as far as the page says."""
    return procedure.kind not in _NO_REQUEST and (procedure.kind != "other" or procedure.complexity is not None)


def _comes(subject: Subject, id: str) -> bool:
    """Whether the customer has to come for something else than to receive."""
    step = subject.procedure.steps[id]
    if not by_customer(subject, id) or _GETS.search(step.name or ""):
        return False
    if step.channel is not None:
        return step.channel.in_person and all(other.in_person for other in step.also)
    effort = step.effort
    return effort is not None and any(part is not None for part in (effort.travel, effort.queue, effort.counter))


def _last(subject: Subject, id: str) -> bool:
    return not any(by_customer(subject, other) for other in later(subject, id))

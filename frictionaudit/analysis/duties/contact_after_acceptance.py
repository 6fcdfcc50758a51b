"""How often people have to come in person again after their request is accepted.

A request is accepted at our first step after it was submitted. The customer's last step does not count, because there
they collect the result, and neither do steps that only receive something. Nor do rows of a service table in which they
are still at the counter. Appointments, orders and services without a submission are no requests. Services of the kind
`other` count only if they have a class under the law.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach, submission_step
from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.one_visit import staying
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.acts import by_customer, by_us, only_after
from frictionaudit.analysis.patterns.grouping import in_reading_order, list_steps
from frictionaudit.analysis.patterns.phrases import times
from frictionaudit.domain.limits import Duty
from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.procedure.names import receives

_TAKES = re.compile(r"^(?:takes?|waits?)\b", re.IGNORECASE)
_NO_REQUEST = ("appointment", "order")


def breaches(measures: Measures, duty: Duty) -> Iterator[Breach]:
    subject = measures.subject
    submission = submission_step(subject)
    if submission is None or not _is_request(subject.procedure):
        return
    later = only_after(subject, submission)
    accepted = next((id for id in subject.procedure.in_reading_order() if id in later and by_us(subject, id)), None)
    if accepted is None:
        return
    later = only_after(subject, accepted) - staying(subject)
    visits = [id for id in later if _has_to_come(subject, id) and not _is_last(subject, id)]
    steps = in_reading_order(subject, visits)
    if steps:
        message = (
            f"After the request is accepted at {describe(subject.graph, accepted)}, people have to come in person "
            f"{times(len(steps))} more: {list_steps(subject, steps)}"
        )
        yield Breach(message, steps, severity="warning")


def _is_request(procedure: Procedure) -> bool:
    """Whether people apply for something, as far as the page says."""
    return procedure.kind not in _NO_REQUEST and (procedure.kind != "other" or procedure.complexity is not None)


def _has_to_come(subject: Subject, id: str) -> bool:
    """Whether the customer has to come in person for more than to receive something."""
    step = subject.procedure.steps[id]
    name = step.name or ""
    if not by_customer(subject, id) or receives(name) or _TAKES.search(name):
        return False
    if step.channel is not None:
        return step.channel.in_person and all(channel.in_person for channel in step.also)
    effort = step.effort
    return effort is not None and any(part is not None for part in (effort.travel, effort.queue, effort.counter))


def _is_last(subject: Subject, id: str) -> bool:
    return not any(by_customer(subject, step) for step in only_after(subject, id))

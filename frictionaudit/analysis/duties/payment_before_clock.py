"""Whether a promised time starts before the customer has paid.

The time of the law starts when the requirements are complete and the fees are paid. A promise that starts before the
payment counts the walk to the cashier as the office's time. That is no breach where another start would promise nothing
more: where nothing but the receipt follows the payment, or where everything is promised within a working day. Nor does
a payment count that depends on a condition, or one without a fee.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach
from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.acts import by_us, only_after
from frictionaudit.analysis.patterns.grouping import in_reading_order, list_steps
from frictionaudit.analysis.patterns.only_sometimes import condition
from frictionaudit.analysis.patterns.payments import is_payment
from frictionaudit.domain.limits import Duty

_TAKES_PAYMENT = re.compile(
    r"\b(?:receipts?|payments?|fees?|money|cash)\b|\b(?:quittung|zahlung|gebühr|geld)", re.IGNORECASE
)


def breaches(measures: Measures, duty: Duty) -> Iterator[Breach]:
    subject, calendar = measures.subject, measures.subject.procedure.calendar
    for promise in subject.procedure.promises:
        if calendar.touch(promise.within.high) < calendar.day_minutes:
            continue
        until = subject.graph.before(promise.to) | {promise.to}
        during = only_after(subject, promise.from_) & until
        steps = in_reading_order(subject, [id for id in during if _delays(subject, id, until)])
        if steps:
            message = (
                f"The promise of {promise.within} begins at {describe(subject.graph, promise.from_)}, before the "
                f"payment at {list_steps(subject, steps)}. Promise a time from the payment on"
            )
            yield Breach(message, steps, at=("promises", promise.key), severity="info")


def _delays(subject: Subject, id: str, until: frozenset[str]) -> bool:
    """Whether every customer pays at a step, and more of our work than the receipt follows before the promise ends."""
    if not is_payment(subject, id) or condition(subject, id) or _is_free(subject, id):
        return False
    taking = [step for step in subject.taken_over.get(id, ()) if _takes_payment(subject, step)]
    return any(by_us(subject, step) and step not in taking for step in only_after(subject, id) & until)


def _takes_payment(subject: Subject, id: str) -> bool:
    """Whether staff take the payment in a step: in the same row of a service table, or by its name."""
    return subject.procedure.service_table or _TAKES_PAYMENT.search(subject.procedure.label(id)) is not None


def _is_free(subject: Subject, id: str) -> bool:
    """Whether a step says that there is no fee, and no other step has one."""
    steps = subject.procedure.steps.values()
    due = any(fee.amount is None or fee.amount.amount for step in steps for fee in step.fees or ())
    return subject.procedure.steps[id].fees == () and not due

"""Whether a promised time starts before the customer has paid.

The time of the law starts when the requirements are complete and the fees are paid. A promise that starts before the
payment counts the walk to the cashier as the office's time.
"""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach, is_payment, only_after
from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order, list_steps
from frictionaudit.analysis.patterns.only_sometimes import condition, only_then
from frictionaudit.domain.limits import Duty


def breaches(measures: Measures, duty: Duty) -> Iterator[Breach]:
    subject = measures.subject
    for promise in subject.procedure.promises:
        during = only_after(subject, promise.from_) & (subject.graph.before(promise.to) | {promise.to})
        steps = in_reading_order(subject, [id for id in during if is_payment(subject, id)])
        if steps:
            conditions = {condition(subject, step) for step in steps}
            only = f" ({only_then(conditions.pop())})" if len(conditions) == 1 and any(conditions) else ""
            begin = describe(subject.graph, promise.from_)
            message = (
                f"The promise of {promise.within} begins at {begin}, before the payment at "
                f"{list_steps(subject, steps)}{only}. Promise a time from the payment on"
            )
            yield Breach(message, steps, at=("promises", promise.key), severity="info")

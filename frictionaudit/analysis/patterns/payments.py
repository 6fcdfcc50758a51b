"""Steps at which the customer pays us."""

from __future__ import annotations

import re

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.acts import by_customer
from frictionaudit.domain.procedure import Fee

_PAYS = re.compile(r"^\W*(?:[\d.]+\s*)?(?:pays?|paying)\b|\bpays (?:the |at |for |fees?|membership)", re.IGNORECASE)


def is_payment(subject: Subject, id: str) -> bool:
    """Whether the customer pays us at a step.

    A table may repeat an open fee ("by supplies") in each row: then they pay only where a step with it says so.
    """
    step = subject.procedure.steps[id]
    if not by_customer(subject, id):
        return False
    if step.effort is not None and step.effort.pay is not None:
        return True
    if _PAYS.search(step.name or "") is not None:
        return True
    due = [fee for fee in step.fees or () if fee.to == "us" and (fee.amount is None or fee.amount.amount)]
    return any(fee.amount is not None or not _paid_elsewhere(subject, fee) for fee in due)


def _paid_elsewhere(subject: Subject, fee: Fee) -> bool:
    """Whether the same open fee stands at a step of the customer's that says that it is paid there."""
    return any(
        by_customer(subject, id) and fee in (step.fees or ()) and _PAYS.search(step.name or "")
        for id, step in subject.procedure.steps.items()
    )

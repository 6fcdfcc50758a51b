"""Rows of a service table: what the customer does in one, and what staff do, say together what happens."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Side
from frictionaudit.domain.procedure.names import receives


def beside(subject: Subject, id: str) -> str:
    """The name in the other cell of the same row: 'Receives the permit' of 'Releases'; empty where there is none.

    Staff act after the customer, or hand out before.
    """
    if not subject.procedure.service_table or id not in subject.tasks:
        return ""
    steps = [step for step, following in subject.taken_over.items() if id in following]
    after = list(subject.taken_over.get(id, ()))
    if _by_customer(subject, id):
        others = [step for step in after if _by_us(subject, step)]
        others += [step for step in steps if _by_us(subject, step) and receives(subject.procedure.label(id))]
    elif _by_us(subject, id):
        others = [step for step in steps if _by_customer(subject, step)]
        others += [step for step in after if _by_customer(subject, step) and receives(subject.procedure.label(step))]
    else:
        others = []
    return subject.procedure.steps[others[0]].name or "" if others else ""


def _by_customer(subject: Subject, id: str) -> bool:
    return subject.side(id) is Side.CUSTOMER


def _by_us(subject: Subject, id: str) -> bool:
    side = subject.side(id)
    return side is not None and side.ours

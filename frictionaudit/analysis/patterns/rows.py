"""Rows of a service table: what the customer does in one, and what staff do, say together what happens."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.acts import by_customer, by_us
from frictionaudit.domain.procedure.names import receives


def beside(subject: Subject, id: str) -> str:
    """The name in the other cell of the same row: 'Receives the permit' of 'Releases'; empty where there is none.

    Staff act after the customer, or hand out before.
    """
    if not subject.procedure.service_table or id not in subject.tasks:
        return ""
    steps = [step for step, following in subject.taken_over.items() if id in following]
    after = list(subject.taken_over.get(id, ()))
    if by_customer(subject, id):
        others = [step for step in after if by_us(subject, step)]
        others += [step for step in steps if by_us(subject, step) and receives(subject.procedure.label(id))]
    elif by_us(subject, id):
        others = [step for step in steps if by_customer(subject, step)]
        others += [step for step in after if by_customer(subject, step) and receives(subject.procedure.label(step))]
    else:
        others = []
    return subject.procedure.steps[others[0]].name or "" if others else ""

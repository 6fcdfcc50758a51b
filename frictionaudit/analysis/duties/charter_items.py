"""The seven items that a charter has to list for each service, and which of them the page does not show.

How to complain is checked only on a page that tells people anything, because a service table has no place for it.
Required documents and their checklist are one item here, because a page lists both in one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.acts import by_customer, by_us
from frictionaudit.analysis.patterns.checklist import asked_at
from frictionaudit.analysis.patterns.grouping import in_reading_order, list_steps
from frictionaudit.domain.limits import Duty
from frictionaudit.domain.procedure import Procedure, Side, StepKind
from frictionaudit.domain.procedure.names import asks_nothing, receives
from frictionaudit.domain.quantities.listing import listed

_IF_THEY_LIKE = re.compile(r"\bmay\b", re.IGNORECASE)
_NONE = re.compile(r"\b(?:none|free)\b", re.IGNORECASE)


def breaches(measures: Measures, duty: Duty) -> Iterator[Breach]:
    subject = measures.subject
    without_person = _steps_without_person(subject)
    missing = list(_missing_items(subject))
    if without_person:
        missing.append(f"who is responsible for {list_steps(subject, without_person)}")
    if missing:
        yield Breach(f"The charter leaves out {listed(missing, shown=None)}", without_person)


def _missing_items(subject: Subject) -> Iterator[str]:
    procedure = subject.procedure
    at_start = [step.tells for step in procedure.steps.values() if step.kind is StepKind.START]
    later = [step.tells for step in procedure.steps.values() if step.kind is not StepKind.START]
    anywhere = (*at_start, *later)
    if not asked_at(procedure) and not any(tells.documents for tells in at_start):
        yield "the checklist of requirements (or that there are none)"
    total = procedure.published.time if procedure.published else None
    if total is None and not procedure.promises and not any(tells.time for tells in anywhere):
        yield "the longest time for the whole service"
    fees_listed = any(step.fees is not None for step in procedure.steps.values()) or _prints_no_fees(procedure)
    if not fees_listed and not any(tells.cost for tells in anywhere):
        yield "the fees (or that there are none)"
    if any(later) and not any(tells.redress for tells in anywhere):
        yield "how to complain"


def _prints_no_fees(procedure: Procedure) -> bool:
    """Whether the printed totals say that nothing is to be paid."""
    published = procedure.published
    return published is not None and (published.fees is not None or _NONE.search(published.printed or "") is not None)


def _steps_without_person(subject: Subject) -> tuple[str, ...]:
    """Steps for which no one is named: without a party, with one of ours that has no name, or by the customer alone."""
    parties, tasks = subject.procedure.parties, subject.tasks.items()
    return in_reading_order(
        subject,
        [
            id
            for id, step in tasks
            if step.by is None or (by_us(subject, id) and not parties[step.by].name) or _alone(subject, id)
        ],
    )


def _alone(subject: Subject, id: str) -> bool:
    """Whether a row of a service table has only the customer: nobody serves them in it, or hands out what they get."""
    if not subject.procedure.service_table or not by_customer(subject, id):
        return False
    label = subject.procedure.label(id)
    if asks_nothing(label) or _IF_THEY_LIKE.search(label):
        return False
    if receives(label) and _handed_out(subject, id):
        return False
    return all(by_customer(subject, step) for step in subject.taken_over.get(id, ()))


def _handed_out(subject: Subject, id: str) -> bool:
    """Whether somebody who meets customers hands out directly before a step: beside the customer, or after our work."""
    for step in _before(subject, id):
        effort = subject.procedure.steps[step].effort
        after_work = effort is None and not any(by_customer(subject, one) for one in _before(subject, step))
        if subject.side(step) is Side.FRONTSTAGE and (after_work or (effort and effort.counter)):
            return True
    return False


def _before(subject: Subject, id: str) -> list[str]:
    return [step for step, following in subject.taken_over.items() if id in following]

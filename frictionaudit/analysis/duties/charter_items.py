"""What a charter has to list of each service: seven items, of which those are named that nothing shows.

How to complain is judged only where the page says what people are told on the way: a service table has no place for
it. Papers and their checklist are one item here, since a page lists both in one place.
"""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.duty import Breach, by_us
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.checklist import asked
from frictionaudit.analysis.patterns.grouping import in_order, named
from frictionaudit.domain.limits import Duty
from frictionaudit.domain.procedure import StepKind


def breaches(measures: Measures, duty: Duty) -> Iterator[Breach]:
    subject = measures.subject
    nobody = _nobody(subject)
    missing = list(_missing(subject))
    if nobody:
        missing.append(f"who is responsible for {named(subject, nobody)}")
    if missing:
        items = f"{duty.number:g} items" if duty.number else "its items"
        yield Breach(f"of the {items} of a charter it does not list: {'; '.join(missing)}", nobody)


def _missing(subject: Subject) -> Iterator[str]:
    procedure = subject.procedure
    start = [step.tells for step in procedure.steps.values() if step.kind is StepKind.START]
    told = [step.tells for step in procedure.steps.values() if step.kind is not StepKind.START]
    if not asked(procedure) and not any(tells.documents for tells in start):
        yield "the requirements, or that there are none"
    total = procedure.published.time if procedure.published else None
    if total is None and not procedure.promises and not any(tells.time for tells in (*start, *told)):
        yield "the longest time for the whole"
    if all(step.fees is None for step in procedure.steps.values()) and not any(t.cost for t in (*start, *told)):
        yield "the fees, or that there are none"
    if any(told) and not any(tells.redress for tells in (*start, *told)):
        yield "how to complain"


def _nobody(subject: Subject) -> tuple[str, ...]:
    """Steps for which nobody is named: no party, or one of ours without a name."""
    parties = subject.procedure.parties
    found = []
    for id, step in subject.tasks.items():
        if step.by is None or (by_us(subject, id) and not parties[step.by].name):
            found.append(id)
    return in_order(subject, found)

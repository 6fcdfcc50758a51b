"""Proof should not cost more to handle than the case is worth."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.justification import covers
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.counts import asked_documents
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Side, Step
from frictionaudit.domain.quantities.format import format_effort
from frictionaudit.domain.quantities.listing import listed, quoted


class ProofBeyondWorth(Rule):
    """Handling the proof for a case costs more than the case is worth.

    The cost has two parts. The first is our staff's work: at the step that asks, at steps that `need` the document, and
    at the check that comes next. The second is what the customer pays: third-party fees at the step that asks, and any
    fees at the step that gives out the document. The customer's time is not priced. Amounts that the page does not
    state do not count, so the cost is a minimum. The rule applies only if the page states what a case is worth in
    money.

    Why it matters:
        The proof costs more than believing everybody would, and treats honest people as suspects.

    Wrong:
        worth: 0.40 GBP
        steps:
          ask-band: {by: customer, asks: [receipt], next: check}
          check: {by: clerk, control: check, effort: {work: 6m}, next: give-band}   # at 20 GBP an hour: 2 GBP

    Right:
        steps:
          ask-band: {by: customer, next: give-band}     # you believe people, and check one case in a hundred

    What to do:
        Believe people in cases worth less than a check costs, and check a sample.

    Leave it when:
        The proof protects more than this one case, such as against repeated claims or for the safety of others. Give
        the reason in `because` on the document.

    Sources:
        Mercy over mistrust: a lost item replaced without a receipt keeps a customer. Comparing what a case is worth
        with the cost of handling is our default.
    """

    level = "warning"
    stake = ("customer",)
    care_point = "no-exploitation"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        worth = subject.procedure.worth
        if worth is None:
            return
        documents = subject.procedure.documents
        asked_at: dict[str, list[str]] = {}
        for step, id, _ in asked_documents(subject):
            if subject.side(step) not in (Side.BACKSTAGE, Side.THIRD):
                asked_at.setdefault(step, []).append(id)
        handling = _handling(subject, asked_at)
        issuing = _issuing(subject)
        for step, ids in asked_at.items():
            costs = [*_work(subject, handling[step]), *_fees(subject, step, ids, issuing)]
            total = math.fsum(amount for amount, _ in costs)
            if total > float(worth.amount):
                first = sorted(ids, key=lambda document: covers(documents[document].because, self.code()))[0]
                names = listed(quoted(documents[id].name or id for id in ids))
                breakdown = listed(f"{what} ({_money(amount, worth.currency)})" for amount, what in costs)
                yield Flag(
                    f"The proof asked for at '{subject.procedure.label(step)}' ({names}) costs at least "
                    f"{_money(total, worth.currency)} to handle, but a case is worth "
                    f"{_money(float(worth.amount), worth.currency)}; counted: {breakdown}",
                    steps=(step,),
                    about=first,
                    at=("documents", first),
                )


def _ours(subject: Subject, step: str) -> bool:
    side = subject.side(step)
    return side is not None and side.ours


def _handling(subject: Subject, asked_at: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """For each step that asks for documents, our steps that handle them."""
    steps = subject.procedure.steps
    needing: dict[str, list[str]] = {}
    for id, step in steps.items():
        for item in step.needs or ():
            needing.setdefault(item, []).append(id)
    handling = {}
    for asking, ids in asked_at.items():
        checks = [following for following in subject.taken_over.get(asking, ()) if _checks(steps[following])]
        candidates = [asking, *checks, *(step for id in ids for step in needing.get(id, ()))]
        handling[asking] = [step for step in dict.fromkeys(candidates) if _ours(subject, step)]
    return handling


def _checks(step: Step) -> bool:
    return step.control in ("check", "eligibility")


def _work(subject: Subject, steps: Sequence[str]) -> Iterator[tuple[float, str]]:
    """What one visit to each step costs in staff time, where the page states both time and cost."""
    procedure = subject.procedure
    for id in steps:
        step = procedure.steps[id]
        cost = procedure.parties[str(step.by)].cost
        if cost is not None and step.effort is not None and step.effort.work is not None:
            minutes = procedure.calendar.expected_touch(step.effort.work)
            if minutes:
                yield minutes / 60 * float(cost.amount), f"{format_effort(minutes)} of work at '{procedure.label(id)}'"


def _issuing(subject: Subject) -> dict[str, list[str]]:
    """For each document, the steps that give it out."""
    issuing: dict[str, list[str]] = {}
    for id, step in subject.procedure.steps.items():
        for document in step.gives:
            issuing.setdefault(document, []).append(id)
    return issuing


def _fees(
    subject: Subject, asking: str, ids: Sequence[str], issuing: Mapping[str, Sequence[str]]
) -> Iterator[tuple[float, str]]:
    """What the customer pays for the proof: to third parties where it is asked for, to anyone where it is given out."""
    procedure = subject.procedure
    for step in dict.fromkeys([asking, *(issuer for id in ids for issuer in issuing.get(id, ()))]):
        for fee in procedure.steps[step].fees or ():
            if fee.amount is not None and (fee.to == "third" or step != asking):
                yield float(fee.amount.amount), f"{fee.name or 'a fee'} at '{procedure.label(step)}'"


def _money(amount: float, currency: str) -> str:
    return f"{amount:,.2f} {currency}"

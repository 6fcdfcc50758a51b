"""Proof that costs more than the thing it guards."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.justification import covers
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.counts import asked_documents
from frictionaudit.analysis.patterns.questions import listed
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Side, Step
from frictionaudit.domain.quantities.format import format_effort


class ProofBeyondWorth(Rule):
    """A case is worth less than it costs to handle the proof that is asked for.

    Counted are our staff's work in money (at the step that asks, at steps that `need` the document, and at the check
    that comes next), and what the customer pays: fees to others at the step that asks, and the fees of a step that
    hands the document out. The customer's time is not priced. What the page does not say is not counted, so the cost
    is the least it can be. It speaks where the page says what a case is worth in money.

    Why it matters:
        Nobody gains by it: the proof costs more than believing everybody would, and the honest are treated as
        suspects.

    Wrong:
        worth: 0.40 GBP
        steps:
          ask-band: {by: customer, asks: [receipt], next: check}
          check: {by: clerk, control: check, effort: {work: 6m}, next: give-band}   # at 20 GBP an hour: 2 GBP

    Right:
        steps:
          ask-band: {by: customer, next: give-band}     # believed, and one in a hundred is looked at

    What to do:
        Believe people up to what a check costs, and look at a sample.

    Leave it when:
        The proof guards more than this one case, such as a series of claims or the safety of others: say so with
        `because` on the document.

    Sources:
        Mercy over mistrust: a lost item replaced without a receipt keeps a customer. That the worth is compared with
        what handling costs is our default.
    """

    level = "warning"
    care_point = "no-exploitation"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        worth = subject.procedure.worth
        if worth is None:
            return
        documents = subject.procedure.documents
        places: dict[str, list[str]] = {}
        for step, id, _ in asked_documents(subject):
            if subject.side(step) not in (Side.BACKSTAGE, Side.THIRD):
                places.setdefault(step, []).append(id)
        handling = _handling(subject, places)
        issuing = _issuing(subject)
        for step, ids in places.items():
            parts = [*_work(subject, handling[step]), *_fees(subject, step, ids, issuing)]
            total = math.fsum(amount for amount, _ in parts)
            if total > float(worth.amount):
                first = sorted(ids, key=lambda paper: covers(documents[paper].because, self.code()))[0]
                names = listed(documents[id].name or id for id in ids)
                yield Flag(
                    f"handling the proof asked at '{subject.procedure.label(step)}' ({names}) costs at least "
                    f"{_money(total, worth.currency)}, more than the {worth.short()} that a case is worth; counted: "
                    + ", ".join(f"{what} ({_money(amount, worth.currency)})" for amount, what in parts),
                    steps=(step,),
                    about=first,
                    at=("documents", first),
                )


def _ours(subject: Subject, step: str) -> bool:
    side = subject.side(step)
    return side is not None and side.ours


def _handling(subject: Subject, places: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """For each step that asks for documents, the steps of ours that handle them."""
    steps = subject.procedure.steps
    needing: dict[str, list[str]] = {}
    for id, step in steps.items():
        for thing in step.needs or ():
            needing.setdefault(thing, []).append(id)
    found = {}
    for asking, ids in places.items():
        checks = [next_ for next_ in subject.taken_over.get(asking, ()) if _checks(steps[next_])]
        all_ = [asking, *checks, *(step for id in ids for step in needing.get(id, ()))]
        found[asking] = [step for step in dict.fromkeys(all_) if _ours(subject, step)]
    return found


def _checks(step: Step) -> bool:
    return step.control in ("check", "eligibility")


def _work(subject: Subject, steps: Sequence[str]) -> Iterator[tuple[float, str]]:
    """What the work of one visit to each step costs, where the page says both time and cost."""
    procedure = subject.procedure
    for id in steps:
        step = procedure.steps[id]
        cost = procedure.parties[str(step.by)].cost
        if cost is not None and step.effort is not None and step.effort.work is not None:
            minutes = procedure.calendar.expected_touch(step.effort.work)
            if minutes:
                yield minutes / 60 * float(cost.amount), f"{format_effort(minutes)} of work at '{procedure.label(id)}'"


def _issuing(subject: Subject) -> dict[str, list[str]]:
    """For each document the steps that hand it out."""
    found: dict[str, list[str]] = {}
    for id, step in subject.procedure.steps.items():
        for document in step.gives:
            found.setdefault(document, []).append(id)
    return found


def _fees(
    subject: Subject, asking: str, ids: Sequence[str], issuing: Mapping[str, Sequence[str]]
) -> Iterator[tuple[float, str]]:
    """What the customer pays for the proof: to others where it is asked for, to anybody where it is handed out."""
    procedure = subject.procedure
    for step in dict.fromkeys([asking, *(place for id in ids for place in issuing.get(id, ()))]):
        for fee in procedure.steps[step].fees or ():
            if fee.amount is not None and (fee.to == "third" or step != asking):
                yield float(fee.amount.amount), f"{fee.name or 'a fee'} at '{procedure.label(step)}'"


def _money(amount: float, currency: str) -> str:
    return f"{amount:,.2f} {currency}"

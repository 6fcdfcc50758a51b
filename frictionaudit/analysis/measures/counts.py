"""How many steps, forms, fields and documents a case is expected to take."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from frictionaudit.analysis.catalogue import Measures, measure
from frictionaudit.analysis.flow.markov.blocks import blocks_of
from frictionaudit.analysis.flow.routing import Weight
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures.to_sign import is_to_be_signed
from frictionaudit.analysis.tally import Result, Tally
from frictionaudit.domain.procedure import Channel, Document, Field, Form, Side

_SPOKEN = (Channel.PHONE, Channel.CHAT, Channel.COUNTER, Channel.ONSITE, Channel.HOME)
"""Channels in which our front line asks the customer face to face or in a talk."""
EXACT_UNIONS = 1_000
"""Steps of a procedure up to which the share of cases that come to any of several steps is solved."""


def _steps(m: Measures, wanted: Callable[[Side], bool]) -> Result:
    tally = Tally(m.subject)
    for id in m.subject.tasks:
        side = m.subject.side(id)
        if side is None:
            tally.miss(id)
        elif wanted(side):
            tally.add(m.subject.visits(id))
    return tally.result()


@measure("customer_steps", "steps", label="customer steps", one="customer step", headline=1)
def customer_steps(m: Measures) -> Result:
    """Expected steps that the customer takes: the sum of visits over tasks by customers.

    Steps that name nobody are listed as unknown.
    """
    return _steps(m, lambda side: side is Side.CUSTOMER)


@measure("staff_steps", "steps", label="staff steps", one="staff step", headline=8)
def staff_steps(m: Measures) -> Result:
    """Expected steps that our own people take: the sum of visits over tasks by frontstage and backstage."""
    return _steps(m, lambda side: side.ours)


def _of_customer(subject: Subject, step: str) -> bool:
    """Whether the customer answers what a step asks: their own step, one of nobody, or a talk with our front line."""
    side = subject.side(step)
    talks = side is Side.FRONTSTAGE and subject.procedure.steps[step].channel in _SPOKEN
    return talks or side in (Side.CUSTOMER, None)


def asked_forms(subject: Subject) -> Iterator[tuple[str, str, Form]]:
    """Each (step, form id, form) asked at a step."""
    for id, step in subject.procedure.steps.items():
        for thing in step.asks:
            if thing in subject.procedure.forms:
                yield id, thing, subject.procedure.forms[thing]


def asked_fields(subject: Subject) -> Iterator[tuple[str, str, Field]]:
    """Each (step, form id, field) to answer; what is prefilled is not asked."""
    for step, id, form in asked_forms(subject):
        for field in form.fields or ():
            if not field.prefilled:
                yield step, id, field


def asked_documents(subject: Subject) -> Iterator[tuple[str, str, Document]]:
    """Each (step, document id, document) asked at a step, without what the customer only signs there."""
    for id, step in subject.procedure.steps.items():
        for thing in step.asks:
            if thing in subject.procedure.documents and not is_to_be_signed(subject, id, thing):
                yield id, thing, subject.procedure.documents[thing]


@measure("forms", "forms", label="forms", one="form", headline=2, counts="asks")
def forms(m: Measures) -> Result:
    """Expected forms that the customer fills in: visits times forms asked at the step.

    A form that our front line asks by phone, in a chat or in person is asked of the customer. Other forms in steps of
    staff or third parties are theirs.
    """
    tally = Tally(m.subject)
    for step, _, _ in asked_forms(m.subject):
        if _of_customer(m.subject, step):
            tally.add(m.subject.visits(step))
    return tally.result()


def _fields(m: Measures, wanted: Callable[[Field], bool]) -> Result:
    tally = Tally(m.subject)
    for step, id, form in asked_forms(m.subject):
        if form.fields is None and _of_customer(m.subject, step):
            tally.miss(f"form {id}")
    for step, _, field in asked_fields(m.subject):
        if wanted(field) and _of_customer(m.subject, step):
            tally.add(m.subject.visits(step))
    return tally.result()


@measure("fields", "fields", label="questions asked", one="question", many="questions", headline=3, counts="asks")
def fields(m: Measures) -> Result:
    """Expected questions to answer: visits times fields asked. Prefilled fields are shown, not asked."""
    return _fields(m, lambda field: True)


@measure(
    "required_fields",
    "fields",
    label="questions that must be answered",
    one="required question",
    many="required questions",
    counts="asks",
)
def required_fields(m: Measures) -> Result:
    """Expected questions that must be answered."""
    return _fields(m, lambda field: field.required)


def distinct_share(subject: Subject, steps: set[str]) -> Weight | None:
    """Share of cases that come to any of the steps; None where loops are too large to tell.

    Inclusive branches are taken together as often as `branching.py` says. With several steps of a large procedure, or
    of one whose branches are not joined, and with steps whose visits are bounded, it lies between the largest share
    among them and the sum of all.
    """
    shares = {step: subject.reached(step) for step in sorted(steps)}
    known = {step: share for step, share in shares.items() if share is not None}
    if len(known) < len(shares):
        return None
    best = max(known, key=lambda step: known[step])
    share = min(1.0, known[best])
    visits = {step: subject.visits(step) for step in steps}
    if all(weight.tight for weight in visits.values()):
        if share >= 1 or all(subject.graph.certainly_before(best, step) for step in steps):
            return Weight.exact(share)
        if len(subject.graph.steps) <= EXACT_UNIONS and blocks_of(subject.graph).sound:
            return Weight.exact(subject.reached_any(sorted(steps)))
        return Weight(share, share, min(1.0, sum(known.values())))
    least = max((min(1.0, known[step]) for step, weight in visits.items() if weight.tight), default=0.0)
    most = min(1.0, sum(weight.high for weight in visits.values()))
    value = subject.reached_any(sorted(steps)) if len(subject.graph.steps) <= EXACT_UNIONS else share
    return Weight(value, min(value, least), max(value, most))


@measure(
    "distinct_fields",
    "data items",
    label="different data items asked",
    one="data item",
    many="data items",
    counts="asks",
)
def distinct_fields(m: Measures) -> Result:
    """Expected data items asked, each counted once however often it is asked.

    An item counts with the share of cases in which it is asked at all, on whichever route.
    """
    places: dict[str, set[str]] = {}
    for step, _, field in asked_fields(m.subject):
        if not _of_customer(m.subject, step):
            continue
        places.setdefault(field.data, set()).add(step)
    tally = Tally(m.subject)
    forms = [asked for asked in asked_forms(m.subject) if _of_customer(m.subject, asked[0])]
    tally.miss_all(f"form {id}" for _, id, form in forms if form.fields is None)
    for item, steps in sorted(places.items()):
        share = distinct_share(m.subject, steps)
        if share is None:
            tally.miss(f"{item}: asked in a loop too large to follow")
        else:
            tally.add(share)
    return tally.result()


def _documents(m: Measures, wanted: Callable[[Document], bool | None]) -> Result:
    tally = Tally(m.subject)
    for step, id, document in asked_documents(m.subject):
        if not _of_customer(m.subject, step):
            continue
        known = wanted(document)
        if known is None:
            tally.miss(f"proof of {id}")
        else:
            tally.add(m.subject.visits(step), float(known))
    return tally.result()


@measure("documents", "documents", label="documents to bring", one="document to bring", headline=4, counts="asks")
def documents(m: Measures) -> Result:
    """Expected documents to hand over: visits times documents asked at the customer's step.

    So are those that our front line asks for by phone, in a chat or in person. A document of ours that the customer
    only signs, accepts or sends back is none.
    """
    return _documents(m, lambda document: True)


@measure(
    "originals", "documents", label="originals and certified copies", one="original or certified copy", counts="asks"
)
def originals(m: Measures) -> Result:
    """Expected documents that must be originals, certified copies or notarised; without `proof` they are unknown."""
    return _documents(m, _is_original)


def _is_original(document: Document) -> bool | None:
    return None if document.proof is None else document.proof in ("original", "certified", "notarised")


@measure("redundancy", "share", label="share of questions asked again")
def redundancy(m: Measures) -> Result:
    """1 − distinct data items / data items asked: the share of the questions that was asked before."""
    return m.ratio("distinct_fields", "fields", lambda distinct, asked: 1 - distinct / asked)


@measure(
    "known_fields",
    "fields",
    label="questions whose answer you hold",
    one="question whose answer you hold",
    counts="asks",
)
def known_fields(m: Measures) -> Result:
    """Expected questions about items that the organisation holds already."""
    return _fields(m, lambda field: field.known)


@measure("known_data_ratio", "share", label="share of questions whose answer you hold")
def known_data_ratio(m: Measures) -> Result:
    """Items asked that the organisation holds already / items asked."""
    return m.ratio("known_fields", "fields", lambda known, asked: known / asked)

"""How often a case changes hands inside the organisation, and what the customer carries between our units."""

from __future__ import annotations

from frictionaudit.analysis.catalogue import Measures, measure
from frictionaudit.analysis.flow.passages import Handover
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures.counts import asked_documents
from frictionaudit.analysis.tally import Result, Tally
from frictionaudit.domain.procedure import Document, Party, Side
from frictionaudit.domain.procedure.names import office_words


def _ends(subject: Subject, passage: Handover) -> tuple[Party, Party] | None:
    """The two parties of a passage between people of ours; None where one of them is not."""
    if passage.source is None:
        return None
    steps, parties = subject.procedure.steps, subject.procedure.parties
    one, other = (parties.get(steps[step].by or "") for step in (passage.source, passage.target))
    if one is None or other is None or not one.side.ours or not other.side.ours:
        return None
    return one, other


def handoff_passages(subject: Subject) -> list[Handover]:
    """Passages in which a case goes from one of our parties to another, who both do something."""
    steps = subject.procedure.steps
    return [
        passage
        for passage in subject.by_hand
        if _ends(subject, passage) and steps[passage.source or ""].by != steps[passage.target].by
    ]


@measure("handoffs", "hand-offs", label="hand-offs", one="hand-off", headline=9)
def handoffs(m: Measures) -> Result:
    """Expected hand-offs from one of our parties to another.

    Every branch that arrives at a join hands its work on in full; branches in which nobody works count as one. Steps
    without a party are passed through. So is a gateway in somebody's lane, and an event there without a message: nobody
    takes the case over. A decision of the customer's is no hand-off between us.
    """
    tally = Tally(m.subject)
    tally.miss_all(id for id in m.subject.tasks if m.subject.side(id) is None)
    for passage in handoff_passages(m.subject):
        tally.add(passage.weight)
    return tally.result()


@measure("unit_handoffs", "hand-offs", label="hand-offs between units", one="hand-off between units", headline=10)
def unit_handoffs(m: Measures) -> Result:
    """Expected hand-offs between different units; a party without a unit is listed as unknown."""
    tally = Tally(m.subject)
    tally.miss_all(id for id in m.subject.tasks if m.subject.side(id) is None)
    for passage in handoff_passages(m.subject):
        ends = _ends(m.subject, passage)
        if ends and ends[0].unit and ends[1].unit:
            tally.add(passage.weight, float(ends[0].unit != ends[1].unit))
        else:
            steps = m.subject.procedure.steps
            sides = zip((passage.source, passage.target), ends or (), strict=False)
            tally.miss_all(f"unit of {steps[step or ''].by}" for step, party in sides if not party.unit)
    return tally.result()


def carried(subject: Subject, step: str, document: Document) -> bool:
    """Whether the customer can come to carry this document of one of our units to another of our units."""
    side = subject.side(step)
    receivers = (step,) if side is not None and side.ours else subject.taken_over.get(step, ())
    return any(_other_unit(subject, receiver, document) for receiver in receivers)


def _other_unit(subject: Subject, receiver: str, document: Document) -> bool:
    """Whether a step belongs to another of our units than the one that issues a document."""
    parties = subject.procedure.parties
    issuer, party = parties.get(document.issued_by or ""), parties.get(subject.procedure.steps[receiver].by or "")
    if issuer is None or party is None or not issuer.side.ours or not party.side.ours:
        return False
    receiving = office_words(party.unit or str(subject.procedure.steps[receiver].by))
    return receiving != office_words(issuer.unit or str(document.issued_by))


@measure(
    "customer_courier",
    "documents",
    label="documents carried between your units",
    one="document carried between your units",
    counts="asks",
)
def customer_courier(m: Measures) -> Result:
    """Expected documents that the customer carries from one of our units to another.

    A document counts each time that it comes to a step of a unit of ours other than the one that issues it: a step that
    asks for it, or the next one after a step at which the customer is asked for it, on each branch in full. So does a
    flow with `handover: customer`. Documents issued by `us` without a unit, and those without an issuer, are listed as
    unknown.
    """
    subject, tally = m.subject, Tally(m.subject)
    asked: dict[str, list[Document]] = {}
    for step, thing, document in asked_documents(subject):
        if document.issued_by == "us":
            tally.miss(f"unit that issues {thing}")
        elif document.issued_by is None:
            tally.miss(f"who issues {thing}")
        else:
            tally.add(subject.visits(step), float(_other_unit(subject, step, document)))
            if subject.side(step) is Side.CUSTOMER:
                asked.setdefault(step, []).append(document)
    for passage in subject.by_party:
        for document in asked.get(passage.source or "", ()):
            tally.add(passage.weight, float(_other_unit(subject, passage.target, document)))
    for arc in subject.graph.arcs:
        if arc.flow.handover == "customer":
            tally.add(subject.passes(arc))
    return tally.result()

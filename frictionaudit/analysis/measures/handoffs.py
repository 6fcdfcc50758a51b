"""How often a case changes hands inside the organisation, and what the customer carries between our units."""

from __future__ import annotations

from frictionaudit.analysis.catalogue import Measures, measure
from frictionaudit.analysis.flow.passages import Handover
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.tally import Result, Tally
from frictionaudit.domain.procedure import Document, Party
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
    """Passages in which a case goes from one of our parties to another."""
    steps = subject.procedure.steps
    return [
        passage
        for passage in subject.by_party
        if _ends(subject, passage) and steps[passage.source or ""].by != steps[passage.target].by
    ]


@measure("handoffs", "hand-offs", label="hand-offs", one="hand-off", headline=9)
def handoffs(m: Measures) -> Result:
    """Expected hand-offs from one of our parties to another.

    Every branch that arrives at a join hands its work on in full. Steps without a party, such as most gateways, are
    passed through. A gateway or event in someone's lane counts as theirs.
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
    """Whether the customer carries this document of one of our units to another of our units.

    The receiving unit is the step's own, or, for a step of the customer's, any of ours that comes next.
    """
    parties, steps = subject.procedure.parties, subject.procedure.steps
    issuer = parties.get(document.issued_by or "")
    if issuer is None or not issuer.side.ours:
        return False
    side = subject.side(step)
    if side is not None and side.ours:
        receivers = [steps[step].by or ""]
    else:
        receivers = [steps[target].by or "" for target in subject.taken_over.get(step, ())]
    units = {office_words(parties[by].unit or by) for by in receivers if by in parties and parties[by].side.ours}
    return bool(units - {office_words(issuer.unit or str(document.issued_by))})


@measure(
    "customer_courier",
    "documents",
    label="documents carried between your units",
    one="document carried between your units",
)
def customer_courier(m: Measures) -> Result:
    """Expected documents that the customer carries from one of our units to another.

    A document counts if the unit that issues it is not the unit that receives it. So does a flow with `handover:
    customer`. Documents issued by `us` without a unit, and those without an issuer, are listed as unknown.
    """
    tally = Tally(m.subject)
    for id, step in m.subject.procedure.steps.items():
        for thing in step.asks:
            document = m.subject.procedure.documents.get(thing)
            if document is None:
                continue
            if document.issued_by == "us":
                tally.miss(f"unit that issues {thing}")
            elif document.issued_by is None:
                tally.miss(f"who issues {thing}")
            else:
                tally.add(m.subject.visits(id), float(carried(m.subject, id, document)))
    for arc in m.subject.graph.arcs:
        if arc.flow.handover == "customer":
            tally.add(m.subject.passes(arc))
    return tally.result()

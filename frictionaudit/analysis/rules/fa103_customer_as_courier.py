"""Documents should travel between our units without the customer."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.counts import asked_documents
from frictionaudit.analysis.measures.handoffs import carried
from frictionaudit.analysis.patterns.acts import by_customer, only_after
from frictionaudit.analysis.patterns.got_later import later_source
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Document, Side
from frictionaudit.domain.procedure.names import office_words
from frictionaudit.domain.quantities.listing import listed, quoted


class CustomerAsCourier(Rule):
    """The customer carries a document, or the whole case, from one of our units to another.

    A document is flagged if one of our units issued it and another of our units receives it. The receiver is the unit
    of the step that asks for it, or our next unit after a step by the customer. Where people get it only later in the
    procedure, it is carried at the next step after that. A flow is flagged if the page states `handover: customer`. One
    office written in two ways, such as 'General Services Office' and 'Office of the General Service Officer', is one
    unit. A document that the customer only signs, accepts or sends back is not carried. FA102 does not flag the same
    document again. Documents issued by `us`, without a unit, are left to FA102.

    Why it matters:
        The customer pays with a journey and a queue for a message that one of our units could send to the other.

    Wrong:
        documents:
          zoning-clearance: {issued_by: zoning}                       # Planning office
        steps:
          ask-fire: {by: applicant, asks: [zoning-clearance], next: evaluate-fire}
          evaluate-fire: {by: fire, next: cleared}                    # Fire station

    Right:
        steps:
          check-zoning: {by: zoning, next: evaluate-fire}
          evaluate-fire: {by: fire, next: cleared}

    What to do:
        Let the issuing unit send the document, or the receiving unit fetch it.

    Leave it when:
        People want to keep their documents in their own hands, such as medical records. Give the reason in `because`.

    Sources:
        UNCTAD principles (source not checked first-hand).
    """

    level = "warning"
    stake = ("customer",)
    care_point = "no-exploitation"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        label = subject.procedure.label
        parties = subject.procedure.parties
        for step, id, document in asked_documents(subject):
            if carried(subject, step, document):
                step = _where_carried(subject, step, id, document)
                issuer = str(document.issued_by)
                unit = parties[issuer].unit or parties[issuer].name or issuer
                receivers = [name for name in _receivers(subject, step) if office_words(name) != office_words(unit)]
                yield Flag(
                    f"The customer carries '{document.name or id}' from '{unit}' to "
                    f"{listed(quoted(receivers), last='or')} at '{label(step)}'",
                    steps=(step,),
                    about=id,
                    at=("documents", id),
                    together=f"The customer carries '{document.name or id}' from '{unit}' to "
                    f"{listed(quoted(receivers), last='or')} at {{places}}",
                )
        for arc in subject.graph.arcs:
            if arc.flow.handover == "customer" and Side.THIRD not in (
                subject.side(arc.source),
                subject.side(arc.target),
            ):
                yield Flag(
                    f"The customer carries the case from '{label(arc.source)}' to '{label(arc.target)}'",
                    steps=(arc.source, arc.target),
                    about=arc.id,
                    at=("steps", arc.source, "next", arc.flow.key),
                )


def _where_carried(subject: Subject, step: str, thing: str, document: Document) -> str:
    """The step at which a document arrives: the one that asks for it, or a later one if people only get it later."""
    source = later_source(subject, thing, document, step)
    if source is None:
        return step
    arriving = (
        id
        for id in subject.procedure.in_reading_order()
        if id in only_after(subject, source) and by_customer(subject, id) and carried(subject, id, document)
    )
    return next(arriving, step)


def _receivers(subject: Subject, step: str) -> list[str]:
    """Names of our units that receive what a step asks for."""
    steps, parties = subject.procedure.steps, subject.procedure.parties
    side = subject.side(step)
    if side is not None and side.ours:
        receiving: tuple[str, ...] = (step,)
    else:
        receiving = subject.taken_over.get(step, ())
    ours = {by: parties[by] for id in receiving if (by := steps[id].by) and parties[by].side.ours}
    return sorted({party.unit or party.name or by for by, party in ours.items()})

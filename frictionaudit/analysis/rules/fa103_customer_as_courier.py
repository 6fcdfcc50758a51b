"""Papers should travel between our units without the customer's legs."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.counts import asked_documents
from frictionaudit.analysis.measures.handoffs import carried
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Side


class CustomerAsCourier(Rule):
    """The customer carries a document, or the whole case, from one of our units to another.

    A document counts where its issuer is a unit of ours other than the one that receives it: the unit of the step
    that asks for it, or the next unit of ours after a step of the customer's. A flow counts where the page says
    `handover: customer`. What is flagged here is not flagged by FA102 as well. A document issued by `us`, without a
    unit, is FA102's to say.

    Why it matters:
        The customer pays with a journey and a queue for a message that two of our offices could send each other.

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
        Let the receiving unit fetch the document, or the issuing one send it.

    Leave it when:
        People want to keep their papers in their own hands, for example medical records: say so with `because`.

    Sources:
        UNCTAD principles (not read first-hand).
    """

    level = "warning"
    care_point = "no-exploitation"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        label = subject.procedure.label
        parties = subject.procedure.parties
        for step, id, document in asked_documents(subject):
            if carried(subject, step, document):
                issuer = str(document.issued_by)
                unit = parties[issuer].unit or parties[issuer].name or issuer
                to = " or ".join(f"'{name}'" for name in _receivers(subject, step) if name != unit)
                yield Flag(
                    f"the customer carries '{document.name or id}' from '{unit}' to {to}, at '{label(step)}'",
                    steps=(step,),
                    about=id,
                    at=("documents", id),
                )
        for arc in subject.graph.arcs:
            if arc.flow.handover == "customer" and Side.THIRD not in (
                subject.side(arc.source),
                subject.side(arc.target),
            ):
                yield Flag(
                    f"the customer carries the case from '{label(arc.source)}' to '{label(arc.target)}'",
                    steps=(arc.source, arc.target),
                    about=arc.id,
                    at=("steps", arc.source, "next", arc.flow.key),
                )


def _receivers(subject: Subject, step: str) -> list[str]:
    """Names of our units that get what is asked at a step."""
    steps, parties = subject.procedure.steps, subject.procedure.parties
    side = subject.side(step)
    if side is not None and side.ours:
        hands: tuple[str, ...] = (step,)
    else:
        hands = subject.taken_over.get(step, ())
    ours = {by: parties[by] for hand in hands if (by := steps[hand].by) and parties[by].side.ours}
    return sorted({party.unit or party.name or by for by, party in ours.items()})

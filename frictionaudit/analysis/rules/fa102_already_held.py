"""Nobody should have to provide what the organisation already holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.counts import asked_documents, asked_fields
from frictionaudit.analysis.measures.handoffs import carried
from frictionaudit.analysis.patterns.question_names import asks_for
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Document, Field, Side


class AlreadyHeld(Rule):
    """The customer is asked for a data item or document that the organisation holds or issued itself.

    A field is flagged if it is `known` and not `prefilled`. A document is flagged if it is `known`, or if we or one of
    our units issued it. It is also flagged if an earlier step of the same procedure gave it out. A document given out
    for the very next step, such as a label for a parcel, is not flagged. If the customer carries a document
    from one of our units to another, only FA103 flags it.

    Why it matters:
        People notice when they have to tell us what we told them. Each such question costs minutes and trust, and a
        retyped answer can be wrong where our record was right.

    Wrong:
        forms:
          return-form:
            fields: [{data: order-number, known: true}]
        documents:
          receipt: {issued_by: us}

    Right:
        forms:
          return-form:
            fields: [{data: order-number, known: true, prefilled: true}]

    What to do:
        Look it up, or pre-fill it and ask people to confirm.

    Leave it when:
        The item proves someone's identity, or the document is a token that has to come back, such as a parcel label.
        Give the reason in `because`.

    Sources:
        Once-only principle: Regulation (EU) 2018/1724, Art. 14 (source not checked first-hand).
    """

    level = "warning"
    stake = ("filling in",)
    care_point = "asks-once"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        yield from _fields(subject)
        yield from _documents(subject)


def _fields(subject: Subject) -> Iterator[Flag]:
    seen: set[tuple[str, str]] = set()
    for step, form, field in asked_fields(subject):
        if field.known and _faces_customer(subject, step) and (step, field.data) not in seen:
            seen.add((step, field.data))
            position = (subject.procedure.forms[form].fields or ()).index(field)
            yield Flag(
                f"'{subject.procedure.label(step)}' {asks_for(field.data, field.label)}, which you already hold",
                steps=(step,),
                about=field.data,
                at=("forms", form, "fields", position),
                together=f"{{places}} {_ask_for(field)}, which you already hold",
            )


def _documents(subject: Subject) -> Iterator[Flag]:
    givers = _givers(subject)
    for step, id, document in asked_documents(subject):
        origin = _origin(subject, step, id, document, givers)
        if origin and _faces_customer(subject, step) and not carried(subject, step, document):
            yield Flag(
                f"'{subject.procedure.label(step)}' asks for '{document.name or id}', which {origin}",
                steps=(step,),
                about=id,
                at=("documents", id),
                together=f"{{places}} ask for '{document.name or id}', which {origin}",
            )


def _faces_customer(subject: Subject, step: str) -> bool:
    """Whether the customer takes part in a step; unknown, and so False, where no party is stated."""
    return subject.side(step) in (Side.CUSTOMER, Side.FRONTSTAGE)


def _givers(subject: Subject) -> Mapping[str, list[str]]:
    """For each document, our steps that give it out."""
    givers: dict[str, list[str]] = {}
    for id, step in subject.procedure.steps.items():
        side = subject.side(id)
        if side is not None and side.ours:
            for document in step.gives:
                givers.setdefault(document, []).append(id)
    return givers


def _origin(subject: Subject, step: str, id: str, document: Document, givers: Mapping[str, list[str]]) -> str:
    """How the organisation came to have a document, in words; empty if the page does not say that it has it."""
    issuer = subject.procedure.parties.get(document.issued_by or "")
    for giver in givers.get(id, ()):
        if step in subject.taken_over.get(giver, ()) and subject.procedure.steps[giver].tells.next:
            return ""  # handed out to be used there
        if giver in subject.graph.before(step):
            return f"'{subject.procedure.label(giver)}' gave out earlier in this procedure"
    if document.issued_by == "us":
        return "you issued yourselves"
    if issuer is not None and issuer.side.ours:
        return f"'{issuer.name or document.issued_by}' issued"
    return "you already hold" if document.known else ""


def _ask_for(field: Field) -> str:
    """The verb of several steps with their question as object."""
    return f"ask{asks_for(field.data, field.label).removeprefix('asks')}"

"""What the organisation holds already, nobody should have to bring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.counts import asked_documents, asked_fields
from frictionaudit.analysis.measures.handoffs import carried
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Document, Side


class AlreadyHeld(Rule):
    """The customer is asked for a data item or a document that the organisation holds or issued itself.

    A field counts where it is `known` and not `prefilled`; a document where it is `known`, issued by us or one of
    our parties, or handed out earlier in this very procedure. Where the customer carries a document from one of our
    units to another, FA103 alone speaks.

    Why it matters:
        People notice that they tell us what we told them. Each such question costs minutes and trust, and an answer
        typed again can be wrong where the record was right.

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
        Look it up, or show it filled in for a check.

    Leave it when:
        The item proves who somebody is, or the paper is a token that has to come back, such as a label on a parcel:
        say so with `because`.

    Sources:
        Once-only principle: Regulation (EU) 2018/1724, Art. 14 (not read first-hand).
    """

    level = "warning"
    care_point = "asks-once"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        yield from _fields(subject)
        yield from _documents(subject)


def _fields(subject: Subject) -> Iterator[Flag]:
    seen: set[tuple[str, str]] = set()
    for step, form, field in asked_fields(subject):
        if field.known and _of_the_customer(subject, step) and (step, field.data) not in seen:
            seen.add((step, field.data))
            position = (subject.procedure.forms[form].fields or ()).index(field)
            yield Flag(
                f"'{field.label or field.data}' is asked at '{subject.procedure.label(step)}', "
                "although the organisation holds it already",
                steps=(step,),
                about=field.data,
                at=("forms", form, "fields", position),
            )


def _documents(subject: Subject) -> Iterator[Flag]:
    given = _given(subject)
    for step, id, document in asked_documents(subject):
        why = _held(subject, step, id, document, given)
        if why and _of_the_customer(subject, step) and not carried(subject, step, document):
            yield Flag(
                f"'{document.name or id}' is asked at '{subject.procedure.label(step)}', although {why}",
                steps=(step,),
                about=id,
                at=("documents", id),
            )


def _of_the_customer(subject: Subject, step: str) -> bool:
    """Whether the step faces the customer; where nobody is named, that is not known."""
    return subject.side(step) in (Side.CUSTOMER, Side.FRONTSTAGE)


def _given(subject: Subject) -> Mapping[str, list[str]]:
    """For each document the steps of ours that hand it out."""
    given: dict[str, list[str]] = {}
    for id, step in subject.procedure.steps.items():
        side = subject.side(id)
        if side is not None and side.ours:
            for document in step.gives:
                given.setdefault(document, []).append(id)
    return given


def _held(subject: Subject, step: str, id: str, document: Document, given: Mapping[str, list[str]]) -> str:
    """Why the organisation holds a document, in words; empty where the page does not say so."""
    issuer = subject.procedure.parties.get(document.issued_by or "")
    for giver in given.get(id, ()):
        if giver in subject.graph.before(step):
            return f"it was handed out at '{subject.procedure.label(giver)}' in this very procedure"
    if document.issued_by == "us":
        return "the organisation issued it itself"
    if issuer is not None and issuer.side.ours:
        return f"'{issuer.name or document.issued_by}' issued it"
    return "the organisation holds it already" if document.known else ""

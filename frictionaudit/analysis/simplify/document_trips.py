"""Trips of the customer for a document: to one of our units that hands it out, or by the step's name to anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.deliberate_questions import proves_identity
from frictionaudit.analysis.simplify.held_documents import names_document
from frictionaudit.analysis.simplify.working_copy import WorkingCopy, refers_to
from frictionaudit.domain.procedure import Procedure, Side

_FETCHES = re.compile(
    r"(?:gets?|fetch(?:es)?|collects?|obtains?|picks? up|orders?|requests?|buys?|procures?|acquires?|applies for|"
    r"appl(?:y|ies) for|asks? for|sends? for|goes for|go for)\s+(.*)",
    re.IGNORECASE,
)
_WHERE = re.compile(r"\b(?:from|at|in|with|to|for|and)\b.*", re.IGNORECASE)
_ANY_PAPER = re.compile(r"\b(?:certified|cop(?:y|ies)|originals?|papers?|documents?|forms?|signed)\b", re.IGNORECASE)
"""Words that do not tell one document from another."""


def fetched_before(subject: Subject, step: str, item: str) -> bool:
    """Whether an earlier step of the customer is named after getting a document, as 'Get the land title'."""
    earlier = (id for id in subject.graph.before(step) if id in subject.tasks and subject.side(id) is Side.CUSTOMER)
    document = subject.procedure.documents[item]
    for id in earlier:
        fetched = _FETCHES.match(subject.procedure.label(id).replace("-", " "))
        thing = _ANY_PAPER.sub("", _WHERE.sub("", fetched[1])) if fetched and id != step else ""
        if names_document(thing, item, document):
            return True
    return False


def trips(subject: Subject, held: bool = True) -> Iterator[tuple[str, str]]:
    """The customer's steps that only lead to a document that we hand out, each with the step of ours that does so.

    With `held`, only to documents that we hold anyway.
    """
    for id in subject.tasks:
        trip = _trip(subject, id) if _only_issues_documents(subject, id, held) else None
        if trip is not None:
            yield trip, id


def without_trip(subject: Subject, trip: str, issuing: str) -> Procedure | None:
    """The procedure without both steps; None where another step refers to one, or a loop would close on itself."""
    procedure = subject.procedure
    onward = procedure.steps[issuing].next[0].to
    sources = {arc.source for arc in subject.graph.incoming[trip]}
    if onward == trip or onward in sources or any(refers_to(procedure.steps, step) for step in (issuing, trip)):
        return None
    copy = WorkingCopy(procedure)
    copy.reroute_all(trip, onward)
    before = next(iter(sources)) if len(sources) == 1 else None
    for step in (trip, issuing):
        copy.remove(step, before=before, after=onward)
    return copy.after()


def _only_issues_documents(subject: Subject, id: str, held: bool) -> bool:
    """Whether a step of ours decides nothing and hands out only documents, all of them held if `held` asks for it."""
    step, side = subject.procedure.steps[id], subject.side(id)
    if side is None or not side.ours or step.control or len(step.next) != 1 or not step.gives:
        return False
    return not held or all(subject.procedure.documents[document].known for document in step.gives)


def _trip(subject: Subject, issuing: str) -> str | None:
    """The customer's step that leads only to the step that issues the document, and hands nothing else in."""
    incoming = subject.graph.incoming[issuing]
    trip = incoming[0].source if len(incoming) == 1 else None
    if trip is None or trip not in subject.tasks or subject.side(trip) is not Side.CUSTOMER:
        return None
    step = subject.procedure.steps[trip]
    for_it = all(_serves_only(subject, item, issuing) for item in step.asks)
    return trip if len(step.next) == 1 and for_it else None


def _serves_only(subject: Subject, item: str, issuing: str) -> bool:
    """Whether what is asked for on the trip only serves to issue the document: it is read there, or shows a person."""
    form = subject.procedure.forms.get(item)
    if form is None:
        return proves_identity(subject.procedure.documents.get(item), item)
    return bool(form.fields) and all(field.used_by == (issuing,) for field in form.fields or ())

"""Drop the trip for a document that we hold and that nobody asks for."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.wording import document_names, step_name
from frictionaudit.analysis.simplify.working_copy import WorkingCopy, refers_to
from frictionaudit.domain.changes import Change
from frictionaudit.domain.procedure import Procedure, Side, Step


class DropTheTripForADocument(Heuristic):
    """Drop the customer's step and ours after it where they only produce a document that nobody asks for.

    The organisation has to hold the document (`known`). This is what remains once our own staff look a document up
    instead of asking for it.

    Do not use it when people want the document for something else.

    Source: task elimination in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 5
    answers = ("FA103",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        wanted = _wanted_items(subject.procedure)
        for id, issuing in subject.tasks.items():
            if not _only_issues_held_documents(subject, id) or wanted & {*issuing.gives, *issuing.makes}:
                continue
            trip = _trip(subject, id)
            if trip is None:
                continue
            changes = _without_trip(subject, trip, id)
            if changes is not None:
                fee = ", and no fee for it" if _costs(subject.procedure.steps[trip]) else ""
                documents = document_names(subject.procedure, issuing.gives)
                yield Idea(
                    f"Drop {step_name(subject, trip)}: no later step asks for {documents}",
                    changes,
                    steps=(trip, id),
                    trade_off=f"no document in the customer's hand{fee}",
                )


def _wanted_items(procedure: Procedure) -> set[str]:
    """What any step asks for or needs."""
    return {item for step in procedure.steps.values() for item in (*step.asks, *(step.needs or ()))}


def _only_issues_held_documents(subject: Subject, id: str) -> bool:
    """Whether a step of ours decides nothing and hands out only documents that the organisation holds."""
    step, side = subject.procedure.steps[id], subject.side(id)
    if side is None or not side.ours or step.control or len(step.next) != 1 or not step.gives:
        return False
    return all(subject.procedure.documents[document].known for document in step.gives)


def _trip(subject: Subject, issuing: str) -> str | None:
    """The customer's step that leads only to the step that issues the document, and hands nothing in."""
    incoming = subject.graph.incoming[issuing]
    trip = incoming[0].source if len(incoming) == 1 else None
    if trip is None or trip not in subject.tasks or subject.side(trip) is not Side.CUSTOMER:
        return None
    step = subject.procedure.steps[trip]
    return trip if len(step.next) == 1 and not step.asks else None


def _without_trip(subject: Subject, trip: str, issuing: str) -> tuple[Change, ...] | None:
    """The changes that remove both steps; None where another step refers to one, or a loop would close on itself."""
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
    return copy.changes()


def _costs(step: Step) -> bool:
    return any(fee.amount is None or fee.amount.amount for fee in step.fees or ())

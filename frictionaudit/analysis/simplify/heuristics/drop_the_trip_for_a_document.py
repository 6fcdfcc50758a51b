"""Drop the trip for a document that we hold and that nobody asks for."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.document_trips import trips, without_trip
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.wording import document_names, step_name
from frictionaudit.domain.changes import difference
from frictionaudit.domain.procedure import Procedure, Step


class DropTheTripForADocument(Heuristic):
    """Drop the customer's step and ours after it where they only produce a document that nobody asks for.

    The organisation has to hold the document (`known`), and what is asked on the way may only serve to issue it. This
    is what remains once our own staff look a document up instead of asking for it.

    Do not use it when people want the document for something else.

    Source: task elimination in Reijers and Liman Mansar (2005) (source not checked first-hand).
    """

    number = 5
    answers = ("FA103",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        wanted = _wanted_items(subject.procedure)
        for trip, id in trips(subject):
            issuing = subject.procedure.steps[id]
            if wanted & {*issuing.gives, *issuing.makes}:
                continue
            after = without_trip(subject, trip, id)
            if after is not None:
                fee = ", and no fee for it" if _costs(subject.procedure.steps[trip]) else ""
                documents = document_names(subject.procedure, issuing.gives)
                yield Idea(
                    f"Drop {step_name(subject, trip)}: no later step asks for {documents}",
                    difference(subject.procedure, after),
                    steps=(trip, id),
                    trade_off=f"no document in the customer's hand{fee}",
                )


def _wanted_items(procedure: Procedure) -> set[str]:
    """What any step asks for or needs."""
    return {item for step in procedure.steps.values() for item in (*step.asks, *(step.needs or ()))}


def _costs(step: Step) -> bool:
    return any(fee.amount is None or fee.amount.amount for fee in step.fees or ())

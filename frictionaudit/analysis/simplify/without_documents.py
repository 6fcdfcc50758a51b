"""A procedure in which customers no longer bring some documents: steps that are there for them alone go too."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from frictionaudit.analysis.flow.loops_back import LoopBack, loops_back
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simplify.close_loop import does_other_work
from frictionaudit.analysis.simplify.document_trips import trips, without_trip
from frictionaudit.analysis.simplify.prove import changed
from frictionaudit.analysis.simplify.scale_effort import fewer_documents
from frictionaudit.analysis.simplify.wording import step_names
from frictionaudit.analysis.simplify.working_copy import WorkingCopy
from frictionaudit.domain.changes import Change, StepAmended, StepRemoved, apply, difference
from frictionaudit.domain.procedure import Procedure, Side, Step

NOTHING_ELSE = "nothing else is missing where people bring these documents later"
"""What is assumed where a way back goes."""


def without_documents(subject: Subject, asked: Mapping[str, Sequence[str]]) -> tuple[Change, ...]:
    """The changes after which some steps no longer ask for documents.

    A way back that is only there to bring one of them goes, and so does the trip on which one of ours hands it out. The
    time to gather shrinks in proportion to what is left to bring.
    """
    procedure = _without_ways_back(subject, {item for items in asked.values() for item in items})
    for step, documents in asked.items():
        if step in procedure.steps:
            kept = [item for item in procedure.steps[step].asks if item not in documents]
            fewer = fewer_documents(procedure, step, len(documents))
            procedure = apply(procedure, (StepAmended(id=step, attribute="asks", value=kept), *fewer))
    gone = {item for items in asked.values() for item in items}
    return difference(subject.procedure, without_idle_trips(subject, procedure, gone))


def without_idle_trips(subject: Subject, procedure: Procedure, gone: Collection[str], held: bool = True) -> Procedure:
    """A version of the procedure without the trips for documents that no step asks for any more.

    With `held`, only without the trips for documents that we hold: others can be looked up only once they are written.
    """
    unwanted = set(gone) - _wanted(procedure)
    for trip, issuing in trips(subject, held):
        if set(subject.procedure.steps[issuing].gives) <= unwanted:
            procedure = without_trip(changed(subject, procedure), trip, issuing) or procedure
    return procedure


def dropped_too(subject: Subject, changes: Sequence[Change]) -> str:
    """The end of a title that names the customer's steps which some changes remove; empty where there are none."""
    removed = {change.id for change in changes if isinstance(change, StepRemoved)}
    own = [id for id in subject.procedure.in_reading_order() if id in removed and subject.side(id) is Side.CUSTOMER]
    return f", and drop {step_names(subject, own)}" if own else ""


def ways_back_for(subject: Subject, documents: Collection[str]) -> list[LoopBack]:
    """The ways back that cases take only to bring some of the documents."""
    steps = subject.procedure.steps
    ways = []
    for loop in loops_back(subject):
        back = _only_on_the_way_back(subject, loop)
        own = [steps[id] for id in back if subject.side(id) is Side.CUSTOMER]
        if (
            own
            and all(only_brings(step, documents) for step in own)
            and not any(does_other_work(subject, id) for id in back)
        ):
            ways.append(loop)
    return ways


def only_brings(step: Step, documents: Collection[str]) -> bool:
    """Whether a step asks for some of the documents and is there for nothing else; postage goes with it."""
    ours = any(fee.to != "third" for fee in step.fees or ())
    pays = step.effort is not None and step.effort.pay is not None
    other = ours or pays or step.gives or step.tells or step.options or step.control
    return bool(step.asks) and set(step.asks) <= set(documents) and not other


def _without_ways_back(subject: Subject, documents: Collection[str]) -> Procedure:
    procedure = subject.procedure
    for loop in ways_back_for(subject, documents):
        copy = WorkingCopy(procedure)
        copy.close(loop.arc.source, loop.arc.flow.key)
        procedure = copy.after() if copy.prune() else procedure
    return procedure


def _only_on_the_way_back(subject: Subject, loop: LoopBack) -> list[str]:
    """The tasks that cases no longer reach without a way back."""
    copy = WorkingCopy(subject.procedure)
    copy.close(loop.arc.source, loop.arc.flow.key)
    return [id for id in subject.tasks if id not in copy.steps] if copy.prune() else []


def _wanted(procedure: Procedure) -> set[str]:
    return {item for step in procedure.steps.values() for item in (*step.asks, *(step.needs or ()))}

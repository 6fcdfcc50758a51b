"""Caveats of a simulation with queues: too much work, a priority or a patience without a queue."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import fmean

from frictionaudit.analysis.simulate.backlog import overloaded
from frictionaudit.analysis.simulate.queue_record import QueueRecord
from frictionaudit.analysis.simulate.resources import Staffing
from frictionaudit.domain.quantities.format import format_elapsed
from frictionaudit.domain.quantities.listing import quoted, sentence, shortened

_SHOWN = 5
_DAY, _FAR = 1440.0, 2.0


def limits_of_the_queues(staffing: Staffing) -> tuple[str, ...]:
    """What lasts without end, and what the page states for queues that are not there."""
    return (*_overload(staffing), *_patience(staffing), *_priority(staffing))


def unexplained_waits(staffing: Staffing, record: QueueRecord) -> Iterator[str]:
    """Stated waits that are far longer than the queue for the staff on the page, which replaces them."""
    procedure = staffing.subject.procedure
    simulated: dict[str, list[float]] = {}
    for (step, _), minutes in record.waits.items():
        simulated.setdefault(step, []).extend(minutes)
    for step in procedure.in_reading_order():
        wait = procedure.steps[step].wait
        if step not in simulated or wait is None or wait.queue is None:
            continue
        stated, found = procedure.calendar.expected_elapsed(wait.queue), fmean(simulated[step])
        if stated > _DAY and stated > _FAR * found:
            yield (
                f"what else makes cases wait before '{procedure.label(step)}': the page states "
                f"{format_elapsed(stated)} on average, and the queue for its staff takes {format_elapsed(found)}"
            )


def _overload(staffing: Staffing) -> Iterator[str]:
    procedure = staffing.subject.procedure
    for id in overloaded(staffing):
        name = sentence(procedure.party_name(id))
        yield (
            f"{name} would have to work {staffing.load[id] * 100:.0f} % of the opening hours: the "
            "queue grows for as long as it lasts, so times depend on the number of cases played"
        )


def _patience(staffing: Staffing) -> Iterator[str]:
    procedure, reachable = staffing.subject.procedure, staffing.subject.graph.reachable
    stated = (id for id, step in procedure.steps.items() if step.patience is not None and id in reachable)
    ignored = [procedure.label(id) for id in stated if id not in staffing.impatient]
    if ignored:
        yield (
            f"the patience at {shortened(quoted(ignored), _SHOWN)} is ignored: neither the step nor the next one has "
            "a queue for a party with a `capacity`"
        )


def _priority(staffing: Staffing) -> Iterator[str]:
    procedure, graph = staffing.subject.procedure, staffing.subject.graph
    triage = [id for id, step in procedure.steps.items() if step.triage and id in graph.reachable]
    if triage and not any(group.urgent for group in procedure.groups.values()):
        yield f"nobody goes first after {_named(staffing, triage)}: no group is `urgent`"
        return
    idle = [id for id in triage if not staffing.queues.intersection({id, *graph.after(id)})]
    if idle:
        yield (
            f"the priority given at {_named(staffing, idle)} changes nothing: no queue for a party with a `capacity` "
            "comes after it"
        )


def _named(staffing: Staffing, steps: list[str]) -> str:
    return shortened(quoted(map(staffing.subject.procedure.label, steps)), _SHOWN)

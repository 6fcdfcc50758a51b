"""One visit of a step in the queue engine: its waits, the staff it needs, its touch time, and where the case goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from frictionaudit.analysis.simulate.model import Clock, Outgoing, SimulationModel
from frictionaudit.analysis.simulate.patience import Patience, without_giving_up
from frictionaudit.analysis.simulate.resources import Staffing
from frictionaudit.analysis.simulate.sampling import Sampler
from frictionaudit.analysis.simulate.working_time import Unit

Touch = tuple[Sampler, int | None, float, Clock]
"""A part of touch time: its length, the total it is added to, the group's factor, and beside what it passes."""


@dataclass(frozen=True)
class Act:
    """One visit of a step for a customer segment.

    `before` are waits for others, `delays` what goes wrong, each in a share of the visits, `batch` the minutes between
    two batches that limited staff handle (an appointment or a notice period is each case's own), `party` the index of
    the limited party it needs or -1, `line` whether the customer queues in person meanwhile. `patience` has an entry
    for each incoming flow and one more for cases that come otherwise; empty where nobody's is stated.
    """

    before: tuple[tuple[Sampler, int | None, bool, Unit], ...]
    delays: tuple[tuple[Sampler, int | None, Unit, float], ...]
    batch: float | None
    deadline: Sampler | None
    otherwise: str | None
    party: int
    line: bool
    patience: tuple[Patience | None, ...]
    touch: tuple[Touch, ...]
    serves: bool
    """Whether a clerk serves here a customer who has been at the counter in a step before."""
    passes: bool
    """Whether it is looked through: a customer who was at a counter before it is still served after it."""
    triage: bool
    outgoing: Outgoing


def acts(staffing: Staffing, model: SimulationModel) -> Mapping[str, Act]:
    """The visit of each step for one customer segment."""
    return {step: _act(staffing, model, step) for step in staffing.subject.procedure.steps}


def _act(staffing: Staffing, model: SimulationModel, step: str) -> Act:
    step_data = staffing.subject.procedure.steps[step]
    party = staffing.hands(step)
    stands = staffing.queue_follows(step)
    batch: float | None = None
    before: list[tuple[Sampler, int | None, bool, Unit]] = []
    delays: list[tuple[Sampler, int | None, Unit, float]] = []
    touch: list[Touch] = []
    for part in model.parts[step]:
        if part.touch:
            if not (part.name == "queue" and stands):
                touch.append((part.sampler, part.into, model.factor(part), part.clock))
        elif part.share is not None:
            delays.append((part.sampler, part.into, part.unit, part.share))
        elif part.name == "batch" and party >= 0:
            batch = 2 * part.sampler.mean or None
        elif not (part.name == "queue" and party >= 0):
            before.append((part.sampler, part.into, part.name == "customer", part.unit))
    deadline = step_data.wait.deadline if step_data.wait else None
    line = step in staffing.lines
    outgoing = model.outgoing[step]
    return Act(
        before=tuple(before),
        delays=tuple(delays),
        batch=batch,
        deadline=Sampler.of(deadline, staffing.subject.procedure.calendar.elapsed) if deadline else None,
        otherwise=_otherwise(staffing, step_data.wait.otherwise if step_data.wait else None),
        party=party,
        line=line,
        patience=_patience(staffing, model, step, line) if party >= 0 else (),
        touch=tuple(touch),
        serves=step in model.services.clerks,
        passes=bool(model.services.counters) and step in model.looked_through,
        triage=bool(step_data.triage),
        outgoing=without_giving_up(staffing.subject, outgoing) if step in staffing.impatient else outgoing,
    )


def _patience(staffing: Staffing, model: SimulationModel, step: str, line: bool) -> tuple[Patience | None, ...]:
    """The patience that counts in the queue before a step: the one stated just before it, else its own."""

    def stated(at: str) -> Patience | None:
        return Patience.stated_at(staffing.subject, at, line, model.outgoing[at])

    own = stated(step)
    sources = [arc.source for arc in staffing.subject.graph.incoming[step]]
    found = (*((staffing.hands(id) < 0 and stated(id)) or own for id in sources), own)
    return found if any(found) else ()


def _otherwise(staffing: Staffing, name: str | None) -> str | None:
    """The step that `otherwise` names, by id or by name."""
    steps = staffing.subject.procedure.steps
    return next((id for id, step in steps.items() if name in (id, step.name)), None) if name else None

"""What a simulation rests on: assumptions, times that nobody stated, and what it leaves out."""

from __future__ import annotations

from frictionaudit.analysis.flow.durations import waits
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import CUSTOMER_PARTS, STAFF_PARTS
from frictionaudit.domain.quantities import Assumed


def assumptions(subject: Subject) -> tuple[str, ...]:
    """What was assumed about ways, times and groups, each once."""
    found: dict[str, None] = {}
    for stream in subject.segments:
        found.update(dict.fromkeys(stream.visits.routing.assumed))
        if stream.group is not None and isinstance(stream.group.share.evidence, Assumed):
            found[stream.group.share.evidence.why] = None
    for id, step in subject.procedure.steps.items():
        parts = [step.effort.part(part) for part in (*CUSTOMER_PARTS, *STAFF_PARTS)] if step.effort else []
        for duration in [*waits(subject, id), *parts, step.processing]:
            if duration is not None and isinstance(duration.evidence, Assumed):
                found[duration.evidence.why] = None
    return tuple(found)


def silent(subject: Subject) -> tuple[str, ...]:
    """Steps of which the page says no time; they took none, so times are at least what is told."""
    reachable = subject.graph.reachable
    said = []
    for id, step in subject.tasks.items():
        if id not in reachable or step.processing is not None:
            continue
        nothing_of = [name for name, value in (("effort", step.effort), ("waiting", step.wait)) if value is None]
        if nothing_of:
            said.append(f"{subject.procedure.label(id)}: {' and '.join(nothing_of)}")
    return tuple(said)


def limits_of_the_model(subject: Subject, queues: bool) -> tuple[str, ...]:
    """What the page says and the simulation does not play."""
    procedure = subject.procedure
    notes = list(dict.fromkeys(note for stream in subject.segments for note in stream.visits.routing.notes))
    steps = procedure.steps.values()
    if any(disruption.takes for step in steps for disruption in step.disruptions):
        notes.append("the time that disruptions take is not played")
    if any(flow.at_most for step in steps for flow in step.next):
        notes.append("how often a case may go one way at most (`at_most`) is not played")
    if not queues and any(step.wait and step.wait.deadline for step in steps):
        notes.append("deadlines do not end a case; with queues they do")
    if not queues and any(party.capacity is not None for party in procedure.parties.values()):
        notes.append("how many people work (`capacity`) plays no part: waits are those stated; see --queues")
    if queues and any(party.serves_first for party in procedure.parties.values()):
        notes.append("who is served first where internal work competes (`serves_first`) is not played")
    return tuple(notes)

"""Caveats of a simulation: assumptions, times that are not stated, and what is not simulated."""

from __future__ import annotations

from frictionaudit.analysis.flow.durations import has_unknown_wait, waits
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import CUSTOMER_PARTS, STAFF_PARTS
from frictionaudit.domain.quantities import Assumed


def assumptions(subject: Subject) -> tuple[str, ...]:
    """Assumptions about shares, times and groups, each once."""
    assumed: dict[str, None] = {}
    for segment in subject.segments:
        assumed.update(dict.fromkeys(segment.visits.routing.assumed))
        if segment.group is not None and isinstance(segment.group.share.evidence, Assumed):
            assumed[segment.group.share.evidence.why] = None
    for id, step in subject.procedure.steps.items():
        parts = [step.effort.part(part) for part in (*CUSTOMER_PARTS, *STAFF_PARTS)] if step.effort else []
        for duration in [*waits(subject, id), *parts, step.processing]:
            if duration is not None and isinstance(duration.evidence, Assumed):
                assumed[duration.evidence.why] = None
    return tuple(assumed)


def untimed_steps(subject: Subject) -> tuple[str, ...]:
    """Steps without a stated time; they take no time here, so every total is a lower bound."""
    reachable = subject.graph.reachable
    untimed = []
    for id, step in subject.procedure.steps.items():
        if id not in reachable or step.processing is not None:
            continue
        missing = ["effort"] if id in subject.tasks and step.effort is None else []
        missing += ["waiting"] if has_unknown_wait(subject, id) else []
        if missing:
            untimed.append(f"{subject.procedure.label(id)}: {' and '.join(missing)}")
    return tuple(untimed)


def limits_of_the_model(subject: Subject, queues: bool) -> tuple[str, ...]:
    """Statements of the page that the simulation ignores."""
    procedure = subject.procedure
    notes = list(dict.fromkeys(note for segment in subject.segments for note in segment.visits.routing.notes))
    steps = procedure.steps.values()
    if any(disruption.takes for step in steps for disruption in step.disruptions):
        notes.append("the time that disruptions take is ignored")
    if not queues and any(step.stops for step in steps):
        notes.append("minutes of other branches after an end that stops the case are still added up")
    if not queues and any(step.wait and step.wait.deadline for step in steps):
        notes.append("deadlines do not end a case; with queues they do")
    if not queues and any(party.capacity is not None for party in procedure.parties.values()):
        notes.append("`capacity` is ignored: waits are as stated; use --queues to simulate staff")
    if queues and any(party.serves_first for party in procedure.parties.values()):
        notes.append("priority over internal work (`serves_first`) is ignored")
    return tuple(notes)

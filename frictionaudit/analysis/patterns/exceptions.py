"""What happens only sometimes at a step, as an error or a time that is up, where nobody says how often."""

from __future__ import annotations

from frictionaudit.analysis.flow.graph import Arc
from frictionaudit.analysis.flow.interrupting import happens_at
from frictionaudit.analysis.flow.reweighting import subject_if
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.unstated_shares import unstated_flows


def unstated_exceptions(subject: Subject, step: str) -> tuple[Arc, ...]:
    """The flows from a step to events that may happen at it, without a share; empty where nothing else goes on."""
    arcs = unstated_flows(subject, step)
    events = tuple(arc for arc in arcs if happens_at(subject.graph, arc.target))
    return events if len(events) < len(subject.graph.outgoing[step]) else ()


def without_exceptions(subject: Subject) -> Subject:
    """The subject as if no such event ever happened: a finding that needs them rests on an even split alone."""
    never = {arc.id: 0.0 for step in subject.graph.steps for arc in unstated_exceptions(subject, step)}
    return subject_if(subject, never) if never else subject

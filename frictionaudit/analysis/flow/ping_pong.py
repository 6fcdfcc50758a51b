"""Ping-pong: cases that go to a party and return to the sender."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

from frictionaudit.analysis.flow.interrupting import interrupts
from frictionaudit.analysis.flow.markov.marks import Marks, Table, marked
from frictionaudit.analysis.flow.passages import onward
from frictionaudit.analysis.flow.subject import Known, Subject
from frictionaudit.analysis.flow.visits import Visits
from frictionaudit.analysis.flow.working import stays
from frictionaudit.domain.procedure import Party, Side

_NOBODY = "\x00nobody"
Return = tuple[str, str, float]


@lru_cache(maxsize=2)  # a rule asks several times for the same subject
def without_interruptions(subject: Subject) -> Subject:
    """The same procedure, in which whoever takes a case over after an interruption has it from nobody of ours."""
    procedure = subject.procedure
    events = {id for id in procedure.steps if interrupts(subject.graph, id)}
    if not events:
        return subject
    steps = {
        id: step.model_copy(update={"by": _NOBODY}) if id in events else step for id, step in procedure.steps.items()
    }
    parties = {**procedure.parties, _NOBODY: Party(side=Side.THIRD)}
    changed = procedure.model_copy(update={"steps": steps, "parties": parties})
    known = Known(graph=subject.graph.for_version(changed), segments=subject.segments)
    return Subject(changed, subject.limits, subject.portfolio, subject.today, known)


@lru_cache(maxsize=2)  # a measure and a rule ask for the same subject, one after the other
def returns_to_sender(subject: Subject) -> tuple[Return, ...]:
    """(A, B, expected returns A → B → A per case) for every pair of parties, the customer included.

    Consecutive steps of B are one stay. A gateway in somebody's lane is no stay, nor is an event of ours without a
    message: nobody works there. A stay of B began with A if A handed over any of the work that was joined at its first
    step, or at a later one. Each line of that work that goes on to A is a return.
    """
    parties = stays(subject.procedure)
    handed_over = {
        (parties[handover.source], parties[handover.target])
        for handover in subject.by_worker
        if handover.source is not None and handover.expected > 1e-12
    }
    pairs = sorted((a, b) for a, b in handed_over if a != b and (b, a) in handed_over)
    if not pairs:
        return ()
    expected = dict.fromkeys(pairs, 0.0)
    for segment in subject.segments:
        rows = onward(segment.visits, frozenset(parties))
        for pair in pairs:
            expected[pair] += segment.share * _returns(segment.visits, rows, parties, *pair)
    return tuple((sender, receiver, times) for (sender, receiver), times in expected.items() if times > 1e-12)


def _returns(visits: Visits, rows: Table, parties: Mapping[str, str], sender: str, receiver: str) -> float:
    """Expected passages from a stay of the receiver's that began with the sender back to the sender.

    The mark of a token says that the work comes from the sender, directly or through steps of the receiver's.
    """
    step_of = visits.space.step_of

    def paint(step: str, mark: bool) -> bool:
        party = parties.get(step)
        return mark if party in (receiver, None) else party == sender

    begun = Marks.of(visits.space, visits.joins, "value", paint).visits()
    total = 0.0
    for state, row in rows.items():
        times = begun.get(marked(state), 0.0)
        if parties.get(step_of.get(state, "")) == receiver and times and math.isfinite(times):
            total += times * sum(weight for to, weight in row.items() if parties.get(step_of[to]) == sender)
    return total

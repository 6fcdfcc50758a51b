"""What is done again: returns, send-backs, ping-pong and yields."""

from __future__ import annotations

import math

from frictionaudit.analysis.catalogue import Measures, measure
from frictionaudit.analysis.flow.passages import Handover
from frictionaudit.analysis.flow.ping_pong import returns_to_sender
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.tally import Result, Tally
from frictionaudit.domain.procedure import Side


@measure("approvals", "approvals", label="approvals and checks", one="approval or check")
def approvals(m: Measures) -> Result:
    """Expected control steps: visits to steps with `control: approval`, `check` or `eligibility`."""
    tally = Tally(m.subject)
    for id, step in m.subject.procedure.steps.items():
        if step.control is not None:
            tally.add(m.subject.visits(id))
    return tally.result()


def send_back_passages(subject: Subject) -> list[Handover]:
    """Passages in which a case that is on a loop comes from us back to the customer."""
    graph = subject.graph
    return [
        passage
        for passage in subject.by_party
        if passage.source is not None
        and (side := subject.side(passage.source)) is not None
        and side.ours
        and subject.side(passage.target) is Side.CUSTOMER
        and graph.loop_of(passage.source) is not None
        and graph.loop_of(passage.source) == graph.loop_of(passage.target)
    ]


@measure("send_backs", "send-backs", label="cases sent back", one="case sent back")
def send_backs(m: Measures) -> Result:
    """Expected times that a case is sent back to the customer for correction: flows from us to them on a loop."""
    tally = Tally(m.subject)
    for passage in send_back_passages(m.subject):
        tally.add(m.exactly(passage.expected))
    return tally.result()


@measure("ping_pong", "returns", label="returns to the sender", one="return to the sender")
def ping_pong(m: Measures) -> Result:
    """Expected returns A → B → A between parties: a case goes to someone and comes back at once.

    The customer counts as a party. Several steps in a row by one party are one stay.
    """
    tally = Tally(m.subject)
    for _, _, expected in returns_to_sender(m.subject):
        tally.add(m.exactly(expected))
    return tally.result()


@measure("rework", "steps", label="steps done again", one="step done again")
def rework(m: Measures) -> Result:
    """Expected visits to tasks beyond the first."""
    tally = Tally(m.subject)
    for id in m.subject.tasks:
        reached = m.subject.reached(id)
        if reached is None:
            tally.miss(id)
        else:
            tally.add(m.exactly(max(0.0, m.subject.visits(id).value - reached)))
    return tally.result()


@measure("rework_inflation", "ratio", label="steps per step done once")
def rework_inflation(m: Measures) -> Result:
    """Expected visits to tasks / expected first visits: 1 where nothing is done twice."""
    visited, first = Tally(m.subject), 0.0
    for id in m.subject.tasks:
        reached = m.subject.reached(id)
        if reached is None:
            visited.miss(id)
        else:
            visited.add(m.subject.visits(id))
            first += reached
    if not first:
        return Tally.unknown(m.subject, "no task is reached")
    return visited.result(1 / first)


@measure("rolled_yield", "share", label="share of cases right the first time", direction="more")
def rolled_yield(m: Measures) -> Result:
    """Share of cases that are right the first time: the product of first-pass yields.

    Each loop has one yield: 1 − the share of cases that reach its entry and return there. A loop inside a loop
    counts through its part in that return.
    """
    tally = Tally(m.subject)
    value = 1.0
    for loop in m.subject.graph.loops:
        reached = {step: m.subject.reached(step) for step in sorted(loop)}
        known = {step: share for step, share in reached.items() if share is not None}
        if len(known) < len(reached):
            tally.miss(f"loop of {len(loop)} steps")
            continue
        entry = max(known, key=lambda step: known[step])
        times = m.subject.visits(entry).value
        if known[entry] and math.isfinite(times):
            value *= 1 - known[entry] * (1 - known[entry] / times)
        elif known[entry]:
            value = 0.0
    tally.add(m.exactly(value))
    return tally.result()

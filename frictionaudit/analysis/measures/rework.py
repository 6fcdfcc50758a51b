"""What is done again: returns, send-backs, ping-pong and yields."""

from __future__ import annotations

from frictionaudit.analysis.catalogue import Measures, measure
from frictionaudit.analysis.flow.passages import Handover
from frictionaudit.analysis.flow.ping_pong import returns_to_sender
from frictionaudit.analysis.flow.routing import Weight
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.flow.visits import Visits
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
        tally.add(passage.weight, 1 / m.subject.arriving_together(passage.target))
    return tally.result()


@measure("ping_pong", "returns", label="returns to the sender", one="return to the sender")
def ping_pong(m: Measures) -> Result:
    """Expected returns A → B → A between parties: a case goes to someone and comes back at once.

    The customer counts as a party. Several steps in a row by one party are one stay. A gateway in somebody's lane is no
    stay.
    """
    tally = Tally(m.subject)
    tally.miss_all(id for id in m.subject.tasks if m.subject.side(id) is None)
    returns = sum(expected for _, _, expected in returns_to_sender(m.subject))
    passages = [passage.weight for passage in m.subject.by_worker if passage.source is not None]
    exact = all(passage.tight for passage in passages)
    if returns or not exact or all(m.subject.side(id) is not None for id in m.subject.tasks):
        most = returns if exact else sum(passage.high for passage in passages)
        tally.add(Weight(returns, returns if exact else 0.0, most))
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
            visits = m.subject.visits(id)
            again = max(0.0, visits.value - reached)
            exact = visits.low == visits.high
            tally.add(Weight(again, *((again, again) if exact else (max(0.0, visits.low - 1.0), visits.high))))
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
    for segment in m.subject.segments:
        value, exact = 1.0, True
        for loop in m.subject.graph.loops:
            share = _first_pass_yield(segment.visits, loop)
            if share is None:
                tally.miss(f"loop of {len(loop)} steps")
            else:
                value *= share
                exact &= all(segment.visits.low[step] == segment.visits.high[step] for step in loop)
        tally.add(Weight(value, *((value, value) if exact else (0.0, 1.0))), segment.share)
    return tally.result()


def _first_pass_yield(visits: Visits, loop: frozenset[str]) -> float | None:
    """Share of the cases that do not return to the entry of a loop; None where the loop is too large to tell."""
    tokens = {step: visits.first_tokens.get(step) for step in sorted(loop)}
    known = {step: first for step, first in tokens.items() if first is not None}
    if len(known) < len(tokens):
        return None
    entry = max(known, key=lambda step: known[step])
    back = visits.return_probability(entry)
    if back is None:
        return None
    first, passing = known[entry], min(1.0, max(0.0, 1.0 - back))
    return passing**first if first > 1.0 else 1.0 - first * (1.0 - passing)

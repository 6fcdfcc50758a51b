"""What is done again: returns, send-backs, ping-pong and yields."""

from __future__ import annotations

from frictionaudit.analysis.catalogue import Measures, measure
from frictionaudit.analysis.flow.first_pass import loop_yields
from frictionaudit.analysis.flow.ping_pong import returns_to_sender
from frictionaudit.analysis.flow.routing import Weight
from frictionaudit.analysis.flow.send_backs import expected_send_backs, send_back_passages
from frictionaudit.analysis.tally import Result, Tally


@measure("approvals", "approvals", label="approvals and checks", one="approval or check", counts="control")
def approvals(m: Measures) -> Result:
    """Expected control steps: visits to steps with `control: approval`, `check` or `eligibility`."""
    tally = Tally(m.subject)
    for id, step in m.subject.procedure.steps.items():
        if step.control is not None:
            tally.add(m.subject.visits(id))
    return tally.result()


@measure("send_backs", "send-backs", label="cases sent back", one="case sent back")
def send_backs(m: Measures) -> Result:
    """Expected times that a case is sent back to the customer for correction: it comes from us to them on a loop.

    The customer has been there for certain, or the case must come back from there to a step before ours. A first
    invitation or booking sends nobody back. Branches that come back together send it back once.
    """
    tally = Tally(m.subject)
    passages = send_back_passages(m.subject)
    if passages:
        tally.add(_within(expected_send_backs(m.subject), [passage.weight for passage in passages]))
    return tally.result()


def _within(value: float, passages: list[Weight]) -> Weight:
    """A count of some of these passages: exact where they are, and else at most all of them."""
    if all(passage.tight for passage in passages):
        return Weight.exact(value)
    return Weight(value, 0.0, max(value, sum(passage.high for passage in passages)))


@measure("ping_pong", "returns", label="returns to the sender", one="return to the sender")
def ping_pong(m: Measures) -> Result:
    """Expected returns A → B → A between parties: a case goes to someone and comes back at once.

    The customer counts as a party. Several steps in a row by one party are one stay. A stay that began with work from
    several branches began with all who brought it; each branch that comes back counts in full. A gateway in
    somebody's lane is no stay.
    """
    tally = Tally(m.subject)
    tally.miss_all(id for id in m.subject.tasks if m.subject.side(id) is None)
    returns = sum(expected for _, _, expected in returns_to_sender(m.subject))
    passages = [passage.weight for passage in m.subject.by_worker if passage.source is not None]
    counted = _within(returns, passages)
    if counted.high or all(m.subject.side(id) is not None for id in m.subject.tasks):
        tally.add(counted)
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
    """Rolled throughput yield: the product of the first-pass yields of all loops.

    The first-pass yield of a loop is the share of cases that come to none of its steps twice. Loops inside a loop are
    part of it, and cases that do not come to a loop pass it. Each customer group has a product of its own, weighted
    with its share of cases.
    """
    tally = Tally(m.subject)
    for segment in m.subject.segments:
        value, exact = 1.0, True
        for loop in loop_yields(segment.visits):
            if loop.value is None:
                tally.miss(f"loop of {len(loop.steps)} steps")
            else:
                value *= loop.value
                exact &= all(segment.visits.low[step] == segment.visits.high[step] for step in loop.steps)
        tally.add(Weight(value, *((value, value) if exact else (0.0, 1.0))), segment.share)
    return tally.result()

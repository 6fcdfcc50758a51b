"""What a team is measured by, it will do."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.phrases import times_per_case
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Side

_AGAINST_CARE = frozenset({"cases closed", "speed", "volume"})


class TargetAgainstCare(Rule):
    """A party is measured by closing, speed or volume, and cases come back behind it.

    The rule looks at each party with a `target` that counts cases closed, speed or volume. It speaks if at least
    `often` of the cases that the party has handled go back to the customer or to an earlier step. A target that does
    not say what it counts is worth a look.

    Why it matters:
        People who are paid for closed cases close them, solved or not. The customer comes back, and that counts again.

    Wrong:
        parties:
          helpline: {side: frontstage, target: {what: 8 calls an hour, counts: volume}}

    Right:
        parties:
          helpline: {side: frontstage, target: {what: solved in the first call, counts: right first time}}

    What to do:
        Measure what customers want: solved the first time. Count a case that comes back as not closed.

    Leave it when:
        Cases come back for a reason that the party cannot influence. Give that reason with `because` on the procedure.

    Sources:
        The idea of procedural care: people who care more for targets than for customers. The share is our default.
    """

    level = "warning"
    stake = ("customer", "staff")
    element = "personal"
    care_point = "customers-first"

    often: float = Field(default=0.05, ge=0, description="returns per case from which it warns")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        for id, party in sorted(subject.procedure.parties.items()):
            if party.target is None:
                continue
            name = f"'{party.name or id}'"
            if party.target.counts is None:
                message = f"{name} has the target '{party.target.what}', and the page does not say what it counts"
                yield Flag(message, about=id, at=("parties", id), severity="info")
            elif party.target.counts in _AGAINST_CARE:
                times, steps = _coming_back(subject, id)
                if times >= self.often:
                    message = f"{name} is measured by {party.target.counts} ('{party.target.what}'), and "
                    message += f"cases come back {times_per_case(times)}"
                    yield Flag(message, steps=steps, about=id, at=("parties", id))


def _coming_back(subject: Subject, party: str) -> tuple[float, tuple[str, ...]]:
    """Expected returns per case from the party's steps to an earlier step or the customer, and these steps."""
    graph = subject.graph
    steps = [id for id in subject.procedure.in_reading_order() if graph.steps[id].by == party]
    order = {id: n for n, id in enumerate(subject.procedure.in_reading_order())}
    returns: dict[str, float] = {}
    for handover in subject.by_party:
        source, target = handover.source, handover.target
        if source in steps and graph.loop_of(target) is not None and graph.loop_of(target) == graph.loop_of(source):
            back = order[target] < order[source] or subject.side(target) is Side.CUSTOMER
            if back:
                returns[source] = returns.get(source, 0.0) + handover.expected
    return sum(returns.values()), tuple(returns)

"""Cases that bounce between two teams."""

from __future__ import annotations

import math
from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.describe import sentence
from frictionaudit.analysis.flow.ping_pong import returns_to_sender
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import unjustified_first
from frictionaudit.analysis.patterns.phrases import times_per_case
from frictionaudit.analysis.rule import Flag, Rule


class PingPong(Rule):
    """One of our parties hands a case to another, and the next hand-off returns it.

    There is one finding for each pair of our parties, and it names the more likely direction. Returns that go by way of
    the customer do not count. Customer, desk, customer is ordinary service. Desk, customer, desk is a question to the
    customer, which FA207 and the measure `contacts` cover. If the procedure names a `case_owner`, that party may
    consult another and take the case back, unless all it receives there is an approval. A gateway in somebody's lane is
    no hand-off. Where no share of any flow is stated, the finding does not say how often.

    Why it matters:
        The customer waits in two queues instead of one. Cases usually bounce because the first team lacks a piece of
        information or the authority to decide.

    Wrong:
        steps:
          inspect: {by: warehouse, next: settle}
          settle: {by: accounts, next: [{to: inspect, share: 0.1, when: the code is missing}, {to: paid, share: 0.9}]}

    Right:
        steps:
          inspect: {by: warehouse, next: settle}      # the scanner requires the code
          settle: {by: accounts, next: paid}

    What to do:
        Find out what the first team keeps asking the second for, and give it that screen, knowledge or authority.

    Leave it when:
        Two people must look at the case. Give that reason with `because`.

    Sources:
        Handover of work between performers (van der Aalst, Reijers and Song, 2005; source not checked first-hand); one
        return in a hundred cases as threshold: our default.
    """

    level = "warning"
    stake = ("staff", "waiting")
    care_point = "right-first-time"

    returns: float = Field(default=0.01, ge=0, description="expected returns per case above which the rule warns")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        pairs: dict[tuple[str, str], tuple[float, str, str]] = {}
        for sender, receiver, expected in returns_to_sender(subject):
            if self._is_friction(subject, sender, receiver, expected):
                pair = (min(sender, receiver), max(sender, receiver))
                pairs[pair] = max(pairs.get(pair, (0.0, "", "")), (expected, sender, receiver))
        steps_of_pair = _handoff_steps(subject)
        shares = any(flow.share is not None for _, flow in subject.procedure.flows)
        stated = shares or not measures["ping_pong"].evidence.assumed
        for pair, (expected, sender, receiver) in sorted(pairs.items()):
            giver, taker = map(subject.procedure.party_label, (sender, receiver))
            how_often = times_per_case(expected) if stated else "how often is not stated"
            yield Flag(
                f"{sentence(giver)} hands the case to {taker}, which hands it back: {how_often}",
                steps=unjustified_first(subject, steps_of_pair[pair], self.code()),
                about=" and ".join(pair),
            )

    def _is_friction(self, subject: Subject, sender: str, receiver: str, expected: float) -> bool:
        parties = subject.procedure.parties
        both_ours = all(parties[party].side.ours for party in (sender, receiver))
        if not both_ours or not math.isfinite(expected) or expected <= self.returns:
            return False
        return sender != subject.procedure.case_owner or _only_approves(subject, sender, receiver)


def _only_approves(subject: Subject, sender: str, receiver: str) -> bool:
    """Whether all that the receiver gives back to the sender is an approval."""
    steps = subject.procedure.steps
    returned_from = [
        steps[passage.source]
        for passage in subject.by_worker
        if passage.source is not None and steps[passage.source].by == receiver and steps[passage.target].by == sender
    ]
    return all(step.control == "approval" for step in returned_from)


def _handoff_steps(subject: Subject) -> dict[tuple[str, str], set[str]]:
    """For each pair of parties, the steps at which a case passes from one to the other."""
    steps_of_pair: dict[tuple[str, str], set[str]] = {}
    steps = subject.procedure.steps
    for passage in subject.by_worker:
        if passage.source is not None:
            first, second = sorted((steps[passage.source].by or "", steps[passage.target].by or ""))
            steps_of_pair.setdefault((first, second), set()).update((passage.source, passage.target))
    return steps_of_pair

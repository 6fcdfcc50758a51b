"""Cases that bounce between two teams."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from pydantic import Field

from frictionaudit.analysis.flow.describe import sentence
from frictionaudit.analysis.flow.passages import Handover
from frictionaudit.analysis.flow.ping_pong import returns_to_sender, without_interruptions
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import unjustified_first
from frictionaudit.analysis.patterns.only_sometimes import only_sometimes
from frictionaudit.analysis.patterns.phrases import times_per_case
from frictionaudit.analysis.patterns.rests_on import rests_on
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import StepKind


class _Returns(NamedTuple):
    """What a receiver hands back to a sender; of two directions, the greater is the one to name."""

    again: bool
    """Whether for more work."""
    back: float
    """Expected passages per case to steps that come earlier on the way."""
    times: float
    sender: str
    receiver: str


class PingPong(Rule):
    """One of our parties hands a case to another, and the next hand-off returns it.

    It is a warning where the case comes back for more work: to a step that it had passed already, or once more. The
    first return to a new step is a hint. There is none where it only ends an approval: FA204, FA408 and FA411 look at
    those. Nor is there one where the asking party works on meanwhile, or where the `case_owner` consults somebody.
    There is one finding for each pair of our parties. Where the case comes back for more work, only these returns are
    counted. The party that hands it to an earlier step is the one that hands it back; otherwise the likelier one is.

    Returns that go by way of the customer do not count. Customer, desk, customer is ordinary service. Desk, customer,
    desk is a question to the customer, which FA207 and the measure `contacts` cover. A gateway in somebody's lane
    is no hand-off. Nor does a party hand a case back whose time ran out or whose step failed: somebody else takes over
    then. A lane in which nobody has a task, as that of a computer system, hands nothing back. Where no share of any
    flow is stated, the finding does not say how often.

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
        Find out why cases come back, and give the first team the screen, knowledge or authority that it lacked.

    Leave it when:
        Two people must look at the case. Give that reason with `because`.

    Sources:
        Handover of work between performers (van der Aalst, Reijers and Song, 2005; source not checked first-hand); one
        return in a hundred cases as threshold: our default.
    """

    level = "warning"
    stake = ("staff", "queueing")
    care_point = "right-first-time"

    returns: float = Field(default=0.01, ge=0, description="expected returns per case above which the rule warns")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        subject = without_interruptions(subject)
        pairs: dict[tuple[str, str], _Returns] = {}
        at_work = {step.by for step in subject.tasks.values()}
        for sender, receiver, expected in returns_to_sender(subject):
            ours = {sender, receiver} <= at_work and self._ours(subject, sender, receiver)
            if not ours or not math.isfinite(expected):
                continue
            repeated = min(expected, _repeated(subject, sender, receiver))
            times = repeated if _is_answer(subject, sender, receiver) else expected
            if times > self.returns:
                pair = (min(sender, receiver), max(sender, receiver))
                again = repeated > self.returns
                back = _back_to_earlier(subject, sender, receiver) if again else 0.0
                found = _Returns(again, back, repeated if again else times, sender, receiver)
                pairs[pair] = max(pairs.get(pair, found), found)
        steps_of_pair = _handoff_steps(subject)
        shares = any(flow.share is not None for _, flow in subject.procedure.flows)
        stated = shares or not measures["ping_pong"].evidence.assumed
        for pair, (again, _, times, sender, receiver) in sorted(pairs.items()):
            more = " for more work" if again else ""
            giver, taker = map(subject.procedure.party_label, (sender, receiver))
            how_often = "how often is not stated"
            if stated:
                passages = list(_handed_back(subject, sender, receiver))
                sent = {step for passage in passages for step in (passage.source, passage.target) if step}
                rests = rests_on(subject, {passage.target: passage.expected for passage in passages})
                how_often = f"{times_per_case(times)}{rests}{only_sometimes(subject, sent)}"
            yield Flag(
                f"{sentence(giver)} hands the case to {taker}, which hands it back{more}: {how_often}",
                steps=unjustified_first(subject, steps_of_pair[pair], self.code()),
                about=" and ".join(pair),
                severity=None if again else "info",
                going_back=_sends_back(subject, sender, receiver) if again else (),
            )

    def _ours(self, subject: Subject, *parties: str) -> bool:
        return all(subject.procedure.parties[party].side.ours for party in parties)


def _handed_back(subject: Subject, sender: str, receiver: str) -> Iterator[Handover]:
    """The passages from the receiver to the sender, except those at which the sender cannot have had the case yet."""
    steps = subject.procedure.steps
    senders = {id for id, step in steps.items() if step.by == sender}
    for passage in subject.by_worker:
        if passage.source is None or (steps[passage.source].by, steps[passage.target].by) != (receiver, sender):
            continue
        if senders & subject.graph.before(passage.source):
            yield passage


def _back_to_earlier(subject: Subject, sender: str, receiver: str) -> float:
    """Expected passages per case to steps of the sender that every case has passed before."""
    passages = _handed_back(subject, sender, receiver)
    return sum(p.expected for p in passages if subject.graph.certainly_before(p.target, str(p.source)))


def _sends_back(subject: Subject, sender: str, receiver: str) -> tuple[str, ...]:
    """The receiver's steps from which the case comes back to the sender."""
    return tuple(dict.fromkeys(str(passage.source) for passage in _handed_back(subject, sender, receiver)))


def _is_answer(subject: Subject, sender: str, receiver: str) -> bool:
    """Whether what comes back only answers: an approval, a question of the owner, or one asked beside other work."""
    steps, graph = subject.procedure.steps, subject.graph
    if sender == subject.procedure.case_owner:
        return True

    def answers(step: str) -> bool:
        before = graph.immediate_dominator.get(step)
        beside = before is not None and graph.is_split(before) and graph.routing(before) is StepKind.PARALLEL
        return steps[step].control == "approval" or beside

    return all(answers(str(passage.source)) for passage in _handed_back(subject, sender, receiver))


def _repeated(subject: Subject, sender: str, receiver: str) -> float:
    """Expected passages per case from the receiver to the sender that lead to work done before, or are not the first.

    Where the sender's step was not done before, the first passage of each case is none of them.
    """
    times = 0.0
    for passage in _handed_back(subject, sender, receiver):
        is_new = not subject.graph.certainly_before(passage.target, str(passage.source))
        visits, reached = subject.visits(passage.target).value, subject.reached(passage.target)
        first = min(1.0, (min(1.0, visits) if reached is None else reached) / visits) if is_new and visits else 0.0
        times += passage.expected * (1 - first)
    return times


def _handoff_steps(subject: Subject) -> dict[tuple[str, str], set[str]]:
    """For each pair of parties, the steps at which a case passes from one to the other."""
    steps_of_pair: dict[tuple[str, str], set[str]] = {}
    steps = subject.procedure.steps
    for passage in subject.by_worker:
        if passage.source is not None:
            first, second = sorted((steps[passage.source].by or "", steps[passage.target].by or ""))
            steps_of_pair.setdefault((first, second), set()).update((passage.source, passage.target))
    return steps_of_pair

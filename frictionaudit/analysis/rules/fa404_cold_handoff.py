"""Introduce the customer to the next person, as you would a guest."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.graph import Arc
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import list_steps, unjustified_first
from frictionaudit.analysis.patterns.phrases import times_per_case
from frictionaudit.analysis.rule import Flag, Rule, percent
from frictionaudit.domain.procedure import Channel, Side
from frictionaudit.domain.quantities.listing import sentence

_IN_CONVERSATION = (Channel.PHONE, Channel.CHAT, Channel.COUNTER, Channel.ONSITE, Channel.HOME)


class ColdHandoff(Rule):
    """One of our parties passes the customer on to another without an introduction.

    The rule looks at flows with `handover: cold` or `customer` from one of our parties to another. It looks past steps
    done by the customer and steps without a party. The hand-off affects the customer in three cases:

    - The step before it, or the first step after it, is by phone, by chat, at a counter, on site or at home.
    - The flow leads to a step done by the customer.
    - The customer has to answer the next party right afterwards.

    There is one finding for each pair of parties and direction.

    Why it matters:
        The customer has to explain again who they are and why they came, to someone who knows nothing about it.
        Everything the first person found out is lost.

    Wrong:
        steps:
          try-script: {by: first-line, channel: phone, next: [{to: test-line, handover: cold}]}
          test-line: {by: technician, channel: phone, next: done}

    Right:
        steps:
          try-script: {by: first-line, channel: phone, next: [{to: test-line, handover: warm}]}
          test-line: {by: technician, channel: phone, next: done}

    What to do:
        Stay with the customer until the next person answers, say who they are and why they came, and pass on your
        notes.

    Leave it when:
        The customer asked to speak to someone who does not know the case yet.

    Sources:
        The idea of procedural care: introduce your guests.
    """

    level = "warning"
    stake = ("customer",)
    element = "personal"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        pairs: dict[tuple[str, str], dict[str, Arc]] = {}
        for arc in subject.graph.arcs:
            if arc.flow.handover in ("cold", "customer"):
                giver = _our_party(subject, arc.source)
                for receiver, step in _receivers(subject, arc.target):
                    if giver and receiver != giver and _involves_customer(subject, arc, step):
                        pairs.setdefault((giver, receiver), {})[arc.id] = arc
        for pair, arcs in sorted(pairs.items()):
            giver, receiver = map(subject.procedure.party_label, pair)
            steps = unjustified_first(subject, {arc.source for arc in arcs.values()}, self.code())
            frequency = _frequency(subject, list(arcs.values()))
            place = f"after {list_steps(subject, steps)}, {frequency}"
            if all(arc.flow.handover == "customer" for arc in arcs.values()):
                message = f"{sentence(giver)} sends the customer on alone to {receiver} {place}"
            else:
                message = f"{sentence(giver)} passes the customer on to {receiver} without an introduction {place}"
            yield Flag(message, steps=steps, about=" to ".join(pair))


def _frequency(subject: Subject, arcs: list[Arc]) -> str:
    """How many cases take one of some flows; in a loop the passages, where the share of cases is not known."""
    graph = subject.graph
    expected = sum(subject.passes(arc).value for arc in arcs)
    if all(graph.loop_of(arc.source) is None for arc in arcs):
        return percent(expected) if expected < 1 else "at least once per case"
    only = len(arcs) == 1 and len(graph.incoming[arcs[0].target]) == 1
    share = subject.reached(arcs[0].target) if only else None
    return times_per_case(expected) if share is None else percent(share)


def _our_party(subject: Subject, step: str) -> str | None:
    """The party that does a step, if it is one of ours."""
    side = subject.side(step)
    return subject.procedure.steps[step].by if side is not None and side.ours else None


def _receivers(subject: Subject, step: str) -> list[tuple[str, str]]:
    """Our parties that have the case next, each with its first step; the search stops at third parties."""
    first_step: dict[str, str] = {}
    seen, queue = {step}, [step]
    for current in queue:  # grows during the loop: breadth-first
        party = _our_party(subject, current)
        if party is not None:
            first_step.setdefault(party, current)
        elif subject.side(current) in (Side.CUSTOMER, None):
            for arc in subject.graph.outgoing[current]:
                if arc.target not in seen:
                    seen.add(arc.target)
                    queue.append(arc.target)
    return sorted(first_step.items())


def _involves_customer(subject: Subject, arc: Arc, receiving: str) -> bool:
    steps = subject.procedure.steps
    if any(steps[step].channel in _IN_CONVERSATION for step in (arc.source, receiving)):
        return True
    if subject.side(arc.target) is Side.CUSTOMER:
        return True
    following = (onward.target for onward in subject.graph.outgoing[receiving])
    return any(subject.side(step) is Side.CUSTOMER and steps[step].asks for step in following)

"""Introduce your guests to one another."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.graph import Arc
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import named, open_first
from frictionaudit.analysis.rule import Flag, Rule, percent
from frictionaudit.domain.procedure import Channel, Side

_FACE_TO_FACE = (Channel.PHONE, Channel.CHAT, Channel.COUNTER, Channel.ONSITE, Channel.HOME)


class ColdHandoff(Rule):
    """The customer is passed on from one of our parties to another without being introduced.

    Judged is every flow with `handover: cold` or `customer` from one of our parties to another; steps of the
    customer's, and steps that name nobody, are looked through. The customer is in it where the step that passes on, or
    the first step of the party that receives, is on the telephone, in a chat, at a counter, on site or at home, where
    the flow leads to a step of the customer's, or where the customer has to answer to the next party right afterwards.
    One finding for each two parties and direction.

    Why it matters:
        The customer says once more who they are and why they come, to somebody who knows nothing. What the first one
        has found out is lost on the way.

    Wrong:
        steps:
          try-script: {by: first-line, channel: phone, next: [{to: test-line, handover: cold}]}
          test-line: {by: technician, channel: phone, next: done}

    Right:
        steps:
          try-script: {by: first-line, channel: phone, next: [{to: test-line, handover: warm}]}
          test-line: {by: technician, channel: phone, next: done}

    What to do:
        Stay on the line until the next one has answered, give the name and the reason, and let the notes go along.

    Leave it when:
        The customer asked to speak to somebody who knows nothing of it yet.

    Sources:
        The idea of procedural care: introduce your guests.
    """

    level = "warning"
    element = "personal"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        pairs: dict[tuple[str, str], dict[str, Arc]] = {}
        for arc in subject.graph.arcs:
            if arc.flow.handover in ("cold", "customer"):
                giver = _ours(subject, arc.source)
                for receiver, step in _receivers(subject, arc.target):
                    if giver and receiver != giver and _customer_in_it(subject, arc, step):
                        pairs.setdefault((giver, receiver), {})[arc.id] = arc
        parties = subject.procedure.parties
        for pair, arcs in sorted(pairs.items()):
            one, other = (parties[party].name or party for party in pair)
            steps = open_first(subject, {arc.source for arc in arcs.values()}, self.code())
            often = sum(subject.passes(arc).value for arc in arcs.values())
            alone = all(arc.flow.handover == "customer" for arc in arcs.values())
            how = "sends the customer on alone" if alone else "passes the customer on without an introduction"
            yield Flag(
                f"'{one}' {how} to '{other}' after {named(subject, steps)}, "
                f"{percent(often) if often < 1 else 'at least once a case'}",
                steps=steps,
                about=" to ".join(pair),
            )


def _ours(subject: Subject, step: str) -> str | None:
    """The party of ours that does a step."""
    side = subject.side(step)
    return subject.procedure.steps[step].by if side is not None and side.ours else None


def _receivers(subject: Subject, step: str) -> list[tuple[str, str]]:
    """The parties of ours that have the case next, each with its first step; a third party ends the search."""
    found: dict[str, str] = {}
    seen, queue = {step}, [step]
    for at in queue:  # grows while it is read: nearest first
        party = _ours(subject, at)
        if party is not None:
            found.setdefault(party, at)
        elif subject.side(at) in (Side.CUSTOMER, None):
            for arc in subject.graph.outgoing[at]:
                if arc.target not in seen:
                    seen.add(arc.target)
                    queue.append(arc.target)
    return sorted(found.items())


def _customer_in_it(subject: Subject, arc: Arc, receiving: str) -> bool:
    steps = subject.procedure.steps
    if any(steps[step].channel in _FACE_TO_FACE for step in (arc.source, receiving)):
        return True
    if subject.side(arc.target) is Side.CUSTOMER:
        return True
    onward = (way.target for way in subject.graph.outgoing[receiving])
    return any(subject.side(step) is Side.CUSTOMER and steps[step].asks for step in onward)

"""Messages across the line of interaction: between the customer and us."""

from __future__ import annotations

from frictionaudit.analysis.flow.interrupting import interrupts
from frictionaudit.analysis.flow.routing import Weight
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Channel, Side


def sent(subject: Subject, step: str) -> int:
    """Messages that a step sends across the line."""
    return sum(_crosses_line(subject, step, other) for other in subject.procedure.steps[step].sends_to)


def letter(subject: Subject, step: str) -> bool:
    """Whether a step of ours tells or gives the customer something by post or email."""
    data, side = subject.procedure.steps[step], subject.side(step)
    written = data.channel in (Channel.POST, Channel.EMAIL) and bool(data.tells or data.gives)
    return side is not None and side.ours and written


def received(subject: Subject, step: str) -> int:
    """Messages that a step receives across the line at one visit: one from all the parties that can bring the case."""
    steps = subject.procedure.steps
    senders = {other for other in steps[step].receives_from if _crosses_line(subject, step, other)}
    if not senders:  # saves time
        return 0
    bringing = senders & {steps[p.source].by for p in subject.by_party if p.target == step and p.source is not None}
    return len(senders - bringing) + bool(bringing)


def times_received(subject: Subject, step: str) -> Weight:
    """How often per case a step receives its messages: not where it waits for them and something else comes first."""
    graph, visits = subject.graph, subject.visits(step)
    arcs = graph.outgoing[step]
    cut_short = [arc for arc in arcs if interrupts(graph, arc.target)]
    if subject.procedure.steps[step].wait is None or not cut_short:
        return visits
    ways = [subject.passes(arc) for arc in arcs if arc not in cut_short]
    return Weight(sum(way.value for way in ways), sum(way.low for way in ways), sum(way.high for way in ways))


def _crosses_line(subject: Subject, step: str, other: str) -> bool:
    """Whether a message between a step and another party is one between the customer and us."""
    sides = {subject.side(step), subject.procedure.parties[other].side}
    return Side.CUSTOMER in sides and any(side is not None and side.ours for side in sides)

"""The steps at which a customer group cannot go on, because it lacks a means and has no alternative."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from frictionaudit.analysis.flow.subject import CustomerSegment, Subject
from frictionaudit.domain.procedure import Channel, Procedure, Side, Step, StepKind, means_of

_ON_SCREEN = frozenset({Channel.WEB, Channel.APP, Channel.EMAIL})


@dataclass(frozen=True)
class ShutOutGroup:
    """A customer group that cannot go on, with what it lacks at each of the steps, in reading order."""

    segment: CustomerSegment
    lacks: Mapping[str, tuple[str, ...]]
    share: float
    """Share of the group's cases that reach such a step, by the shares on the page."""


def shut_out(subject: Subject) -> tuple[ShutOutGroup, ...]:
    """The groups without a means that they need, and the steps at which nothing else is left to them.

    Another channel of the step is an alternative. So is another route, where the customer chooses and it leads to an
    end that is not abandoned. A branch that we decide is no choice. A group that never comes to a step is not shut out
    there. Linear in steps and flows for each group.
    """
    return _shut_out(subject)


@lru_cache(maxsize=4)  # the rule and the measure ask for the same subject
def _shut_out(subject: Subject) -> tuple[ShutOutGroup, ...]:
    found = []
    for segment in subject.segments:
        closed = _closed(subject, segment)
        met = _met(subject, segment, closed) if closed else frozenset()
        if met:
            order = [step for step in subject.procedure.in_reading_order() if step in met]
            share = subject.only(segment).reached_any(order)
            found.append(ShutOutGroup(segment, {step: closed[step] for step in order}, share))
    return tuple(found)


def required(procedure: Procedure, step: Step) -> frozenset[str]:
    """What customers must have for a step in its own channel; a form to sign by hand needs a printer."""
    forms = [procedure.forms[item] for item in step.asks if item in procedure.forms]
    prints = any(form.signature and _ON_SCREEN & {step.channel, form.channel} for form in forms)
    in_person = step.channel is not None and step.channel.in_person
    printer = frozenset({"printer"}) if prints and not in_person else frozenset[str]()
    return means_of(step.channel) | frozenset(step.requires) | printer


def _closed(subject: Subject, segment: CustomerSegment) -> dict[str, tuple[str, ...]]:
    """The customers' steps that a group cannot take in any channel, with what it lacks in the step's own."""
    without = frozenset(segment.group.without) if segment.group is not None else frozenset[str]()
    closed: dict[str, tuple[str, ...]] = {}
    for id, step in subject.tasks.items() if without else ():
        if subject.side(id) is not Side.CUSTOMER or not segment.visits.value[id]:
            continue
        lacks = required(subject.procedure, step) & without
        others = {*step.also} - {step.channel, Channel.INTERNAL}
        if lacks and not any(means_of(channel).isdisjoint(without) for channel in others):
            closed[id] = tuple(sorted(lacks))
    return closed


def _met(subject: Subject, segment: CustomerSegment, closed: Collection[str]) -> frozenset[str]:
    """The closed steps that a case of the group comes to, although the customer avoids them wherever they can."""
    graph, steps = subject.graph, subject.procedure.steps
    targets = {
        id: [arc.target for arc in arcs if segment.visits.arc(arc, "value")] for id, arcs in graph.outgoing.items()
    }
    passable = _passable(subject, targets, closed)
    safe = passable - _unsafe(subject, targets, closed, passable)
    queue = [step for step in graph.entries if step in safe] or list(graph.entries)
    entered = set(queue)
    while queue:
        step = queue.pop()
        following = [] if step in closed else targets[step]
        if _is_choice(subject, step):
            kept = [target for target in following if steps[target].outcome != "abandoned"]
            for better in (safe, passable):  # people avoid a closed step for certain, or else as long as they can
                kept = [target for target in kept if target in better] or kept
            following = kept
        for target in following:
            if target not in entered:
                entered.add(target)
                queue.append(target)
    return frozenset(step for step in entered if step in closed)


def _passable(subject: Subject, targets: Mapping[str, list[str]], closed: Collection[str]) -> set[str]:
    """Steps from which a case can come to an end that is not abandoned without a closed step."""
    graph, steps = subject.graph, subject.procedure.steps
    queue = [end for end in subject.procedure.ends if steps[end].outcome != "abandoned"]
    passable = set(queue)
    while queue:
        for arc in graph.incoming[queue.pop()]:
            source = arc.source
            if source in passable or source in closed or arc.target not in targets[source]:
                continue
            every = graph.routing(source) is StepKind.PARALLEL
            if not every or all(target in passable for target in targets[source]):
                passable.add(source)
                queue.append(source)
    return passable


def _unsafe(
    subject: Subject, targets: Mapping[str, list[str]], closed: Collection[str], passable: Collection[str]
) -> set[str]:
    """Steps from which a case may come to a closed step, whatever the customer chooses."""
    unsafe = set(closed)
    queue = list(closed)
    while queue:
        for arc in subject.graph.incoming[queue.pop()]:
            source = arc.source
            if source in unsafe or arc.target not in targets[source]:
                continue
            left = [target for target in targets[source] if target in passable and target not in unsafe]
            if not (left and _is_choice(subject, source)):
                unsafe.add(source)
                queue.append(source)
    return unsafe


def _is_choice(subject: Subject, step: str) -> bool:
    """Whether the customer chooses where a step leads: at their own step, at the start, or at a gateway after these."""
    graph, kind = subject.graph, subject.procedure.steps[step].kind
    if len(graph.outgoing[step]) < 2 or graph.routing(step) is StepKind.PARALLEL:
        return False
    if kind is StepKind.START or subject.side(step) is Side.CUSTOMER:
        return True
    sources = [arc.source for arc in graph.incoming[step]]
    asked = kind.gateway and subject.side(step) is None
    return asked and bool(sources) and all(_is_customers(subject, source) for source in sources)


def _is_customers(subject: Subject, step: str) -> bool:
    return subject.procedure.steps[step].kind is StepKind.START or subject.side(step) is Side.CUSTOMER

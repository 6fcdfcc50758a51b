"""Checks: steps at which a case can be rejected, how often that happens, and checks in direct succession."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from frictionaudit.analysis.flow.graph import Arc, FrictionGraph
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.inputs_outputs import inputs_by_step, outputs_by_step
from frictionaudit.analysis.text.told_by_name import told_by_name
from frictionaudit.domain.procedure import Channel, Side, StepKind

LOST = ("adverse", "abandoned")
"""The outcomes with which a case is refused or given up."""


@dataclass(frozen=True)
class Check:
    """A check with its outgoing flows: `turned_away` lead only to adverse or abandoned ends, `kept` are the others.

    `reject` is the share of cases that the check rejects; None if the page does not state it.
    """

    step: str
    turned_away: tuple[Arc, ...]
    kept: tuple[Arc, ...]
    reject: float | None


@lru_cache(maxsize=1)  # several rules ask for the same subject in turn
def checks(subject: Subject) -> Mapping[str, Check]:
    """Tasks with a `control`, and tasks of ours or of a third party that can reject a case. Linear."""
    doomed = doomed_steps(subject.graph)
    by_step: dict[str, Check] = {}
    announcing = announced_by(subject)
    told = {step for steps in announcing.values() for step in steps}
    for id, step in subject.tasks.items():
        if id in doomed or id in told:
            continue  # a step that only tells what was decided decides nothing
        outgoing = decision_flows(subject.graph, announcing[id][-1] if id in announcing else id)
        turned_away = tuple(arc for arc in outgoing if arc.target in doomed)
        by_customer = subject.side(id) is Side.CUSTOMER  # a customer who gives up is not rejected
        if step.control is not None or (turned_away and not by_customer):
            kept = tuple(arc for arc in outgoing if arc.target not in doomed)
            by_step[id] = Check(id, turned_away, kept, share_taking(subject, turned_away, kept))
    return by_step


def doomed_steps(graph: FrictionGraph) -> frozenset[str]:
    """Steps from which a case can reach adverse or abandoned ends only."""
    ends = graph.procedure.ends
    won = [end for end in ends if graph.steps[end].outcome not in LOST]
    return graph.can_end - graph.leading_to(won) if len(won) < len(ends) else frozenset()


def decision_flows(graph: FrictionGraph, step: str) -> tuple[Arc, ...]:
    """The outgoing flows of a step, or those of an exclusive gateway that only this step leads to."""
    outgoing = graph.outgoing[step]
    if len(outgoing) == 1:
        gateway = outgoing[0].target
        if graph.steps[gateway].kind is StepKind.EXCLUSIVE and len(graph.incoming[gateway]) == 1:
            return graph.outgoing[gateway]
    return outgoing


def announced_by(subject: Subject) -> Mapping[str, tuple[str, ...]]:
    """For each control without branches of its own, the steps that only tell what it decided, up to the branches.

    Nothing else leads to them, and cases go different ways after the last.
    """
    graph = subject.graph
    found: dict[str, tuple[str, ...]] = {}
    for id, step in subject.tasks.items():
        told: list[str] = []
        last = id
        while step.control is not None and len(graph.outgoing[last]) == 1:
            last = graph.outgoing[last][0].target
            if last in told or len(graph.incoming[last]) != 1 or not _only_tells(subject, last):
                break
            told.append(last)
        if told and len(decision_flows(graph, told[-1])) > 1:
            found[id] = tuple(told)
    return found


def _only_tells(subject: Subject, id: str) -> bool:
    """Whether a step of ours tells or sends something. In person more is done than told, unless the name says no more.

    A waiter who tells what was decided also puts the dish right.
    """
    step, side = subject.procedure.steps[id], subject.side(id)
    in_person = step.channel is not None and (step.channel.in_person or step.channel is Channel.HOME)
    tells = (bool(step.tells or step.gives) and not in_person) or id in told_by_name(subject.procedure)
    return id in subject.tasks and step.control is None and side is not None and side.ours and tells


def share_taking(subject: Subject, some: Sequence[Arc], others: Sequence[Arc]) -> float | None:
    """Share of cases that take one of some flows instead of the others; None if the page does not state it."""
    stated = (all(arc.flow.share is not None for arc in arcs) for arcs in (some, others))
    if not any(stated):
        return None
    taking, not_taking = (sum(subject.passes(arc).value for arc in arcs) for arcs in (some, others))
    total = taking + not_taking
    return taking / total if total and math.isfinite(total) else None


def consecutive_checks(subject: Subject) -> tuple[tuple[str, ...], ...]:
    """Checks in direct succession, at least two in a row.

    Every case that one check does not reject goes directly to the next, and no other case gets there.
    """
    by_step = checks(subject)
    successor = {step: following for step, check in by_step.items() if (following := _next(subject, check)) in by_step}
    first = [step for step in successor if step not in set(successor.values())]
    return tuple(_chain(step, successor) for step in sorted(first))


def _next(subject: Subject, check: Check) -> str | None:
    """The step that follows a check for every case not rejected, if it has no other incoming flow."""
    if len(check.kept) != 1:
        return None
    following = check.kept[0].target
    return following if len(subject.graph.incoming[following]) == 1 else None


def _chain(step: str, successor: Mapping[str, str | None]) -> tuple[str, ...]:
    chain = [step]
    while (following := successor.get(chain[-1])) is not None:
        chain.append(following)
    return tuple(chain)


def must_precede(subject: Subject, earlier: str, later: str) -> bool:
    """Whether the later of two checks depends on the earlier one, as far as the page says.

    It depends on it if it needs one of its outputs, reads an answer given there, or reviews its decision. An approval,
    or a decision without a `control`, depends on everything before it unless the page states its `needs`.
    """
    step = subject.procedure.steps[later]
    if step.reviews == earlier or (step.control in (None, "approval") and step.needs is None):
        return True
    outputs, documents = outputs_by_step(subject)[earlier], subject.procedure.steps[earlier].gives
    return not (outputs.isdisjoint(inputs_by_step(subject)[later]) and set(documents).isdisjoint(step.asks))

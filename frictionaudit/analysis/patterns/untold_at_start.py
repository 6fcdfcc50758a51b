"""What people are not told before they are asked for anything: cost, time, documents, and who may use it."""

from __future__ import annotations

from collections.abc import Mapping

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.patterns.announced_waits import tell_how_long
from frictionaudit.domain.procedure import Procedure, Side

START_FACTS = ("cost", "time", "documents", "eligibility")
"""Keys of `tells` that people need before they start."""


def untold_at_start(subject: Subject) -> Mapping[str, tuple[str, ...]]:
    """For each entry the START_FACTS that nothing tells before the first question.

    An entry that lacks none is left out. What is published as a total of the whole procedure counts as told. So does
    the time if published promises cover most of it from there on.
    """
    procedure = subject.procedure
    published, told_before = _published(procedure), _told_before(subject)
    untold: dict[str, tuple[str, ...]] = {}
    for entry in subject.graph.entries:
        first_asks = _first_asks(subject, entry)
        missing = tuple(
            fact
            for fact in START_FACTS
            if fact not in published
            and not (fact == "time" and tell_how_long(subject, first_asks))
            and not getattr(procedure.steps[entry].tells, fact)
            and not (first_asks and all(fact in told_before[step] for step in first_asks))
        )
        if missing:
            untold[entry] = missing
    return untold


def worth_telling(subject: Subject, start: str) -> tuple[str, ...]:
    """What a start should tell where it lacks anything: also a time that people can only read elsewhere."""
    untold, totals = untold_at_start(subject).get(start, ()), _published(subject.procedure)
    read_elsewhere = untold and "time" not in totals and not subject.procedure.steps[start].tells.time
    return tuple(fact for fact in START_FACTS if fact in untold or (fact == "time" and read_elsewhere))


def _published(procedure: Procedure) -> set[str]:
    totals = procedure.published
    if totals is None:
        return set()
    return {fact for fact, total in (("time", totals.time), ("cost", totals.fees)) if total is not None}


def _first_asks(subject: Subject, entry: str) -> list[str]:
    """The first steps that ask for anything on the paths from a start; if none does, the customer's first steps."""
    steps = subject.procedure.steps
    anything_asked = any(step.asks for step in steps.values())
    first_asks, seen, queue = [], {entry}, [entry]
    while queue:
        step = queue.pop()
        if steps[step].asks if anything_asked else subject.side(step) is Side.CUSTOMER:
            first_asks.append(step)
            continue
        for arc in subject.graph.outgoing[step]:
            if arc.target not in seen:
                seen.add(arc.target)
                queue.append(arc.target)
    return first_asks


def _told_before(subject: Subject) -> dict[str, frozenset[str]]:
    """For each step, the facts told on every path to it: those of its dominators."""
    steps, dominator_of = subject.procedure.steps, subject.graph.immediate_dominator
    told: dict[str, frozenset[str]] = {}
    for step in steps:
        chain = []
        current: str | None = step
        while current is not None and current not in told:  # saves time
            chain.append(current)
            current = dominator_of.get(current)
        for later in reversed(chain):
            dominator = dominator_of.get(later)
            if dominator is None:
                told[later] = frozenset()
            else:
                tells = steps[dominator].tells
                told[later] = told[dominator] | frozenset(fact for fact in START_FACTS if getattr(tells, fact))
    return told

"""Where it goes: the time of customers and staff by step, party, channel and route, and what each loop costs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping

from frictionaudit.analysis.burden.amounts import Amount, adjoints, cases_per_year, per_case, to_go
from frictionaudit.analysis.burden.loops import cost_of_returns, return_flows, way_back
from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.graph import Arc
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.domain.procedure import Bearer, StepKind
from frictionaudit.results.burden import Burden, BurdenLine, worst_first

LOOPS = 20
"""Return flows that are closed one by one; the most used ones."""
_PEOPLE: tuple[Amount, ...] = ("customer", "staff", "third")
_NOT_EXCLUSIVE = (StepKind.PARALLEL, StepKind.INCLUSIVE, StepKind.COMPLEX)
_Minutes = Mapping[Amount, float]


def where_it_goes(subject: Subject, measures: Measures) -> Burden:
    """The burden of a procedure; empty where the page gives no time, or a loop without an exit makes it endless."""
    unknown = dict.fromkeys(
        (*_without_effort(subject, measures, "customer"), *_without_effort(subject, measures, "staff"))
    )
    expected = per_case(subject)
    if not subject.efforts or not all(adjoint.finite for adjoint in adjoints(subject)):
        return Burden(unknown=tuple(unknown))
    parts = _largest_parts(subject)
    steps = {step: {amount: expected[amount].get(step, 0.0) for amount in _PEOPLE} for step in subject.procedure.steps}
    return Burden(
        steps=worst_first(_steps(subject, steps, parts)),
        parties=worst_first(_by(subject, steps, lambda step: subject.procedure.steps[step].by, _party_name)),
        channels=worst_first(_by(subject, steps, lambda step: subject.procedure.steps[step].channel, _plain)),
        routes=tuple(_routes(subject)),
        loops=worst_first(_loops(subject)),
        unknown=tuple(unknown),
    )


def _without_effort(subject: Subject, measures: Measures, side: str) -> Iterator[str]:
    return (step for step in measures[f"{side}_minutes"].evidence.unknown if step in subject.procedure.steps)


def _line(
    subject: Subject, id: str, label: str, times: float, minutes: _Minutes, at: str = "", part: str = ""
) -> BurdenLine:
    year = cases_per_year(subject)
    customer, staff, third = (round(minutes.get(amount, 0.0), 9) + 0.0 for amount in _PEOPLE)
    return BurdenLine(
        id=id,
        label=label,
        at=at,
        times=round(times, 9),
        customer_minutes=customer,
        staff_minutes=staff,
        third_minutes=third,
        customer_minutes_each=round(customer / times, 9) if times else 0.0,
        staff_minutes_each=round(staff / times, 9) if times else 0.0,
        customer_hours_year=None if year is None else round(customer * year / 60, 9),
        staff_hours_year=None if year is None else round(staff * year / 60, 9),
        customer_part=part,
    )


def _steps(subject: Subject, steps: Mapping[str, _Minutes], parts: Mapping[str, str]) -> Iterator[BurdenLine]:
    for step, minutes in steps.items():
        if any(minutes.values()):
            name = subject.procedure.steps[step].name or describe(subject.graph, step)
            yield _line(subject, step, name, subject.visits(step).value, minutes, part=parts.get(step, ""))


def _largest_parts(subject: Subject) -> Mapping[str, str]:
    """For each step the part of effort that takes most of the customer's time."""
    largest: dict[str, tuple[float, str]] = {}
    for step, part, _, minutes in subject.efforts:
        borne = subject.procedure.bearer(step, part) is Bearer.CUSTOMER
        if borne and minutes > largest.get(step, (0.0, ""))[0]:
            largest[step] = (minutes, part)
    return {step: part for step, (_, part) in largest.items()}


def _by(
    subject: Subject,
    steps: Mapping[str, _Minutes],
    key: Callable[[str], str | None],
    name: Callable[[Subject, str], str],
) -> Iterator[BurdenLine]:
    """Steps added up by something that they have in common; those without it are one line."""
    totals: dict[str, dict[Amount, float]] = {}
    visits: dict[str, float] = {}
    for step, minutes in steps.items():
        if any(minutes.values()):
            group = key(step) or ""
            total = totals.setdefault(str(group), dict.fromkeys(_PEOPLE, 0.0))
            for amount in _PEOPLE:
                total[amount] += minutes[amount]
            visits[str(group)] = visits.get(str(group), 0.0) + subject.visits(step).value
    for group, total in totals.items():
        yield _line(subject, group, name(subject, group) if group else "not stated", visits[group], total)


def _party_name(subject: Subject, party: str) -> str:
    return subject.procedure.party_name(party)


def _plain(_: Subject, key: str) -> str:
    return key


def _routes(subject: Subject) -> Iterator[BurdenLine]:
    """The branches of each decision that a case meets once and that tell cases apart, then the customer groups."""
    graph = subject.graph
    for step in subject.procedure.in_reading_order():
        arcs = graph.outgoing[step]
        if len(arcs) < 2 or graph.routing(step) in _NOT_EXCLUSIVE or graph.loop_of(step) is not None:
            continue
        lines = [line for arc in arcs if (line := _route(subject, arc))]
        if len({(line.customer_minutes_each, line.staff_minutes_each) for line in lines}) > 1:
            yield from worst_first(lines)
    if len(subject.segments) > 1:
        yield from worst_first(_group(subject, n) for n in range(len(subject.segments)))


def _route(subject: Subject, arc: Arc) -> BurdenLine | None:
    minutes: dict[Amount, float] = dict.fromkeys(_PEOPLE, 0.0)
    for n, (segment, adjoint) in enumerate(zip(subject.segments, adjoints(subject), strict=True)):
        passes = segment.share * segment.visits.arc(arc)
        for amount in _PEOPLE:
            each = adjoint.through(arc, to_go(subject, amount)[n])
            if each is None:
                return None
            minutes[amount] += passes * each if passes else 0.0
    times = subject.passes(arc).value
    label = arc.flow.when or f"to {describe(subject.graph, arc.target)}"
    told = times and all(map(math.isfinite, minutes.values()))
    return _line(subject, arc.id, label, times, minutes, describe(subject.graph, arc.source)) if told else None


def _group(subject: Subject, n: int) -> BurdenLine:
    segment, adjoint = subject.segments[n], adjoints(subject)[n]
    minutes = {amount: segment.share * adjoint.total(to_go(subject, amount)[n]) for amount in _PEOPLE}
    name = segment.group.name or segment.name if segment.group else segment.name
    return _line(subject, segment.name, name, segment.share, minutes, "customer groups")


def _loops(subject: Subject) -> Iterator[BurdenLine]:
    arcs = [arc for arc in return_flows(subject.graph) if subject.passes(arc).value > 0]
    for arc in sorted(arcs, key=lambda arc: (-subject.passes(arc).value, arc.id))[:LOOPS]:
        saved = {amount: cost_of_returns(subject, [arc], amount) for amount in _PEOPLE}
        if all(map(math.isfinite, saved.values())) and any(abs(minutes) > 1e-9 for minutes in saved.values()):
            label = arc.flow.when or _way_back(subject, arc)
            yield _line(subject, arc.id, label, subject.passes(arc).value, saved, describe(subject.graph, arc.source))


def _way_back(subject: Subject, arc: Arc) -> str:
    """From which step to which a case goes back: the step after which the loop closes, and where it does."""
    graph = subject.graph
    *passed, there = way_back(graph, arc)
    named = [step for step in passed if graph.steps[step].name]
    return f"back from {describe(graph, named[-1] if named else arc.source)} to {describe(graph, there)}"

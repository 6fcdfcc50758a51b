"""Doing Business (discontinued in 2021): the number of dealings with others, their days and their cost."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.profile import Profile, mixed, money, one_currency, row, total_of
from frictionaudit.analysis.profile_case import NOTHING, Amount, ProfiledPage
from frictionaudit.domain.procedure import Channel, Side
from frictionaudit.results.profile import ProfileTerms, Row

ONLINE = (Channel.WEB, Channel.APP)
A_DAY, ONLINE_DAY = 1.0, 0.5


@dataclass
class Dealing:
    """Consecutive steps of others without the customer: one dealing each time a case goes there."""

    steps: list[str] = field(default_factory=list)
    times: float = 0.0
    least: float = 0.0
    lasts: float = 0.0

    @property
    def days(self) -> float:
        """The days it lasts, at least the minimum of the method."""
        return max(self.least, self.lasts)


class DoingBusiness(Profile):
    """A procedure is a dealing of the customer with an outside party.

    Each takes at least one calendar day, or half a day if it is entirely online. No two begin on the same day unless
    online. No complete worked form was found: this is the rule, tested on small cases counted by hand. The series was
    discontinued in 2021 after irregularities in its data, so its figures are historic.
    """

    title = "Doing Business"
    counts = (
        "a dealing each time a case or a message goes from the customer to someone else",
        "each document that a third party or another authority issues as one dealing, unless a step gives it",
        "at least one calendar day for each dealing, half a day on the web or in an app; one after the other",
        "all fees, to the office and to third parties",
        "formulas only: no complete worked form was found to check them against",
    )
    ignores = (
        "steps and hand-offs inside the office",
        "the customer's own preparation: finding out, gathering, filling in",
        "parallel dealings: days are added up, so with parallel branches the result is an upper bound",
        "waiting for the customer",
    )

    def count(self, cases: Sequence[ProfiledPage], terms: ProfileTerms) -> tuple[list[Row], Row]:
        currency = one_currency(cases, terms) or "money"
        numbers, days, fees = [], [], []
        for case in cases:
            number, took = dealings(case)
            numbers.append(number)
            days.append(took)
            fees.append(case.expenses("us").plus(case.expenses("third")))
        total, cost = total_of(numbers), money(cases, terms, fees)
        rows = [row("time", total_of(days), "calendar days"), row("cost", cost, currency)]
        worth = cases[0].procedure.worth if len(cases) == 1 else None
        if worth is not None and worth.amount:
            share = cost.times(Amount.stated(100 / float(worth.amount), worth.evidence))
            rows.append(row("cost, of what a case is worth", share, "%"))
        return [*rows, *_history(terms)], row("procedures", total, "procedures")

    def wants(self, cases: Sequence[ProfiledPage], terms: ProfileTerms) -> Iterable[str]:
        for case in cases:
            for id, step in case.procedure.steps.items():
                if step.channel is None and case.subject.side(id) is Side.CUSTOMER and id in case.subject.tasks:
                    yield f"the channel of {describe(case.subject.graph, id)}; without it the step counts as not online"
        yield from mixed(cases, terms)


def dealings(case: ProfiledPage) -> tuple[Amount, Amount]:
    """The expected number of dealings with others per case, and their days."""
    subject, calendar = case.subject, case.procedure.calendar
    if not any(subject.side(id) is Side.CUSTOMER for id in subject.tasks):
        case.needs.append("the customer's party and steps")
        return NOTHING, NOTHING
    regions, distinct = _regions(case)
    least = 0.0
    number = 0.0
    for passage in subject.by_party:
        source = passage.source
        if source is None or subject.side(source) is not Side.CUSTOMER or passage.target not in regions:
            continue
        a_day = ONLINE_DAY if case.procedure.steps[source].channel in ONLINE else A_DAY
        region = regions[passage.target]
        region.times += passage.expected
        region.least += passage.expected * a_day
    for id, step in case.procedure.steps.items():
        if subject.side(id) is Side.CUSTOMER:
            sent = sum(case.procedure.parties[other].side is not Side.CUSTOMER for other in step.sends_to)
            number += subject.visits(id).value * sent
            least += subject.visits(id).value * sent * (ONLINE_DAY if step.channel in ONLINE else A_DAY)
    fetched = _fetched(case)
    number += fetched
    least += fetched * A_DAY
    kind = Amount.of((case.measures["contacts"].value, case.measures["contacts"].evidence))
    loose = False
    for region in distinct:
        for member in region.steps if region.times else ():
            step = case.procedure.steps[member]
            turns = (step.wait.queue, step.wait.batch, step.wait.third) if step.wait else ()
            loose = loose or (step.wait is None and step.processing is None)
            lasts = sum(calendar.expected_elapsed(turn) for turn in turns if turn is not None)
            lasts += calendar.expected_elapsed(step.processing) if step.processing and not lasts else 0.0
            region.lasts += subject.visits(member).value * lasts / 1440
        number += region.times
    total = least + sum(region.days for region in distinct)
    if not math.isfinite(number + total):
        case.needs.append("an end that every case can reach: a loop without an exit makes the total infinite")
        return NOTHING, NOTHING
    return Amount(number, kind.kind, kind.loose), Amount(total, kind.kind, loose or kind.loose)


def _regions(case: ProfiledPage) -> tuple[dict[str, Dealing], list[Dealing]]:
    """The steps of others, with consecutive ones without the customer in one dealing (a disjoint-set union)."""
    subject = case.subject
    others = [id for id, step in case.procedure.steps.items() if step.by and subject.side(id) is not Side.CUSTOMER]
    leader = {id: id for id in others}

    def find(id: str) -> str:
        while leader[id] != id:
            leader[id] = leader[leader[id]]
            id = leader[id]
        return id

    for passage in subject.by_party:
        if passage.source in leader and passage.target in leader:
            leader[find(passage.target)] = find(passage.source)
    dealings: dict[str, Dealing] = {}
    for id in others:
        dealings.setdefault(find(id), Dealing()).steps.append(id)
    return {id: dealings[find(id)] for id in others}, list(dealings.values())


def _fetched(case: ProfiledPage) -> float:
    """Expected documents per case that others issue and that no step gives."""
    procedure = case.procedure
    given = {paper for step in procedure.steps.values() for paper in step.gives}
    foreign = {"authority", "third", *(id for id, party in procedure.parties.items() if party.side is Side.THIRD)}
    papers = {id for id, paper in procedure.documents.items() if paper.issued_by in foreign and id not in given}
    steps = {id: papers.intersection(step.asks) for id, step in procedure.steps.items()}
    first: dict[str, float] = {}
    for id, asked in steps.items():
        for paper in asked:
            reached = case.subject.reached(id)
            first[paper] = max(first.get(paper, 0.0), 1.0 if reached is None else reached)
    return sum(first[paper] for paper in sorted(first))


def _history(terms: ProfileTerms) -> Iterable[Row]:
    """The figures published for the economy, each with its label."""
    benchmark = terms.benchmark
    if benchmark is None:
        return
    for label, key, value, unit in (
        ("procedures", "procedures", benchmark.procedures, "procedures"),
        ("time", "days", benchmark.days, "calendar days"),
        ("cost, of the value of a warehouse", "cost", benchmark.cost_percent, "%"),
    ):
        bound = "at least, " if key in benchmark.censored else ""
        yield Row(
            label=f"{benchmark.economy} {benchmark.year}, construction permits: {label}",
            value=value,
            unit=unit,
            evidence="unknown" if value is None else f"{bound}{benchmark.label}",
        )

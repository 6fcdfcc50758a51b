"""What a tenth less of each number saves: the derivative of the totals by every number that the page gives.

Times, waits, fees, wages and the volume enter the totals as factors. For the share of a flow one backward solve per
total is enough (see `adjoint`), whatever the number of shares; the other flows of the decision keep their proportions.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial

from frictionaudit.analysis.burden.amounts import Amount, adjoints, cases_per_year, to_go
from frictionaudit.analysis.burden.share_derivatives import changes_with_share
from frictionaudit.analysis.flow.describe import describe
from frictionaudit.analysis.flow.disruptions import delays
from frictionaudit.analysis.flow.durations import services
from frictionaudit.analysis.flow.graph import Arc
from frictionaudit.analysis.flow.markov.blocks import CONCURRENT
from frictionaudit.analysis.flow.reweighting import stated_by
from frictionaudit.analysis.flow.subject import CustomerSegment, Subject
from frictionaudit.domain.procedure import Bearer, StepKind
from frictionaudit.domain.quantities import Quantity, Share
from frictionaudit.domain.quantities.format import format_share
from frictionaudit.results.sensitivity import Number

TENTH = 0.1
_PER_CASE: Mapping[Amount, str] = {
    "customer": "customer_minutes",
    "staff": "staff_minutes",
    "customer money": "customer_cost",
    "staff money": "staff_cost",
    "waiting": "waiting_minutes",
    "elapsed": "lead_time",
}
_PER_YEAR: Mapping[Amount, tuple[str, float]] = {
    "customer": ("customer_hours_year", 60),
    "staff": ("staff_hours_year", 60),
    "customer money": ("customer_cost_year", 1),
    "staff money": ("staff_cost_year", 1),
    "waiting": ("waiting_days_year", 1440),
}
PART = {
    "fill": "fill in",
    "counter": "be served",
    "attend": "keep free",
    "chase": "ask about progress",
    "return": "go or send back",
}
"""The verb for a part of effort, if its name is not one."""
_TURN = {"queue": "in our queue", "batch": "for the next batch", "customer": "for the customer", "third": "for others"}
Changes = Mapping[Amount, float]
"""By amount per case the change for a number that is larger by its own size, to first order."""


def tenths(subject: Subject) -> tuple[Number, ...]:
    """Every number with an effect: those that the organisation can change first, then by what a tenth less saves."""
    if not all(adjoint.finite for adjoint in adjoints(subject)):
        return ()
    found = [number for number in _numbers(subject) if number.saves]
    return tuple(sorted(found, key=lambda number: (not number.ours, *_rank(number), number.path)))


def _rank(number: Number) -> tuple[float, ...]:
    yearly = {amount: key for amount, (key, _) in _PER_YEAR.items()}
    return tuple(
        -abs(number.saves.get(yearly.get(amount, key), 0.0) or number.saves.get(key, 0.0))
        for amount, key in _PER_CASE.items()
    )


def _numbers(subject: Subject) -> Iterator[Number]:
    yield from _factors_of_all(subject)
    yield from _times(subject)
    yield from _money(subject)
    yield from _groups(subject)
    for step, arcs in subject.graph.outgoing.items():
        if len(arcs) > 1 and subject.graph.routing(step) is not StepKind.PARALLEL and subject.visits(step).value:
            for arc in arcs:
                yield from _shares(subject, arc)


def _number(
    subject: Subject, path: tuple[str, ...], what: str, figure: Quantity | None, changes: Changes, ours: bool = True
) -> Number:
    year = cases_per_year(subject)
    side_by_side = _side_by_side(subject)
    saves: dict[str, float] = {}
    for amount, change in changes.items():
        saved = TENTH * change
        if amount == "elapsed" and (side_by_side or path[0] in ("volume", "bau_share")):
            continue
        if amount in _PER_CASE and math.isfinite(saved) and abs(saved) > 1e-12:
            key, per = _PER_YEAR[amount] if year is not None and amount in _PER_YEAR else (_PER_CASE[amount], None)
            saves[key] = round(saved if per is None or year is None else saved * year / per, 9)
    kind = figure.evidence.kind if figure is not None else "assumed"
    value = "even split" if figure is None else _in_words(figure)
    return Number(path=path, what=what, value=value, evidence=kind, ours=ours, saves=saves)


@lru_cache(maxsize=16)
def _side_by_side(subject: Subject) -> bool:
    """Whether branches run side by side: then what one of them saves may not shorten the case."""
    graph = subject.graph
    return any(graph.is_split(step) and graph.routing(step) in CONCURRENT for step in graph.reachable)


def _in_words(figure: Quantity) -> str:
    return format_share(figure.value) if isinstance(figure, Share) else figure.short()


def _factors_of_all(subject: Subject) -> Iterator[Number]:
    """The volume, and the share that people would do anyway: they multiply every total of a year."""
    volume, bau = subject.procedure.volume, subject.procedure.bau_share
    if volume is None:
        return
    totals = {amount: _total(subject, amount) for amount in _PER_CASE}
    yield _number(subject, ("volume",), "the number of cases", volume, totals, ours=False)
    if bau is not None and bau.value < 1:
        less = {amount: -total * bau.value / (1 - bau.value) for amount, total in totals.items()}
        yield _number(subject, ("bau_share",), "the share that people would do anyway", bau, less, ours=False)


def _total(subject: Subject, amount: Amount) -> float:
    per_segment = zip(subject.segments, adjoints(subject), to_go(subject, amount), strict=True)
    return sum(segment.share * adjoint.total(go) for segment, adjoint, go in per_segment)


def _times(subject: Subject) -> Iterator[Number]:
    """Effort and waiting at each step."""
    procedure, graph = subject.procedure, subject.graph
    served = services(subject)
    at_counters = served.counters | served.clerks | served.joint  # there the longer of two times counts
    for step, part, duration, minutes in subject.efforts:
        place = describe(graph, step)
        path = ("steps", step, "effort", part)
        elapsed: Changes = {} if step in at_counters else {"elapsed": subject.visits(step).value * minutes}
        bearer = procedure.bearer(step, part)
        if bearer is Bearer.CUSTOMER:
            spent: Changes = {"customer": subject.effort_visits(step, part).value * minutes, **elapsed}
            yield _number(subject, path, f"the time to {PART.get(part, part)} at {place}", duration, spent)
        elif bearer is Bearer.STAFF:
            visits = subject.visits(step).value
            party = procedure.parties.get(procedure.steps[step].by or "")
            rate = float(party.cost.amount) / 60 if party is not None and party.cost is not None else 0.0
            both: Changes = {"staff": visits * minutes, "staff money": visits * minutes * rate, **elapsed}
            yield _number(subject, path, f"the staff time to {part} at {place}", duration, both)
    for id, data in procedure.steps.items():
        for turn, words in _TURN.items():
            wait = getattr(data.wait, turn) if data.wait else None
            if wait is not None:
                waiting = subject.visits(id).value * procedure.calendar.expected_elapsed(wait)
                what = f"the wait {words} before {describe(graph, id)}"
                both = {"waiting": waiting, "elapsed": waiting}
                yield _number(subject, ("steps", id, "wait", turn), what, wait, both, turn != "third")
    yield from _delays(subject)


def _delays(subject: Subject) -> Iterator[Number]:
    """How often something goes wrong, and how long that takes."""
    for step, found in delays(subject).items():
        for delay in found:
            late = subject.visits(step).value * (delay.minutes or 0.0)
            both: Changes = {"waiting": late, "elapsed": late}
            path, failure = ("steps", step, "disruptions", str(delay.index)), delay.disruption
            at = f"'{failure.what}' at {describe(subject.graph, step)}"
            yield _number(subject, (*path, "share"), f"how often {at} happens", failure.share, both)
            yield _number(subject, (*path, "takes"), f"how long {at} takes", failure.takes, both)


def _money(subject: Subject) -> Iterator[Number]:
    """Fees, and what an hour of each party costs."""
    procedure = subject.procedure
    for id, step in procedure.steps.items():
        for n, fee in enumerate(step.fees or ()):
            if fee.amount is not None:
                paid: Changes = {"customer money": subject.visits(id).value * float(fee.amount.amount)}
                what = f"{fee.name or 'the fee'} at {describe(subject.graph, id)}"
                yield _number(subject, ("steps", id, "fees", str(n), "amount"), what, fee.amount, paid, fee.to == "us")
    for party, data in procedure.parties.items():
        if data.cost is not None:
            hours = sum(
                subject.visits(step).value * minutes / 60
                for step, part, _, minutes in subject.efforts
                if procedure.steps[step].by == party and procedure.bearer(step, part) is Bearer.STAFF
            )
            cost: Changes = {"staff money": hours * float(data.cost.amount)}
            what = f"what an hour of '{data.name or party}' costs"
            yield _number(subject, ("parties", party, "cost"), what, data.cost, cost, ours=False)


def _groups(subject: Subject) -> Iterator[Number]:
    """The shares of customer groups; the other groups keep their proportions."""
    if len(subject.segments) < 2:
        return
    for n, segment in enumerate(subject.segments):
        rest = 1.0 - segment.share
        if segment.group is None or rest <= 0:
            continue
        changes: dict[Amount, float] = {}
        for amount in _PER_CASE:
            own = adjoints(subject)[n].total(to_go(subject, amount)[n])
            others = (_total(subject, amount) - segment.share * own) / rest
            changes[amount] = segment.share * (own - others)
        what = f"the share of customers in the group '{segment.group.name or segment.name}'"
        path = ("groups", segment.name, "share")
        yield _number(subject, path, what, segment.group.share, changes, ours=False)


def _shares(subject: Subject, arc: Arc) -> Iterator[Number]:
    """The share of a flow for all customers, and for each group that has its own."""
    exclusive = subject.graph.routing(arc.source) not in (StepKind.INCLUSIVE, StepKind.COMPLEX)
    siblings = [other for other in subject.graph.outgoing[arc.source] if other.id != arc.id]
    missing = [other for other in (arc, *siblings) if other.flow.share is None]
    route = f"from {describe(subject.graph, arc.source)} to {describe(subject.graph, arc.target)}"
    if arc.flow.share is not None or len(missing) > 1 or not exclusive:  # a single missing share is the rest
        changes = changes_with_share(subject, arc, lambda segment: arc.id not in stated_by(segment))
        path = ("steps", arc.source, "next", arc.flow.key, "share")
        yield _number(subject, path, f"the share of cases that go {route}", arc.flow.share, changes)
    for id, group in sorted(subject.procedure.groups.items()):
        if arc.id in group.flows:
            changes = changes_with_share(subject, arc, partial(_is_group, id))
            what = f"the share of cases that go {route} in the group '{group.name or id}'"
            yield _number(subject, ("groups", id, "flows", arc.id), what, group.flows[arc.id], changes)


def _is_group(id: str, segment: CustomerSegment) -> bool:
    return segment.name == id

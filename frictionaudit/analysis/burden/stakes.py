"""What a finding has at stake: the burden of the places it names, as a part of what the procedure takes in all."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from frictionaudit.analysis.burden.amounts import Amount, cases_per_year, per_case, per_visit
from frictionaudit.analysis.burden.loops import cost_of_returns, returns_by
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Promise
from frictionaudit.results.audit import AtStake, Stake
from frictionaudit.results.measure import Measure
from frictionaudit.results.suggestion import Suggestion

_WHOLE: Mapping[Stake, Amount] = {"finding out": "customer", "filling in": "customer", "queueing": "waiting"}
"""Where an amount is part of a larger one, the larger one, by which it is judged."""


def at_stake(
    subject: Subject,
    steps: Iterable[str],
    about: str,
    stakes: Collection[Stake],
    portion: float = 1.0,
    going_back: tuple[str, ...] = (),
) -> AtStake | None:
    """The burden at some steps, of the kinds that a rule is about; without steps, that of the whole procedure.

    Only the `portion` of it that the finding is about is at stake: what exceeds a limit, or the cases concerned. A
    finding about a promise has at stake what lies between its ends, and one about a customer group what its members
    spend. One with steps of `going_back` has at stake what it costs that cases go back by them. None where nothing of
    it is known.
    """
    if not stakes:
        return None
    named = frozenset(steps)
    promise = next((promise for promise in subject.procedure.promises if promise.key == about), None) if about else None
    places = _stretch(subject, promise) if promise is not None else named or None  # None: the whole procedure
    returns = returns_by(subject, going_back) or returns_by(subject, named) if going_back else ()
    group = about.partition(",")[0]
    expected = _of_group(subject, group) if group in subject.procedure.groups else per_case(subject)
    amounts: dict[Stake, float] = {}
    share = 0.0
    if going_back:  # a round takes every wait on its way, not only our queues
        stakes = ["waiting" if stake == "queueing" else stake for stake in stakes]
    for stake in stakes:
        of_steps = expected.get(stake, {})
        of_places = of_steps.values() if places is None else (of_steps.get(step, 0.0) for step in places)
        amount = cost_of_returns(subject, returns, stake) if going_back else portion * sum(of_places)
        if amount > 1e-9 and math.isfinite(amount):
            amounts[stake] = amount
            share = max(share, amount / _total(subject, _WHOLE.get(stake, stake)))
    if not amounts:
        return None
    year = cases_per_year(subject)

    def per_year(amount: float | None, per: float) -> float | None:
        return None if amount is None or year is None else round(amount * year / per, 9)

    customer = amounts.get("customer", amounts.get("finding out", amounts.get("filling in")))
    staff, money = amounts.get("staff"), amounts.get("customer money")
    waiting = amounts.get("waiting", amounts.get("queueing"))
    return AtStake(
        of="places" if promise is None else "promise",
        share=round(min(1.0, share), 9),
        customer_minutes=_rounded(customer),
        staff_minutes=_rounded(staff),
        waiting_minutes=_rounded(waiting),
        money=_rounded(money),
        currency=subject.procedure.currency if money else None,
        customer_hours_year=per_year(customer, 60),
        staff_hours_year=per_year(staff, 60),
        waiting_days_year=per_year(waiting, 1440),
        money_year=per_year(money, 1),
    )


def _of_group(subject: Subject, group: str) -> Mapping[Amount, Mapping[str, float]]:
    """What each step takes of a case, of the customers of one group alone."""
    n = next(n for n, segment in enumerate(subject.segments) if segment.name == group)
    segment, amounts = subject.segments[n], per_visit(subject)[n]
    return {
        amount: {step: segment.share * segment.visits.value[step] * each for step, each in steps.items() if each}
        for amount, steps in amounts.items()
    }


@lru_cache(maxsize=64)
def _total(subject: Subject, amount: Amount) -> float:
    return sum(per_case(subject)[amount].values())


def _rounded(amount: float | None) -> float | None:
    return None if amount is None else round(amount, 9)


def _stretch(subject: Subject, promise: Promise) -> frozenset[str]:
    """The steps from one end of a promise to the other."""
    graph = subject.graph
    return frozenset(graph.after(promise.from_) & graph.before(promise.to)) | {promise.from_, promise.to}


def of_suggestion(stake: AtStake | None, suggestion: Suggestion) -> AtStake | None:
    """What the best suggestion saves, where that is proven; else what was at stake before."""
    if suggestion.effect is None:
        return stake
    before, after = suggestion.effect.before, suggestion.effect.after

    def saved(key: str) -> tuple[float, float] | None:
        old, new = before.get(key), after.get(key)
        if old is None or new is None or not old.value or new.value is None or new.value >= old.value:
            return None
        return round(old.value - new.value, 9), (old.value - new.value) / old.value

    found = {
        "customer_minutes": saved("customer_minutes"),
        "staff_minutes": saved("staff_minutes"),
        "waiting_minutes": saved("wait_ours"),
        "money": saved("customer_cost"),
        "customer_hours_year": saved("customer_hours_year"),
        "staff_hours_year": saved("staff_hours_year"),
        "money_year": saved("customer_cost_year"),
    }
    gains = {name: gain for name, gain in found.items() if gain is not None}
    if not gains:
        return stake
    return AtStake(
        of="suggestion",
        share=round(max(part for _, part in gains.values()), 9),
        currency=_currency(before.get("customer_cost")) if "money" in gains else None,
        **{name: amount for name, (amount, _) in gains.items()},
    )


def _currency(cost: Measure | None) -> str | None:
    return None if cost is None or cost.unit == "money" else cost.unit

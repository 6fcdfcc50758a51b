"""The Australian framework for regulatory burden: labour, purchases and delay, averaged over ten years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from frictionaudit.analysis.profile import Profile, mixed, money, one_currency, row, total_of
from frictionaudit.analysis.profile_case import ALL_PARTS, Amount, ProfiledPage
from frictionaudit.results.profile import ProfileTerms, Row

YEARS = 10


class AustralianRegulatoryBurden(Profile):
    """Labour (hours × hourly cost × cases) + purchases (fees to third parties) + delay (days × cost of a day).

    Business as usual is left out. The result is the yearly average over ten years, start-up cost included.
    No complete worked form was found: this is the formula, tested on small cases counted by hand.
    """

    title = "Australian regulatory burden"
    counts = (
        "all of the customer's own time, at the hourly cost of the customer's party",
        "fees to third parties, as purchases (`to: third`)",
        "calendar days in which a case waits for the office or for others, at the given cost of a day",
        "ten equal years and the start-up cost, divided by ten",
        "formulas only: no complete worked form was found to check them against",
    )
    ignores = (
        "fees and charges to the office, and costs of not complying: fines, courts (from memory; source not "
        "checked first-hand)",
        "the office's own time",
        "changes of volume or prices during the ten years",
    )

    def count(self, cases: Sequence[ProfiledPage], terms: ProfileTerms) -> tuple[list[Row], Row]:
        unit = f"{one_currency(cases, terms) or 'money'} per year"
        labour, purchases, delay, days = [], [], [], []
        for case in cases:
            net = case.volume.times(case.burden_share)
            labour.append(case.labour(ALL_PARTS).times(net))
            purchases.append(case.expenses("third").times(net))
            days.append(case.days("wait_ours", "wait_third").times(case.volume))
            price = Amount(None) if terms.delay_per_day is None else Amount.stated(terms.amount(terms.delay_per_day))
            delay.append(days[-1].times(price))
        parts = [money(cases, terms, amounts) for amounts in (labour, purchases, delay)]
        year = money(cases, terms, parts)
        once = Amount(0.0, "assumed") if terms.start_up is None else Amount.stated(terms.amount(terms.start_up))
        rows = [
            row("labour", parts[0], unit),
            row("purchases", parts[1], unit),
            row("days of delay", total_of(days), "days per year"),
            row("delay", parts[2], unit),
            row("total per year", year, unit),
            row("once (start-up)", once, one_currency(cases, terms) or "money"),
        ]
        return rows, row("average of ten years", year.scaled(YEARS).plus(once).scaled(1 / YEARS), unit)

    def wants(self, cases: Sequence[ProfiledPage], terms: ProfileTerms) -> Iterable[str]:
        if terms.delay_per_day is None:
            yield "the cost of a day of delay to a customer (--delay-per-day)"
        if terms.start_up is None:
            yield "the start-up cost (--start-up); without it, none is counted"
        yield from mixed(cases, terms)

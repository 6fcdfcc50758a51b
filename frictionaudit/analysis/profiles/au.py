"""The Australian framework for regulatory burden: labour, purchases and delay, averaged over ten years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from frictionaudit.analysis.profile import Profile, mixed, money, one_currency, row, together
from frictionaudit.analysis.profile_case import ALL_PARTS, Amount, ProfiledPage
from frictionaudit.results.profile import ProfileTerms, Row

YEARS = 10


class AustralianRegulatoryBurden(Profile):
    """Labour (hours × hourly cost × cases), purchases (what is paid to third parties) and delay (days of waiting for
    others × what a day costs), without what people would do anyway; ten years of it and what it costs once, over ten.

    No complete worked form was found: this is the formula, tested on small cases counted by hand.
    """

    title = "Australian regulatory burden"
    counts = (
        "all of the customer's own time, at the hourly cost of the customer's party",
        "what is paid to third parties, as purchases (fees with `to: third`)",
        "calendar days in which a case waits for the office or for others, at what a day of delay is said to cost",
        "ten equal years, and what it costs once (start-up), divided by ten",
        "formulas only: no complete worked form was found to check it against",
    )
    ignores = (
        "fees and charges to the office, and costs of not complying: fines, courts (from memory; the framework was not "
        "read first-hand)",
        "the office's own time",
        "a change of volume or prices in the ten years",
    )

    def count(self, cases: Sequence[ProfiledPage], terms: ProfileTerms) -> tuple[list[Row], Row]:
        unit = f"{one_currency(cases, terms) or 'money'} a year"
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
        once = Amount.stated(terms.amount(terms.start_up))
        rows = [
            row("labour", parts[0], unit),
            row("purchases", parts[1], unit),
            row("days of delay", together(days), "days a year"),
            row("delay", parts[2], unit),
            row("all of a year", year, unit),
            row("once (start-up)", once, one_currency(cases, terms) or "money"),
        ]
        return rows, row("average of ten years", year.by(YEARS).plus(once).by(1 / YEARS), unit)

    def wants(self, cases: Sequence[ProfiledPage], terms: ProfileTerms) -> Iterable[str]:
        if terms.delay_per_day is None:
            yield "what a day of delay costs a customer (--delay-per-day)"
        if terms.start_up is None:
            yield "what it costs once (--start-up); it counts as nothing"
        yield from mixed(cases, terms)

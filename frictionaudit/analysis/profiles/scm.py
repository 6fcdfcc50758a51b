"""The Standard Cost Model: the cost to people of providing information to the administration."""

from __future__ import annotations

from collections.abc import Sequence

from frictionaudit.analysis.profile import Profile, mixed, money, one_currency, row, total_of
from frictionaudit.analysis.profile_case import ALL_PARTS, Amount, ProfiledPage
from frictionaudit.results.profile import ProfileTerms, Row


class StandardCostModel(Profile):
    """Price per case (tariff × time + expenses) × population × frequency = administrative cost.

    The administrative burden is that cost without business as usual.

    Checked against the worked example of the Slovenian government (stopbirokraciji.gov.si, methodology).
    """

    title = "Standard Cost Model"
    counts = (
        "all of the customer's own time, at the hourly cost of the customer's party",
        "fees to third parties, as external cost (`to: third`)",
        "all cases per year: population × frequency, less the share that people would do anyway",
    )
    ignores = (
        "fees to the office: they are charges, not administrative cost (our reading)",
        "idle waiting, and the cost of delay",
        "the office's time and wages",
        "stress, and people who give up: the method prices hours only",
    )

    def count(self, cases: Sequence[ProfiledPage], terms: ProfileTerms) -> tuple[list[Row], Row]:
        currency = one_currency(cases, terms) or "money"
        rows: list[Row] = []
        costs: list[Amount] = []
        burdens: list[Amount] = []
        hours: list[Amount] = []
        for case in cases:
            about, unit = (case if len(cases) > 1 else None), case.currency or "money"
            time = case.hours(ALL_PARTS)
            external = case.expenses("third")
            price = case.labour(ALL_PARTS).plus(external)
            cost = price.times(case.volume)
            costs.append(cost)
            burdens.append(cost.times(case.burden_share))
            hours.append(time.times(case.volume).times(case.burden_share))
            rows += [
                row("time of one case", time, "hours", about),
                row("external cost of one case", external, unit, about),
                row("price of one case", price, unit, about),
                row("population", case.population, "customers", about),
                row("frequency", case.frequency, "per year", about),
                row("quantity", case.volume, "cases per year", about),
                row("administrative cost", cost, f"{unit} per year", about),
                row("share that is burden", case.burden_share.scaled(100), "%", about),
                row("administrative burden", burdens[-1], f"{unit} per year", about),
            ]
        if len(cases) > 1:
            rows.append(row("administrative cost", money(cases, terms, costs), f"{currency} per year"))
        rows.append(row("hours that are burden", total_of(hours), "hours per year"))
        return rows, row("administrative burden", money(cases, terms, burdens), f"{currency} per year")

    def wants(self, cases: Sequence[ProfiledPage], terms: ProfileTerms) -> list[str]:
        return mixed(cases, terms)

"""The Paperwork Reduction Act (United States): hours for responses and for record keeping."""

from __future__ import annotations

from collections.abc import Sequence

from frictionaudit.analysis.profile import Profile, mixed, money, one_currency, row, total_of
from frictionaudit.analysis.profile_case import Amount, ProfiledPage
from frictionaudit.domain.procedure import Side
from frictionaudit.results.profile import ProfileTerms, Row

PARTS = ("understand", "search", "gather", "fill", "return")
"""Reading the instructions, searching, gathering, filling in and sending again; not travel, queueing or the counter."""


class PaperworkReductionAct(Profile):
    """Respondents × responses of each × hours per response, plus record keepers × hours of each.

    A page is record keeping if nothing leaves the customer: no form or document is asked for, no message is sent, and
    only the customer does anything. Every other page collects responses. The letters are the columns of the agencies'
    reporting form (APHIS form 71), against which the profile is checked.
    """

    title = "Paperwork Reduction Act"
    counts = (
        "the customer's time for understanding, searching, gathering, filling in and sending again",
        "a page in which nothing leaves the customer as record keeping, every other page as responses",
        "the hours at the hourly cost of the customer's party, if the page gives one",
        "only what goes beyond business as usual",
    )
    ignores = (
        "travel, queueing, being served, paying and asking about progress (our reading; source not checked first-hand)",
        "fees to the office and to third parties",
        "waiting",
        "the office's own time",
    )

    def count(self, cases: Sequence[ProfiledPage], terms: ProfileTerms) -> tuple[list[Row], Row]:
        currency = one_currency(cases, terms) or "money"
        rows: list[Row] = []
        responses = [case for case in cases if not keeps_records(case)]
        records = [case for case in cases if keeps_records(case)]
        hours: list[Amount] = []
        for case in cases:
            about = case if len(cases) > 1 else None
            each = case.hours(PARTS).times(case.burden_share)
            hours.append(each.times(case.volume))
            if case in responses:
                rows += [
                    row("respondents (D)", case.population, "respondents", about),
                    row("responses of each (E)", case.frequency, "per year", about),
                    row("responses (F = D × E)", case.volume, "responses per year", about),
                    row("hours per response (G)", each, "hours", about),
                    row("hours (H = F × G)", hours[-1], "hours per year", about),
                ]
            else:
                rows += [
                    row("record keepers (I)", case.population, "record keepers", about),
                    row("hours of each (J)", each.times(case.frequency), "hours per year", about),
                    row("hours of keeping records (K = I × J)", hours[-1], "hours per year", about),
                ]
        kept = [case.population for case in records]
        rows += [
            row("respondents", _sum([case.population for case in responses]), "respondents"),
            row("responses", _sum([case.volume for case in responses]), "responses per year"),
            row("hours of responses", _sum([h for c, h in zip(cases, hours, strict=True) if c in responses]), "hours"),
            row("record keepers", _sum(kept), "record keepers"),
            row("hours of keeping records", _sum([h for c, h in zip(cases, hours, strict=True) if c in records]),
                "hours"),
            row("responses and record keepers (13b = F + I)",
                _sum([*(case.volume for case in responses), *kept]), "per year"),
        ]  # fmt: skip
        value = [case.labour(PARTS).times(case.burden_share).times(case.volume) for case in cases]
        rows.append(row("value of the hours", money(cases, terms, value), f"{currency} per year"))
        return rows, row("burden (13c = H + K)", _sum(hours), "hours per year")

    def wants(self, cases: Sequence[ProfiledPage], terms: ProfileTerms) -> list[str]:
        return mixed(cases, terms)


def keeps_records(case: ProfiledPage) -> bool:
    """Whether nothing on the page leaves the customer."""
    procedure = case.procedure
    return not any(
        step.asks or step.sends_to or step.receives_from or procedure.side(id) not in (Side.CUSTOMER, None)
        for id, step in procedure.steps.items()
    )


def _sum(amounts: Sequence[Amount]) -> Amount:
    """A sum that is 0 if there is nothing to add."""
    return total_of(amounts) if amounts else Amount(0.0)

"""What a profile is, and adding up what is known of several pages."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence

from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.profile_case import Amount, ProfiledPage
from frictionaudit.results.profile import ProfileResult, ProfileTerms, Row


class Profile(ABC):
    """One method; its docstring says where it comes from, `counts` and `ignores` what it does with the pages."""

    title: str
    counts: tuple[str, ...]
    ignores: tuple[str, ...]

    @classmethod
    def name(cls) -> str:
        """The name by which it is chosen, from its file's name."""
        return cls.__module__.rsplit(".", 1)[-1].replace("_", "-")

    def view(self, pages: Sequence[Measures], terms: ProfileTerms) -> ProfileResult:
        """The pages, counted together as this method counts them."""
        cases = [ProfiledPage(page) for page in pages]
        rows, total = self.count(cases, terms)
        many = len(cases) > 1
        needs = [f"{case.title}: {need}" if many else need for case in cases for need in case.needs]
        return ProfileResult(
            profile=self.name(),
            title=self.title,
            pages=tuple(case.title for case in cases),
            rows=tuple(rows),
            total=total,
            counts=self.counts,
            ignores=self.ignores,
            needs=tuple(dict.fromkeys([*needs, *self.wants(cases, terms)])),
        )

    @abstractmethod
    def count(self, cases: Sequence[ProfiledPage], terms: ProfileTerms) -> tuple[list[Row], Row]:
        """The rows, and the one number that the method is after."""

    def wants(self, cases: Sequence[ProfiledPage], terms: ProfileTerms) -> Iterable[str]:
        """What is missing beside the pages."""
        return ()


def row(label: str, amount: Amount, unit: str, case: ProfiledPage | None = None) -> Row:
    """A row, of one page where one is named. Numbers are rounded to a millionth, once, here."""
    value = None if amount.value is None else round(amount.value, 6) + 0.0
    return Row(
        label=f"{case.title}: {label}" if case else label,
        value=value,
        unit=unit,
        evidence="unknown" if value is None else amount.words,
    )


def together(amounts: Iterable[Amount]) -> Amount:
    """The sum of what is known: `at least`, where something is not; unknown, where nothing is."""
    listed = list(amounts)
    known = [amount for amount in listed if amount.value is not None]
    if not known:
        return Amount(None)
    total = Amount(0.0, loose=len(known) < len(listed))
    for amount in known:
        total = total.plus(amount)
    return total


def one_currency(cases: Sequence[ProfiledPage], terms: ProfileTerms) -> str | None:
    """The currency of all pages; None where none, or more than one, is mentioned."""
    found = {case.currency for case in cases if case.currency} | set(terms.currencies)
    return next(iter(found)) if len(found) == 1 else None


def mixed(cases: Sequence[ProfiledPage], terms: ProfileTerms) -> list[str]:
    """A complaint where amounts in several currencies would have to be added up."""
    found = sorted({case.currency for case in cases if case.currency} | set(terms.currencies))
    return [f"one currency: {' and '.join(found)} cannot be added up"] if len(found) > 1 else []


def money(cases: Sequence[ProfiledPage], terms: ProfileTerms, amounts: Iterable[Amount]) -> Amount:
    """A sum of money over several pages; unknown where they are in several currencies."""
    listed = list(amounts)
    return Amount(None) if mixed(cases, terms) else together(listed)

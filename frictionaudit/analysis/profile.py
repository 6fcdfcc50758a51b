"""What a profile is, and how it adds up the figures of several pages."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence

from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.profile_case import Amount, ProfiledPage
from frictionaudit.results.profile import ProfileResult, ProfileTerms, Row


class Profile(ABC):
    """One counting method: its docstring gives the source, `counts` and `ignores` its scope."""

    title: str
    counts: tuple[str, ...]
    ignores: tuple[str, ...]

    @classmethod
    def name(cls) -> str:
        """The name that selects it, from its file's name."""
        return cls.__module__.rsplit(".", 1)[-1].replace("_", "-")

    def view(self, pages: Sequence[Measures], terms: ProfileTerms) -> ProfileResult:
        """The pages, counted together by this method."""
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
        """The rows, and the total that the method is for."""

    def wants(self, cases: Sequence[ProfiledPage], terms: ProfileTerms) -> Iterable[str]:
        """What is missing outside the pages."""
        return ()


def row(label: str, amount: Amount, unit: str, case: ProfiledPage | None = None) -> Row:
    """A row, labelled with its page if one is given. Values are rounded to a millionth here and nowhere else."""
    value = None if amount.value is None else round(amount.value, 6) + 0.0
    return Row(
        label=f"{case.title}: {label}" if case else label,
        value=value,
        unit=unit,
        evidence="unknown" if value is None else amount.words,
    )


def total_of(amounts: Iterable[Amount]) -> Amount:
    """The sum of the known amounts: `at least` if some are unknown, unknown if all are."""
    amounts = list(amounts)
    known = [amount for amount in amounts if amount.value is not None]
    if not known:
        return Amount(None)
    total = Amount(0.0, loose=len(known) < len(amounts))
    for amount in known:
        total = total.plus(amount)
    return total


def one_currency(cases: Sequence[ProfiledPage], terms: ProfileTerms) -> str | None:
    """The currency of all pages; None if they name none or several."""
    currencies = {case.currency for case in cases if case.currency} | set(terms.currencies)
    return next(iter(currencies)) if len(currencies) == 1 else None


def mixed(cases: Sequence[ProfiledPage], terms: ProfileTerms) -> list[str]:
    """What is needed if amounts are in several currencies: empty if there is only one."""
    currencies = sorted({case.currency for case in cases if case.currency} | set(terms.currencies))
    return [f"one currency: {' and '.join(currencies)} cannot be added up"] if len(currencies) > 1 else []


def money(cases: Sequence[ProfiledPage], terms: ProfileTerms, amounts: Iterable[Amount]) -> Amount:
    """A sum of money over several pages; unknown if they are in several currencies."""
    return Amount(None) if mixed(cases, terms) else total_of(amounts)

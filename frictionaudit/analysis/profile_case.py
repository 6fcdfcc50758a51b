"""The figures that one page gives a profile: volume, frequency, hours, rates, fees and days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from frictionaudit.analysis.measures import Measures, Tally
from frictionaudit.analysis.measures.effort import minutes
from frictionaudit.analysis.tally import Result
from frictionaudit.domain.procedure import EFFORT_PARTS, Bearer, Side
from frictionaudit.domain.quantities import STATED, Assumed, Evidence, Measured, Rate
from frictionaudit.results.audit import Basis

_RANK = {"": 0, "measured": 1, "stated": 2, "assumed": 3}


@dataclass(frozen=True)
class Amount:
    """A number with its weakest evidence; `loose` if it is only a lower bound."""

    value: float | None
    kind: str = ""
    loose: bool = False

    @classmethod
    def of(cls, result: Result) -> Amount:
        value, basis = result
        return cls(value, _kind(basis), basis.bound != "exact")

    @classmethod
    def stated(cls, value: float, evidence: Evidence = STATED) -> Amount:
        """A number from a page, with its evidence."""
        match evidence:
            case Measured():
                return cls(value, "measured")
            case Assumed():
                return cls(value, "assumed")
        return cls(value, "stated")

    def plus(self, other: Amount) -> Amount:
        value = None if self.value is None or other.value is None else self.value + other.value
        return self._combined(value, other)

    def times(self, other: Amount) -> Amount:
        value = None if self.value is None or other.value is None else self.value * other.value
        return self._combined(value, other)

    def scaled(self, factor: float) -> Amount:
        """The amount multiplied by a plain number."""
        return Amount(None if self.value is None else self.value * factor, self.kind, self.loose)

    def _combined(self, value: float | None, other: Amount) -> Amount:
        return Amount(value, max(self.kind, other.kind, key=lambda kind: _RANK[kind]), self.loose or other.loose)

    @property
    def words(self) -> str:
        """The evidence in words."""
        return f"at least, {self.kind or 'stated'}" if self.loose else self.kind or "stated"


def _kind(basis: Basis) -> str:
    return "" if basis.kind == "unknown" else basis.kind


NOTHING = Amount(None)


class ProfiledPage:
    """One page as a profile reads it; `needs` collects what the page does not state."""

    def __init__(self, measures: Measures) -> None:
        self.measures = measures
        self.subject = measures.subject
        self.procedure = measures.subject.procedure
        self.needs: list[str] = []

    @property
    def title(self) -> str:
        return self.procedure.title

    @property
    def currency(self) -> str | None:
        return self.procedure.currency

    @cached_property
    def volume(self) -> Amount:
        """Cases per year."""
        volume = self.procedure.volume
        if volume is None:
            self.needs.append("the number of cases per year (volume)")
            return NOTHING
        return Amount.stated(volume.per_year, volume.evidence)

    @cached_property
    def population(self) -> Amount:
        """Different customers per year."""
        if self.procedure.customers is None:
            self.needs.append("the number of different customers per year (customers)")
            return NOTHING
        return Amount.stated(self.procedure.customers)

    @cached_property
    def frequency(self) -> Amount:
        """Cases of each customer per year."""
        if self.population.value is None:
            return NOTHING
        return self.volume.times(Amount(1 / self.population.value))

    @cached_property
    def burden_share(self) -> Amount:
        """The share that is burden: all but business as usual; 1 if the page gives no business-as-usual share."""
        bau = self.procedure.bau_share
        if bau is None:
            self._need("the share that people would do anyway (bau_share); without it all counts as burden")
        return Amount(1.0, "assumed") if bau is None else Amount.stated(1 - bau.value, bau.evidence)

    def hours(self, parts: Iterable[str]) -> Amount:
        """Expected hours per case of some parts of the customer's effort."""
        hours = Amount.of(minutes(self.measures, parts, Bearer.CUSTOMER).result(1 / 60))
        if hours.value is None or hours.loose:
            self._need("the effort of every customer step")
        return hours

    def labour(self, parts: Iterable[str]) -> Amount:
        """Expected cost of the customer's time per case: hours at the hourly cost of the party that spends them."""
        wanted = frozenset(parts)
        tally = Tally(self.subject)
        for id, part, duration, expected in self.subject.efforts:
            if part not in wanted or self.procedure.bearer(id, part) is not Bearer.CUSTOMER:
                continue
            rate = self._rate(id)
            if rate is None:
                self._need("the hourly cost of the customer's time (cost of the party)")
                tally.miss(id)
            else:
                visits = self.subject.effort_visits(id, part)
                tally.add(visits, expected / 60 * float(rate.amount), duration.evidence, rate.evidence)
        tally.miss_all(minutes(self.measures, wanted, Bearer.CUSTOMER).result()[1].unknown)
        return Amount.of(tally.result())

    def _rate(self, step: str) -> Rate | None:
        """The hourly cost of the step's customer; for staff steps, the one that all customers share."""
        parties = self.procedure.parties
        by = self.procedure.steps[step].by
        if by is not None and parties[by].side is Side.CUSTOMER:
            return parties[by].cost
        rates = {party.cost for party in parties.values() if party.side is Side.CUSTOMER}
        return next(iter(rates)) if len(rates) == 1 else None

    def expenses(self, to: str) -> Amount:
        """Expected fees per case to us or to third parties; unknown if no step mentions fees."""
        tally = Tally(self.subject)
        for id, step in self.procedure.steps.items():
            if step.fees is not None:
                tally.add(self.measures.exactly(0.0), 0.0)
            for fee in step.fees or ():
                if fee.to != to:
                    continue
                if fee.amount is None:
                    self._need(f"the amount of every fee to {'third parties' if to == 'third' else 'the office'}")
                    tally.miss(id)
                else:
                    tally.add(self.subject.visits(id), float(fee.amount.amount), fee.amount.evidence)
        if all(step.fees is None for step in self.procedure.steps.values()):
            self._need("what the customer pays (fees; an empty list where nothing is due)")
            tally.miss("no fee is read at any step")
        return Amount.of(tally.result())

    def days(self, *keys: str) -> Amount:
        """Expected calendar days per case of some kinds of waiting."""
        total = Amount(0.0)
        for key in keys:
            measure = self.measures[key]
            waiting = Amount.of((measure.value, measure.evidence))
            if waiting.value is None or waiting.loose:
                self._need("how long a case waits for others (wait)")
                total = Amount(total.value, total.kind, loose=True)
            if waiting.value is not None:
                total = total.plus(waiting.scaled(1 / 1440))
        return total

    def _need(self, what: str) -> None:
        if what not in self.needs:
            self.needs.append(what)


ALL_PARTS = EFFORT_PARTS

"""The account of a walk as it grows: time, forms, questions, money and silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from frictionaudit.domain.procedure import Fee, Procedure, Step
from frictionaudit.domain.quantities import Money
from frictionaudit.domain.quantities.format import format_money
from frictionaudit.results.walk import Account


class RunningAccount:
    """Adds up what a case has cost so far."""

    def __init__(self, procedure: Procedure) -> None:
        self._procedure = procedure
        self.steps = self.forms = self.documents = self.contacts = self.messages = self.unpriced = 0
        self.minutes = self.elapsed = self.silence = 0.0
        self._last_word = 0.0
        self._questions: Counter[str] = Counter()
        self._money: dict[str, Money] = {}
        self._unknown: dict[str, None] = {}

    def ask(self, step: Step) -> tuple[list[str], list[str]]:
        """Count what a step asks; returns the names of its forms and documents, and its questions."""
        names, questions = [], []
        for id in step.asks:
            form = self._procedure.forms.get(id)
            if form is None:
                self.documents += 1
                paper = self._procedure.documents.get(id)
                names.append((paper.name if paper else None) or id)
                continue
            self.forms += 1
            names.append(form.name or id)
            fields = [field for field in form.fields or () if not field.prefilled]
            self._questions.update(field.data for field in fields)
            questions += [field.label or field.data for field in fields]
        return names, questions

    def pay(self, fees: Iterable[Fee]) -> list[str]:
        """Count fees; returns each in words."""
        said = []
        for fee in fees:
            amount = fee.amount
            if amount is None:
                self.unpriced += 1
            else:
                known = self._money.get(amount.currency)
                total = amount.amount + (known.amount if known else 0)
                self._money[amount.currency] = Money(amount=total, currency=amount.currency)
            price = format_money(amount.amount, amount.currency) if amount else "an amount that is not fixed"
            said.append(f"{fee.name}: {price}" if fee.name else price)
        return said

    def hear(self, told: bool) -> None:
        """Note whether the customer was told something now; what counts is the longest stretch without a word."""
        self.silence = max(self.silence, self.elapsed - self._last_word)
        if told:
            self._last_word = self.elapsed
            self.messages += 1

    def miss(self, step: str) -> None:
        """Note a step whose time is not known."""
        self._unknown[step] = None

    def so_far(self) -> Account:
        """The account now."""
        return Account(
            steps=self.steps,
            minutes=self.minutes,
            elapsed=self.elapsed,
            forms=self.forms,
            questions=self._questions.total(),
            asked_again=tuple(sorted(data for data, times in self._questions.items() if times > 1)),
            documents=self.documents,
            contacts=self.contacts,
            messages=self.messages,
            money=tuple(self._money[currency] for currency in sorted(self._money)),
            unpriced=self.unpriced,
            silence=self.silence,
            unknown=tuple(self._unknown),
        )

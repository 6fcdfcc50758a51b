"""What is published about the whole has to be what its parts say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from frictionaudit.analysis.flow.main_paths import certain
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule, count
from frictionaudit.domain.procedure import Published, Side


@dataclass(frozen=True)
class Sum:
    """What the steps add up to: at the lower and at the upper bound of ranges, and over what every case passes."""

    low: float
    high: float
    least: float
    branches: bool

    def fits(self, printed: float, tolerance: float) -> bool:
        """Whether a printed total is one that the steps can give."""
        if any(abs(printed - total) <= tolerance for total in (self.low, self.high)):
            return True
        return self.branches and self.least - tolerance <= printed <= self.high + tolerance


class TotalNotTheSum(Rule):
    """A published total of time, fees or steps is not the sum of its parts.

    The time is compared with the sum of `processing` over the steps, each counted once, at the upper or the lower
    bound of ranges, in minutes of work (a working day is an average day of the calendar). It is not judged where
    no step gives its `processing`. Fees are compared with the sum of the stated amounts, with or without those to
    third parties, and only where every fee due has its amount. Steps are compared with the tasks of the customer.
    Where some steps are not on every case's way, a total is accepted from what every case passes to all steps.

    Why it matters:
        People plan their day and their money by the printed total. A row that was dropped from it is noticed at the
        counter, by the customer.

    Wrong:
        published: {time: 15m}
        steps:
          look-up: {by: desk, processing: 10m, next: stamp}
          stamp: {by: desk, processing: 10m, next: done}

    Right:
        published: {time: 20m}
        steps:
          look-up: {by: desk, processing: 10m, next: stamp}
          stamp: {by: desk, processing: 10m, next: done}

    What to do:
        Add the rows up again and print that, or correct the row that is wrong.

    Leave it when:
        Never: where steps run at the same time, say so and publish both the time of each and the time of all.

    Sources:
        Republic Act 11032 (Philippines, 2018), section 6: a charter states the time and the fees of each service;
        a tolerance of 0.01 minutes: our default.
    """

    level = "error"
    tolerance: float = 0.01

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        published = subject.procedure.published
        if published is not None:
            yield from self._time(subject, published)
            yield from self._fees(subject, published)
            yield from self._steps(subject, published)

    def _time(self, subject: Subject, published: Published) -> Iterator[Flag]:
        calendar = subject.procedure.calendar
        given = {id: step.processing for id, step in subject.procedure.steps.items() if step.processing is not None}
        if published.time is None or not given:
            return
        low = {id: calendar.touch(time.low) for id, time in given.items()}
        high = {id: calendar.touch(time.high) for id, time in given.items()}
        total = _sum(subject, low, high)
        printed = [calendar.touch(published.time.low), calendar.touch(published.time.high)]
        if not all(total.fits(minutes, self.tolerance) for minutes in printed):
            day = calendar.day_minutes if published.time.high.days else None
            said, added = (_range(low, high, day) for low, high in (printed, (total.low, total.high)))
            yield _flag("time", f"the published time is {said}", f"the steps add up to {added}")

    def _fees(self, subject: Subject, published: Published) -> Iterator[Flag]:
        steps = subject.procedure.steps
        due = [(id, fee.to, fee.amount) for id, step in steps.items() for fee in step.fees or ()]
        stated = any(step.fees is not None for step in steps.values())
        if published.fees is None or not stated or any(amount is None for *_, amount in due):
            return
        sums = []
        for payees in (("us",), ("us", "third")):
            amounts: dict[str, float] = {}
            for id, payee, amount in due:
                if amount is not None and payee in payees:
                    amounts[id] = amounts.get(id, 0.0) + float(amount.amount)
            sums.append(_sum(subject, amounts, amounts))
        if not any(total.fits(float(published.fees.amount), self.tolerance) for total in sums):
            currency = published.fees.currency
            yield _flag(
                "fees",
                f"the published fees are {published.fees.short()}",
                f"the steps add up to {_number(sums[0].high)} {currency}",
            )

    def _steps(self, subject: Subject, published: Published) -> Iterator[Flag]:
        tasks = {id: 1.0 for id in subject.tasks if subject.side(id) is Side.CUSTOMER}
        total = _sum(subject, tasks, tasks)
        if published.steps is None or total.fits(published.steps, 0):
            return
        yield _flag(
            "steps",
            f"{count(published.steps, 'step is', 'steps are')} published",
            f"the customer takes {count(len(tasks), 'step')}",
        )


def _flag(about: str, published: str, computed: str) -> Flag:
    return Flag(f"{published}, but {computed}", about=about, at=("published",))


def _sum(subject: Subject, low: Mapping[str, float], high: Mapping[str, float]) -> Sum:
    always = certain(subject.graph)
    return Sum(
        low=sum(low.values()),
        high=sum(high.values()),
        least=sum(amount for step, amount in low.items() if step in always),
        branches=any(step not in always for step in high),
    )


def _range(low: float, high: float, day: float | None) -> str:
    words = [_minutes(minutes, day) for minutes in (low, high)]
    return words[0] if words[0] == words[1] else " to ".join(words)


def _minutes(minutes: float, day: float | None) -> str:
    """Minutes in words, with working days of so many minutes where the published total has days."""
    days, rest = divmod(minutes, day) if day else (0.0, minutes)
    parts = [f"{days:.0f} working day{'' if days == 1 else 's'}"] if days else []
    if rest or not days:
        parts.append(f"{_number(rest)} minute{'' if rest == 1 else 's'}")
    return " ".join(parts)


def _number(value: float) -> str:
    return f"{round(value, 2):.12g}"

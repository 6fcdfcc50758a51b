"""Published totals that differ from the sum of the steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import Field

from frictionaudit.analysis.flow.main_paths import certain
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import list_steps
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Published, Side
from frictionaudit.domain.quantities.format import count, format_effort


@dataclass(frozen=True)
class StepSum:
    """The sum over all steps at the lower and the upper bounds, and over the steps that every case passes."""

    low: float
    high: float
    least: float
    branches: bool

    def fits(self, printed: float, tolerance: float) -> bool:
        """Whether the steps can add up to a published total."""
        if any(abs(printed - total) <= tolerance for total in (self.low, self.high)):
            return True
        return self.branches and self.least - tolerance <= printed <= self.high + tolerance


class TotalNotTheSum(Rule):
    """A published total of time, fees or steps differs from the sum of its parts.

    - Time: the sum of `processing` over the steps, each counted once, at the lower or the upper bound of ranges. It is
      in minutes of work; a working day is an average day of the calendar. Not checked if no step gives `processing`.
    - Fees: the sum of the stated amounts, with or without those to third parties. If an amount is missing, only a total
      of nothing is checked: it is wrong beside a fee of ours, whatever its amount.
    - Steps: the number of the customer's tasks.

    If not every case passes all steps, any total between the steps that every case passes and all steps is accepted.

    Why it matters:
        People plan their day and their money by the published total. If a row is missing from it, customers find out at
        the counter.

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
        Add up the rows again and publish that total, or correct the row that is wrong.

    Leave it when:
        Never: if steps run at the same time, say so, and publish both the time of each and the time of all.

    Sources:
        Republic Act 11032 (Philippines, 2018), section 6: a charter states the time and the fees of each service.
        A tolerance of 0.01 minutes: our default.
    """

    level = "error"
    stake = ()
    tolerance: float = Field(default=0.01, ge=0, description="difference accepted, in minutes or units of money")

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
            stated, summed = (_range(low, high, day) for low, high in (printed, (total.low, total.high)))
            yield _flag("time", f"The published time is {stated}", f"the steps add up to {summed}")

    def _fees(self, subject: Subject, published: Published) -> Iterator[Flag]:
        steps = subject.procedure.steps
        due = [(id, fee.to, fee.amount) for id, step in steps.items() for fee in step.fees or ()]
        stated = any(step.fees is not None for step in steps.values())
        if published.fees is None or not stated:
            return
        open_fees = [id for id, payee, amount in due if amount is None and payee == "us"]
        if open_fees and not published.fees.amount:
            charged = list_steps(subject, dict.fromkeys(open_fees))
            yield _flag("fees", "The published fees are none", f"{charged} charges a fee of an open amount")
        if any(amount is None for *_, amount in due):
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
                f"The published fees are {published.fees.short()}",
                f"the steps add up to {_number(sums[0].high)} {currency}",
            )

    def _steps(self, subject: Subject, published: Published) -> Iterator[Flag]:
        tasks = {id: 1.0 for id in subject.tasks if subject.side(id) is Side.CUSTOMER}
        total = _sum(subject, tasks, tasks)
        if published.steps is None or total.fits(published.steps, 0):
            return
        yield _flag(
            "steps",
            f"The published number of steps is {published.steps}",
            f"the customer has {count(len(tasks), 'step')}",
        )


def _flag(about: str, published: str, computed: str) -> Flag:
    return Flag(f"{published}, but {computed}", about=about, at=("published",))


def _sum(subject: Subject, low: Mapping[str, float], high: Mapping[str, float]) -> StepSum:
    always = certain(subject.graph)
    return StepSum(
        low=sum(low.values()),
        high=sum(high.values()),
        least=sum(amount for step, amount in low.items() if step in always),
        branches=any(step not in always for step in high),
    )


def _range(low: float, high: float, day: float | None) -> str:
    """Two times in words; what they have in common once: 2 working days and 4 h 20 min to 4 h 25 min."""
    (days, first), (more_days, last) = (_parts(minutes, day) for minutes in (low, high))
    if days and first and last and days == more_days:
        return f"{days} and {first if first == last else f'{first} to {last}'}"
    words = [" and ".join(filter(None, parts)) for parts in ((days, first), (more_days, last))]
    return words[0] if words[0] == words[1] else " to ".join(words)


def _parts(minutes: float, day: float | None) -> tuple[str, str]:
    """Minutes in words: working days of `day` minutes, if the published total has days, and the rest."""
    days, rest = divmod(minutes, day) if day else (0.0, minutes)
    words = f"{days:.0f} working day{'' if days == 1 else 's'}" if days else ""
    if rest >= 60:
        return words, format_effort(rest)
    return words, f"{_number(rest)} minute{'' if rest == 1 else 's'}" if rest or not days else ""


def _number(value: float) -> str:
    return f"{round(value, 2):.12g}"

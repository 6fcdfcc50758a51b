"""Published totals that differ from the sum of the steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pydantic import Field

from frictionaudit.analysis.flow.main_paths import certain
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import list_steps
from frictionaudit.analysis.patterns.unlike_times import Days, day_kinds, days_of
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.analysis.text.time_limits import comparable, limit_in_words
from frictionaudit.domain.procedure import Published, Side
from frictionaudit.domain.quantities import ABOUT, AT_LEAST, AT_MOST, Duration
from frictionaudit.domain.quantities.format import count, format_effort
from frictionaudit.results.audit import Severity


@dataclass(frozen=True)
class StepSum:
    """The sum over all steps at the lower and the upper bounds, and over the steps that every case passes."""

    low: float
    high: float
    least: float
    branches: bool

    def fits(self, printed: float, tolerance: float, share: float = 0.0, endless: bool = False) -> bool:
        """Whether the steps can add up to a published total, within a tolerance or a share of the sum.

        `endless` says that the sum has no upper bound.
        """
        if (share or endless) and self.low * (1 - share) - tolerance <= printed:
            return endless or printed <= self.high * (1 + share) + tolerance
        if any(abs(printed - total) <= tolerance for total in (self.low, self.high)):
            return True
        return self.branches and self.least - tolerance <= printed <= self.high + tolerance


class TotalNotTheSum(Rule):
    """A published total of time, fees or steps differs from the sum of its parts.

    - Time: the sum of `processing` over the steps, each counted once, at the lower or the upper bound of ranges. It is
      in minutes of work; a working day is an average day of the calendar. If no step gives `processing`, the total is
      compared with the average time from start to end. A longer average is a warning, a shorter one is accepted.
      Months, weeks, working days and calendar days do not add up exactly. Where they meet, the total has to lie between
      the fewest and the most calendar days, and a difference is worth a look.
    - A time that is 'about' something leaves room for a fifth, and a difference is worth a look. A time that is 'at
      most' something may also count nothing, and the sum of times that are 'at least' something has no upper bound.
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
        A tolerance of 0.01 minutes, and of a fifth where a time is approximate: our defaults.
    """

    level = "error"
    stake = ()
    tolerance: float = Field(default=0.01, ge=0, description="difference accepted, in minutes or units of money")
    about: float = Field(default=0.2, ge=0, description="share accepted as a difference where a time is approximate")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        published = subject.procedure.published
        if published is not None:
            yield from self._time(subject, published)
            yield from _longer(subject, measures, published)
            yield from self._fees(subject, published)
            yield from self._steps(subject, published)

    def _time(self, subject: Subject, published: Published) -> Iterator[Flag]:
        given = {id: step.processing for id, step in subject.procedure.steps.items() if step.processing is not None}
        if published.time is None or not given:
            return
        times = [published.time, *given.values()]
        kinds = day_kinds(times)
        share = self.about if any(time.evidence == ABOUT for time in times) else 0.0
        loose = len(kinds) > 1 or bool(kinds & {"week", "month"})
        differ = _in_days if loose else self._exactly
        if found := differ(subject, given, published.time, share):
            stated = f"The published time is {'about ' if published.time.evidence == ABOUT else ''}{found[0]}"
            rough = share or len(kinds) > 1
            yield _flag("time", stated, f"the steps add up to {found[1]}", "info" if rough else None)

    def _exactly(
        self, subject: Subject, given: Mapping[str, Duration], total: Duration, share: float
    ) -> tuple[str, str] | None:
        """The total and the sum in words, if they differ in minutes of work; None if they fit."""
        calendar = subject.procedure.calendar
        low = {id: calendar.touch(time.low) for id, time in given.items()}
        high = {id: calendar.touch(time.high) for id, time in given.items()}
        least = {id: 0.0 if time.evidence == AT_MOST else low[id] for id, time in given.items()}
        endless = any(time.evidence == AT_LEAST for time in given.values())
        steps = _sum(subject, low, high)
        printed = [calendar.touch(total.low), calendar.touch(total.high)]
        sums = (steps, _sum(subject, least, high))
        if all(any(entry.fits(minutes, self.tolerance, share, endless) for entry in sums) for minutes in printed):
            return None
        day = calendar.day_minutes if total.high.days else None
        unit = "working day" if "working" in day_kinds([total, *given.values()]) else "day"
        return _range(printed[0], printed[1], day, unit), _range(steps.low, steps.high, day, unit)

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


def _flag(about: str, published: str, computed: str, severity: Severity | None = None) -> Flag:
    return Flag(f"{published}, but {computed}", about=about, at=("published",), severity=severity)


def _in_days(subject: Subject, given: Mapping[str, Duration], total: Duration, share: float) -> tuple[str, str] | None:
    """The total and the sum in words, if they differ in calendar days whatever the months and weekends are."""
    calendar = subject.procedure.calendar
    days = {id: days_of(time, calendar) for id, time in given.items()}
    steps = _sum(subject, {id: each.fewest for id, each in days.items()}, {id: each.most for id, each in days.items()})
    summed = Days(steps.least if steps.branches else steps.low, steps.high)
    if days_of(total, calendar).meets(summed, share):
        return None
    return total.short().replace("..", " to "), summed.words()


def _longer(subject: Subject, measures: Measures, published: Published) -> Iterator[Flag]:
    """A published time that is shorter than cases take on average, where no step publishes a time of its own."""
    if published.time is None or any(step.processing is not None for step in subject.procedure.steps.values()):
        return
    average, limit = measures["lead_time"], subject.procedure.calendar.elapsed(published.time.high)
    takes = comparable(average.value or 0.0, published.time)
    if (average.value or 0.0) > limit and takes != comparable(limit, published.time):
        least = "at least " if average.evidence.bound == "at least" else ""
        stated = limit_in_words(published.time, limit)
        computed = f"cases take {least}{takes} on average by the times on this page"
        yield replace(_flag("time", f"The published time is {stated}", computed), severity="warning")


def _sum(subject: Subject, low: Mapping[str, float], high: Mapping[str, float]) -> StepSum:
    always = certain(subject.graph)
    return StepSum(
        low=sum(low.values()),
        high=sum(high.values()),
        least=sum(amount for step, amount in low.items() if step in always),
        branches=any(step not in always for step in high),
    )


def _range(low: float, high: float, day: float | None, unit: str) -> str:
    """Two times in words; what they have in common once: 2 working days and 4 h 20 min to 4 h 25 min."""
    (days, first), (more_days, last) = (_parts(minutes, day, unit) for minutes in (low, high))
    if days and first and last and days == more_days:
        return f"{days} and {first if first == last else f'{first} to {last}'}"
    words = [" and ".join(filter(None, parts)) for parts in ((days, first), (more_days, last))]
    return words[0] if words[0] == words[1] else " to ".join(words)


def _parts(minutes: float, day: float | None, unit: str) -> tuple[str, str]:
    """Minutes in words: days of `day` minutes, if the published total has days, and the rest."""
    days, rest = divmod(minutes, day) if day else (0.0, minutes)
    words = f"{days:.0f} {unit}{'' if days == 1 else 's'}" if days else ""
    if rest >= 60:
        return words, format_effort(rest)
    return words, f"{_number(rest)} minute{'' if rest == 1 else 's'}" if rest or not days else ""


def _number(value: float) -> str:
    return f"{round(value, 2):.12g}"

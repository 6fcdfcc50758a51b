"""Times, dates, money and shares in the words of a language."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit

from frictionaudit.domain.quantities import Duration, Money, Period
from frictionaudit.exports.pages.catalogue import Words

_DAY = 1440.0


@dataclass(frozen=True)
class Amounts:
    """Writes amounts for one language."""

    words: Words

    def duration(self, time: Duration) -> str:
        """A time: "10 minutes", "5 to 20 minutes", "up to 3 days"."""
        low, high = time.low, time.high
        if low == high:
            return self.period(high)
        if not low:
            return self.words.gettext("up to %(time)s") % {"time": self.period(high)}
        return self.between(self.period(low), self.period(high))

    def between(self, least: str, most: str) -> str:
        """Two amounts as a range; a unit that both share is said once."""
        number, _, unit = least.partition(" ")
        other = most.partition(" ")[2]
        if number.replace(".", "").replace(",", "").isdigit() and (unit == other or f"{unit}s" == other):
            least = number
        return self.words.gettext("%(least)s to %(most)s") % {"least": least, "most": most}

    def period(self, period: Period) -> str:
        """One length of time; working days are called so."""
        if period.working:
            return self._working(period)
        parts = [(period.months, "month"), (period.weeks, "week"), (period.days, "day")]
        said = [self._unit(number, unit) for number, unit in parts if number]
        return " ".join([*said, *self._clock(period.minutes)]) or self._unit(0, "minute")

    def _working(self, period: Period) -> str:
        said = []
        if period.days:
            said.append(self.count(period.days, "%(n)s working day", "%(n)s working days"))
        if period.minutes and not period.days and period.minutes % 60 == 0:
            said.append(self.count(period.minutes / 60, "%(n)s working hour", "%(n)s working hours"))
        else:
            said += self._clock(period.minutes)
        return " ".join(said) or self._unit(0, "minute")

    def _clock(self, minutes: float) -> list[str]:
        hours, rest = divmod(minutes, 60)
        parts = [(hours, "hour"), (rest, "minute")] if rest % 1 == 0 or hours else [(rest, "minute")]
        if 0 < rest < 1 and not hours:
            parts = [(round(rest * 60), "second")]
        return [self._unit(number, unit) for number, unit in parts if number]

    def _unit(self, number: float, unit: str) -> str:
        return format_unit(round(number, 1), f"duration-{unit}", length="long", locale=self.words.locale)

    def count(self, number: float, singular: str, plural: str) -> str:
        """A number with its noun; `%(n)s` in the texts stands for the number."""
        whole = int(number) if number == int(number) else 2
        return self.words.ngettext(singular, plural, whole) % {"n": self.number(number)}

    def number(self, number: float) -> str:
        """A number with one decimal at most."""
        return format_decimal(round(number, 1), locale=self.words.locale)

    def elapsed(self, minutes: float) -> str:
        """Minutes on the clock, rounded up to what a reader can use: hours up to one day, else days."""
        if minutes < 90:
            return self._unit(_up(minutes, 5 if minutes > 10 else 1), "minute")
        if minutes <= _DAY:
            return self._unit(_up(minutes, 60) / 60, "hour")
        return self._unit(_up(minutes, _DAY) / _DAY, "day")

    def effort(self, minutes: float) -> str:
        """Minutes of somebody's time, rounded to five from a quarter of an hour on."""
        if minutes >= 120:
            return self._unit(round(minutes / 30) / 2, "hour")
        return self._unit(round(minutes / 5) * 5 if minutes >= 15 else max(1, round(minutes)), "minute")

    def money(self, money: Money) -> str:
        """An amount with its currency, as the language writes it."""
        return format_currency(money.amount, money.currency, locale=self.words.locale)

    def date(self, day: date, form: Literal["full", "long", "short"] = "full") -> str:
        """A day: `full` and `short` with its weekday, `long` without."""
        if form == "short":
            return format_skeleton("yMMMEd", day, locale=self.words.locale)
        return format_date(day, form, locale=self.words.locale)

    def one_in(self, share: float) -> str:
        """A share of the cases as people say it: "about 1 in 5 cases", "about 7 in 10 cases"."""
        if share >= 0.95:
            return self.words.gettext("nearly all cases")
        if share < 0.15:
            many = self.number(max(2, round(1 / share)) if share >= 0.005 else 200)
            template = "about 1 in %(n)s cases" if share >= 0.005 else "fewer than 1 in %(n)s cases"
            return (self._fewer() if share < 0.005 else self.words.gettext(template)) % {"n": many}
        if abs(share - 0.5) < 0.03:
            return self.words.gettext("about half of all cases")
        if min(abs(share - 1 / n) for n in (3, 4, 5, 6)) < 0.012:
            return self.words.gettext("about 1 in %(n)s cases") % {"n": round(1 / share)}
        return self.words.gettext("about %(n)s in 10 cases") % {"n": round(share * 10)}

    def in_hundred(self, share: float) -> str:
        """Of 100 cases, how many: "72", "fewer than 1"."""
        return self.number(round(share * 100)) if share >= 0.005 else self.words.gettext("fewer than 1")

    def per_cent(self, share: float) -> str:
        """A share in per cent, without decimals."""
        return format_percent(share, locale=self.words.locale)

    def _fewer(self) -> str:
        return self.words.gettext("fewer than 1 in %(n)s cases")

    def listed(self, items: Iterable[str], style: Literal["standard", "or"] = "standard") -> str:
        """Several things in a sentence, with "and" or, in the style `or`, with "or"."""
        entries = [item for item in items if item]
        return format_list(entries, style=style, locale=self.words.locale) if entries else ""


def _up(minutes: float, step: float) -> float:
    return math.ceil(minutes / step - 1e-6) * step

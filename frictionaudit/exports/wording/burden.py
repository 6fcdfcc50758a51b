"""Where the burden lies, in words: the worst steps, what loops cost, how routes differ, what a finding has at stake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from frictionaudit.domain.quantities.format import format_effort, format_number, format_share
from frictionaudit.domain.quantities.listing import listed
from frictionaudit.exports.wording import numbers
from frictionaudit.results.audit import AtStake, Burden, BurdenLine, Finding

TIMES = {"step": "visits", "party": "visits", "channel": "visits", "route": "cases", "loop": "returns"}
"""What the expected number of a line counts."""
GROUPS = "customer groups"
"""Where the lines of customer groups say that they begin."""

_AMOUNTS = tuple(field.name for field in fields(AtStake) if field.name not in ("of", "share", "currency"))
"""What of a stake is an amount."""


def hours(amount: float) -> str:
    """Hours as a report shortens them: 43,200 h, 8.5 h."""
    return f"{format_number(amount)} h"


def time(minutes: float, year: float | None) -> str:
    """A time per case and its hours a year: 4 h 48 min per case, 43,200 h a year."""
    case = f"{format_effort(minutes)} per case"
    return case if year is None else f"{case}, {hours(year)} a year"


def name(line: BurdenLine) -> str:
    """What a line is about: a step by its name, a route or a loop by its condition and the decision."""
    return f"{line.label} (at {line.at})" if line.at.startswith(("'", "the ")) else line.label


def loop(line: BurdenLine) -> str:
    """What a loop costs: a second visit is needed (at 'Repair it'): costs customers 1 h 12 min per case, …"""
    spent = costs(line)
    return f"{name(line)}: costs {spent}" if spent else f"{name(line)}: saves time"


def costs(line: BurdenLine) -> str:
    """What a line costs each side: customers 1 h 12 min per case, 10,800 h a year; staff 6 min, 900 h."""
    costs = []
    if line.customer_minutes > 0:
        costs.append(f"customers {time(line.customer_minutes, line.customer_hours_year)}")
    if line.staff_minutes > 0:
        both = time(line.staff_minutes, line.staff_hours_year)
        costs.append(f"staff {both.replace(' per case', '').removesuffix(' a year') if costs else both}")
    return "; ".join(costs)


def loops(burden: Burden, shown: int = 2) -> list[str]:
    """What the worst loops cost, a sentence each."""
    return [loop(line) for line in burden.loops[:shown] if line.minutes > 0]


def routes(burden: Burden) -> str:
    """The decision or the customer groups that differ most, with the customer's time on each; empty where none do."""
    decisions: dict[str, list[BurdenLine]] = {}
    for line in burden.routes:
        decisions.setdefault(line.at, []).append(line)
    if not decisions:
        return ""
    at, lines = max(decisions.items(), key=lambda item: (_spread(item[1]), item[0]))
    if not _spread(lines):
        return ""
    told = [f"{line.label} {format_effort(line.customer_minutes_each)} ({_cases(line.times)})" for line in lines[:3]]
    return f"{'by group' if at == GROUPS else f'at {at}'}: {'; '.join(told)}"


def _cases(share: float) -> str:
    return f"{format_share(share)} of cases"


def _spread(lines: Sequence[BurdenLine]) -> float:
    """How far the customer's time on some routes is from its mean, weighted with the cases that take each."""
    cases = sum(line.times for line in lines)
    mean = sum(line.customer_minutes for line in lines) / cases if cases else 0.0
    return sum(line.times * abs(line.customer_minutes_each - mean) for line in lines)


def rest(lines: Sequence[BurdenLine], shown: int) -> str:
    """What the lines that are not shown take together: 5 more steps take 3 % of the time."""
    whole, left = sum(line.minutes for line in lines), sum(line.minutes for line in lines[shown:])
    number = sum(line.minutes > 0 for line in lines[shown:])
    if number <= 0 or not whole:
        return ""
    return f"{number} more {'step takes' if number == 1 else 'steps take'} {format_share(left / whole)} of the time"


def together(findings: Sequence[Finding]) -> AtStake | None:
    """What findings of one rule have at stake: added up where they are about different steps, else of the first.

    Stretches of promises and savings are not added up, since they can overlap.
    """
    told = [(stake, finding.steps) for finding in findings if (stake := finding.at_stake) is not None]
    if not told:
        return None
    first, seen = told[0][0], set(told[0][1])
    if first.of != "places" or not seen:
        return first
    stakes = [first]
    for stake, steps in told[1:]:
        if steps and seen.isdisjoint(steps) and stake.of == "places":
            seen.update(steps)
            stakes.append(stake)

    def total(key: str) -> float | None:
        parts = [part for stake in stakes if (part := getattr(stake, key)) is not None]
        return sum(parts) if parts else None

    amounts: dict[str, Any] = {key: total(key) for key in _AMOUNTS}
    return replace(
        first,
        share=min(1.0, sum(stake.share for stake in stakes)),
        currency=next((stake.currency for stake in stakes if stake.currency), None),
        **amounts,
    )


def stake(at_stake: AtStake | None, most: int = 4) -> str:
    """What a finding has at stake: 43,200 h of customers and 7,500 h of staff a year; `most` parts of it."""
    if at_stake is None:
        return ""
    s = at_stake
    yearly = any((s.customer_hours_year, s.staff_hours_year, s.waiting_days_year, s.money_year))
    parts = []
    if yearly:
        parts += [f"{hours(s.customer_hours_year)} of customers"] if s.customer_hours_year else []
        parts += [f"{hours(s.staff_hours_year)} of staff"] if s.staff_hours_year else []
        parts += [f"{numbers.money(s.money_year)} {s.currency or ''}".strip()] if s.money_year else []
        parts += [f"{format_number(s.waiting_days_year)} days of waiting"] if s.waiting_days_year else []
    else:
        parts += [f"{format_effort(s.customer_minutes)} of customers"] if s.customer_minutes else []
        parts += [f"{format_effort(s.staff_minutes)} of staff"] if s.staff_minutes else []
        parts += [f"{numbers.money(s.money)} {s.currency or ''}".strip()] if s.money else []
        parts += [f"{format_number(s.waiting_minutes / 1440)} days of waiting"] if s.waiting_minutes else []
    if not parts:
        return ""
    per = "a year" if yearly else "per case"
    return f"{'saves ' if s.of == 'suggestion' else ''}{listed(parts[:most], shown=None)} {per}"

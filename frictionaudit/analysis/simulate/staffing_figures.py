"""A simulation with queues in figures of a year: hours that customers wait, give-ups, and what the staff costs."""

from __future__ import annotations

import math

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simulate.statistics import rounded
from frictionaudit.domain.procedure import Bearer, Party
from frictionaudit.results.simulation import Distribution, Interval, SimulationResult
from frictionaudit.results.staffing import FigureKey, StaffingFigure

_WEEKS = 365.25 / 7
_Z = 1.96


def figures(subject: Subject, played: SimulationResult) -> tuple[StaffingFigure, ...]:
    """The figures of one version: hours a year, the share of cases given up, and money a year."""
    hours = _cases_per_year(subject) / 60
    return (
        _in_queues(played, hours),
        _yearly("customer_hours", played.customer_minutes, hours),
        _given_up(played),
        _yearly("wait_ours", played.wait_ours, hours),
        _staff_cost(subject),
    )


def _cases_per_year(subject: Subject) -> float:
    volume, bau = subject.procedure.volume, subject.procedure.bau_share
    return 0.0 if volume is None else volume.per_year * (1 - (bau.value if bau else 0.0))


def _yearly(key: FigureKey, amount: Distribution, factor: float) -> StaffingFigure:
    interval = amount.mean_interval
    low = None if interval is None else interval.low
    high = None if interval is None else interval.high
    between = None if low is None or high is None else Interval(low=rounded(low * factor), high=rounded(high * factor))
    value = None if amount.mean is None else rounded(amount.mean * factor)
    return StaffingFigure(key=key, value=value, interval=between)


def _in_queues(played: SimulationResult, factor: float) -> StaffingFigure:
    """Waits before all steps with limited staff; the widths of their intervals add up, as queues share the day."""
    total = half = 0.0
    for row in played.group_waits:
        times = row.visits / played.cases * factor
        total += times * (row.wait.mean or 0.0)
        between = row.wait.mean_interval
        if between is not None and between.low is not None and between.high is not None:
            half += times * (between.high - between.low) / 2
    return StaffingFigure(key="queue_hours", value=rounded(total), interval=_around(total, half))


def _given_up(played: SimulationResult) -> StaffingFigure:
    """Cases that end where people give up, or that leave a queue; those whose patience is played depend on others."""
    share = sum(end.share for end in played.ends if end.outcome == "abandoned") + played.left
    half = _Z * math.sqrt(max(0.0, share * (1 - share)) / max(played.cases, 1))
    for row in played.gave_up:
        if row.interval is not None and row.interval.low is not None and row.interval.high is not None:
            half += row.visits / played.cases * (row.interval.high - row.interval.low) / 2
    note = "" if played.gave_up else "no patience is stated, so nobody gives up because of a longer queue"
    return StaffingFigure(key="given_up", value=rounded(share), interval=_around(share, half, most=1.0), note=note)


def _staff_cost(subject: Subject) -> StaffingFigure:
    """Parties with a `capacity` are paid for all opening hours; of the others, the work is counted."""
    work = _work_hours(subject)
    total, unpaid = 0.0, []
    for id, party in subject.procedure.parties.items():
        hours = _on_duty(subject, party) if party.capacity is not None and party.side.ours else work.get(id, 0.0)
        if hours and party.cost is None:
            unpaid.append(party.name or id)
        elif hours and party.cost is not None:
            total += hours * float(party.cost.amount)
    if unpaid:
        return StaffingFigure(
            key="staff_cost", value=None, note=f"the page does not say what an hour costs: {unpaid[0]}"
        )
    return StaffingFigure(key="staff_cost", value=rounded(total))


def _on_duty(subject: Subject, party: Party) -> float:
    return (party.capacity or 0) * sum(subject.procedure.calendar.week.values()) / 60 * _WEEKS


def _work_hours(subject: Subject) -> dict[str, float]:
    hours: dict[str, float] = {}
    for step, part, _, minutes in subject.efforts:
        by = subject.procedure.steps[step].by
        if by is not None and subject.procedure.bearer(step, part) is Bearer.STAFF:
            times = subject.visits(step).value * _cases_per_year(subject)
            hours[by] = hours.get(by, 0.0) + times * minutes / 60
    return hours


def _around(value: float, half: float, most: float = math.inf) -> Interval | None:
    if not half:
        return None
    return Interval(low=rounded(max(0.0, value - half)), high=rounded(min(most, value + half)))

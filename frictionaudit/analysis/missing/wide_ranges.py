"""What hangs on numbers that are only assumed, and wide."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.missing import wording as words
from frictionaudit.analysis.missing.plausible_ranges import WIDE
from frictionaudit.analysis.missing.totals import CaseTotals, Impact, Total
from frictionaudit.domain.procedure import STAFF_PARTS
from frictionaudit.domain.quantities import Assumed, Duration
from frictionaudit.results.question import Question

_TURNS = ("queue", "batch", "customer", "third")


def wide_ranges(account: CaseTotals) -> Iterator[tuple[Question, Impact]]:
    """A question for each time that is assumed to lie between ends far apart."""
    procedure = account.subject.procedure
    touch, elapsed = procedure.calendar.touch, procedure.calendar.elapsed
    for step, part, duration, _ in account.subject.efforts:
        total: Total = "staff" if part in STAFF_PARTS else "customer"
        times = account.visits(step) if total == "staff" else account.effort_visits(step, part)
        width = _width(duration, touch(duration.low), touch(duration.high))
        if width:
            swing: Impact = {total: times * width / 2}
            yield words.assumed(procedure, ("steps", step, "effort", part), duration, swing), swing
    for step, drawn in procedure.steps.items():
        for turn in _TURNS:
            duration_ = getattr(drawn.wait, turn) if drawn.wait else None
            width = _width(duration_, elapsed(duration_.low), elapsed(duration_.high)) if duration_ else 0.0
            if duration_ and width:
                swing = {"waiting": account.visits(step) * width / 2}
                yield words.assumed(procedure, ("steps", step, "wait", turn), duration_, swing), swing


def _width(duration: Duration, low: float, high: float) -> float:
    """How far the ends lie apart; 0 where that is not much, or where it is not assumed."""
    return high - low if isinstance(duration.evidence, Assumed) and high > low and high >= WIDE * low else 0.0

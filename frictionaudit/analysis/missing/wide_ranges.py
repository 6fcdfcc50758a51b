"""The impact of times that are assumed within a wide range."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.missing import wording as words
from frictionaudit.analysis.missing.plausible_ranges import WIDE
from frictionaudit.analysis.missing.totals import CaseTotals, Impact, Total
from frictionaudit.domain.procedure import Bearer
from frictionaudit.domain.quantities import Assumed, Duration
from frictionaudit.results.question import Question

_TURNS = ("queue", "batch", "customer", "third")


def wide_ranges(totals: CaseTotals) -> Iterator[tuple[Question, Impact]]:
    """A question for each time that is assumed within a wide range."""
    procedure, graph = totals.subject.procedure, totals.subject.graph
    touch, elapsed = procedure.calendar.touch, procedure.calendar.elapsed
    for step, part, duration, _ in totals.subject.efforts:
        bearer = procedure.bearer(step, part)
        if bearer not in (Bearer.CUSTOMER, Bearer.STAFF):
            continue
        total: Total = "staff" if bearer is Bearer.STAFF else "customer"
        times = totals.visits(step) if total == "staff" else totals.effort_visits(step, part)
        width = _width(duration, touch(duration.low), touch(duration.high))
        if width:
            impact: Impact = {total: times * width / 2}
            yield words.assumed(graph, ("steps", step, "effort", part), duration, impact), impact
    for step, definition in procedure.steps.items():
        for turn in _TURNS:
            wait = getattr(definition.wait, turn) if definition.wait else None
            width = _width(wait, elapsed(wait.low), elapsed(wait.high)) if wait else 0.0
            if wait and width:
                impact = {"waiting": totals.visits(step) * width / 2}
                yield words.assumed(graph, ("steps", step, "wait", turn), wait, impact), impact


def _width(duration: Duration, low: float, high: float) -> float:
    """The distance between the ends of an assumed range; 0 if it is stated, measured or narrow."""
    return high - low if isinstance(duration.evidence, Assumed) and high > low and high >= WIDE * low else 0.0

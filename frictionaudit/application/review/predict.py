"""What a suggestion is expected to do, measure by measure, and how one will be able to tell."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil

from frictionaudit.analysis.verify.power import SPREAD, cases_needed, weeks_needed
from frictionaudit.domain.review import Check, MeasuredEffect, Prediction
from frictionaudit.errors import UsageError
from frictionaudit.results.measure import Measure
from frictionaudit.results.suggestion import Effect

METHOD = "before-and-after"
SETTLING = timedelta(weeks=2)
"""Time for a change to settle before its cases are counted."""
UNKNOWN = timedelta(weeks=13)
"""When to look where nobody can tell how long it takes."""
LONGEST = timedelta(weeks=52)
"""When to look at the latest: nobody waits for years to hear whether a change was worth it."""


def prediction(effect: Effect | None, volume: float | None = None) -> Prediction:
    """The predicted effects on the measures of a case that differ, the headline measures first."""
    if effect is None:
        return Prediction(volume=volume)
    ranked = sorted(effect.before.values(), key=_time_first)
    effects = []
    for before in ranked:
        after, definition = effect.after[before.key], before.definition
        if before.scope != "case" or before.value == after.value or definition.direction == "neither":
            continue
        if not (definition.headline or definition.one or definition.elapsed):
            continue
        low, high = effect.between.get(before.key, (None, None))
        effects.append(
            MeasuredEffect(
                key=before.key,
                label=definition.label,
                unit=before.unit,
                direction=definition.direction,
                elapsed=definition.elapsed,
                before=before.value,
                after=after.value,
                low=low,
                high=high,
            )
        )
    return Prediction(effects=tuple(effects), volume=volume)


def _time_first(measure: Measure) -> tuple[bool, int, str]:
    """Sort key: whose time and money comes before how many, and what people ask for first before the rest."""
    return bool(measure.definition.one), measure.definition.headline or 99, measure.key


def check(predicted: Prediction, today: date, method: str | None = None, on: date | None = None) -> Check:
    """The method and the day of the verification, with the cases and weeks of data that it takes to tell."""
    from frictionaudit.analysis.verify.methods import METHODS

    chosen = method or METHOD
    if chosen not in METHODS:
        from frictionaudit.did_you_mean import did_you_mean

        raise UsageError.of("unknown-method", f"there is no method '{chosen}'", hint=did_you_mean(chosen, METHODS))
    known = [one for one in predicted.effects if one.before is not None and one.after is not None]
    leading = next((one for one in known if one.unit in ("minutes", "share")), known[0] if known else None)
    cases = cases_needed(leading.before or 0.0, leading.after or 0.0, leading.unit == "share") if leading else None
    weeks = weeks_needed(cases, predicted.volume)
    longest = LONGEST - SETTLING
    data = UNKNOWN - SETTLING if weeks is None else longest if _weeks(longest) < weeks else timedelta(weeks=ceil(weeks))
    day = on or today + SETTLING + data
    return Check(
        method=chosen, on=day, weeks=None if weeks is None else round(weeks, 1), cases=cases,
        assumes=SPREAD if leading is not None and leading.unit != "share" else "",
        enough=weeks is None or weeks <= _weeks(day - today - SETTLING),
    )  # fmt: skip


def _weeks(span: timedelta) -> float:
    return span / timedelta(weeks=1)

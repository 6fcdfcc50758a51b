"""How long half, eight or nine of ten cases take: exact where nothing varies, else by simulation."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from frictionaudit.analysis.catalogue import Definition, Measures, measure
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.tally import Result, Tally
from frictionaudit.errors import InputError
from frictionaudit.results.audit import Bound
from frictionaudit.results.simulation import Distribution


@lru_cache(maxsize=8)
def _spread(subject: Subject) -> tuple[Distribution, float, bool] | str:
    """How the lead time varies, the share of cases without an end, and whether nothing varies; or why it is unknown."""
    from frictionaudit.analysis.simulate.run import spread_of  # costly measures are computed when asked for by name
    from frictionaudit.analysis.simulate.standard import play_in_passing

    try:
        played = play_in_passing(subject)
    except InputError as error:
        return error.problems[0].message
    whole = played.whole
    found = spread_of(whole)
    return found, 1 - whole.cases / played.cases, found.error == 0.0


def _percentile(level: str, words: str) -> Definition:
    page = (
        f"Elapsed minutes within which {words} cases end.\n\n"
        "Each stated time is sampled from its range, three points or quantiles, in 20,000 cases with seed 1. Cases\n"
        "arrive in opening hours, or when the calendar says, and working time follows the calendar. The percentile is\n"
        "the order statistic ⌈(n + 1) q⌉ of the cases that end. It is exact where no time, no route and no calendar\n"
        "makes a difference. A step that gives no time counts as none, so the value is then `at least`. Beyond the\n"
        "last quantile that the page states, it is unknown."
    )

    @measure(
        f"lead_time_{level}",
        "minutes",
        label=f"time within which {words} cases end",
        elapsed=True,
        page=page,
        costly=True,
    )
    def percentile(m: Measures) -> Result:
        found = _spread(m.subject)
        if isinstance(found, str):
            return Tally.unknown(m.subject, found)
        spread, unfinished, is_fixed = found
        value = getattr(spread, level)
        basis = m["lead_time"].evidence
        if m["lead_time"].value is None or value is None:
            why = "no time is stated" if m["lead_time"].value is None else _why_none(spread)
            return Tally.unknown(m.subject, why)
        if is_fixed and basis.bound == "exact" and value == m["lead_time"].value:
            return value, basis
        unknown = tuple(what for what in basis.unknown if not what.startswith("overlap of the branches"))
        note = "by simulation of 20,000 cases, seed 1"
        if unfinished:
            note += f"; {unfinished * 100:.2g} % of them never come to an end and are left out"
        bound: Bound = "at least" if unknown else "estimate"
        return value, replace(basis, unknown=unknown, bound=bound, low=None, high=None, note=note)

    return percentile


def _why_none(spread: Distribution) -> str:
    return "too few cases come to an end" if spread.mean is None else "the page gives nothing beyond its last quantile"


PERCENTILES = (
    _percentile("p50", "half of the"),
    _percentile("p80", "eight of ten"),
    _percentile("p90", "nine of ten"),
)

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

CASES, SEED = 20_000, 1


@lru_cache(maxsize=64)
def played(subject: Subject) -> tuple[Distribution, float] | str:
    """Spread of the lead time, and the share of cases that never come to an end; or why it cannot be played."""
    from frictionaudit.analysis.simulate import simulate  # costly measures are computed when asked for by name

    try:
        found = simulate(subject, CASES, SEED)
    except InputError as error:
        return error.problems[0].message
    return found.lead_time, found.unfinished


def _percentile(level: str, words: str) -> Definition:
    page = (
        f"Elapsed minutes within which {words} cases end.\n\n"
        f"Each stated time is sampled from its range, three points or quantiles, in {CASES:,} cases with seed {SEED}.\n"
        "The percentile is the order statistic ⌈(n + 1) q⌉ of the cases that end. It is exact where no time and no\n"
        "route varies. A step that gives no time counts as none, so the value is then `at least`."
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
        found = played(m.subject)
        if isinstance(found, str):
            return Tally.unknown(m.subject, found)
        spread, unfinished = found
        value = getattr(spread, level)
        basis = m["lead_time"].evidence
        if value is None or m["lead_time"].value is None:
            return Tally.unknown(m.subject, "too few cases come to an end" if value is None else "no time is stated")
        if spread.error == 0.0:
            return value, basis
        unknown = tuple(what for what in basis.unknown if not what.startswith("overlap of the branches"))
        note = f"by simulation of {CASES:,} cases, seed {SEED}"
        if unfinished:
            note += f"; {unfinished * 100:.3g} % of them never come to an end and are left out"
        bound: Bound = "at least" if unknown else "estimate"
        return value, replace(basis, unknown=unknown, bound=bound, low=None, high=None, note=note)

    return percentile


PERCENTILES = (
    _percentile("p50", "half of the"),
    _percentile("p80", "eight of ten"),
    _percentile("p90", "nine of ten"),
)

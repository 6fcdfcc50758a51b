"""Published figures for construction permits in 191 economies, 2017 to 2019: historic."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from frictionaudit.results.profile import Benchmark

LABEL = "historic, series discontinued in 2021 after data irregularities"


@cache
def _all() -> tuple[Benchmark, ...]:
    text = files("frictionaudit.packs").joinpath("doing-business-permits.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple(
        Benchmark(
            country=row["country"],
            economy=row["economy"],
            year=int(row["year"]),
            procedures=_number(row["procedures"]),
            days=_number(row["days"]),
            cost_percent=_number(row["cost_percent"]),
            censored=tuple(row["censored"].split()),
            label=LABEL,
        )
        for row in rows
    )


def benchmark(economy: str) -> Benchmark | None:
    """The last figures published for an economy, by its two-letter code or its name."""
    wanted = economy.casefold()
    published = [row for row in _all() if wanted in (row.country.casefold(), row.economy.casefold())]
    return max(published, key=lambda row: row.year, default=None)


def _number(cell: str) -> float | None:
    return float(cell) if cell else None

"""Dated, cited data that audits rest on: legal and code limits on time."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from frictionaudit.domain.limits import TimeLimit
from frictionaudit.domain.quantities import Duration

_UNITS = {
    "working days": "working days",
    "business days": "working days",
    "calendar days": "days",
    "weeks": "weeks",
    "months": "months",
}


@cache
def time_limits() -> Mapping[str, TimeLimit]:
    """Limits by id. One that names no number ('promptly', 'on submit') has no duration."""
    text = files(__name__).joinpath("time-limits.csv").read_text(encoding="utf-8")
    return {row["id"]: _limit(row) for row in csv.DictReader(text.splitlines())}


def _limit(row: Mapping[str, str]) -> TimeLimit:
    unit = _UNITS.get(row["unit"])
    within = Duration.model_validate(f"{row['limit']} {unit}") if unit and row["limit"].isdigit() else None
    return TimeLimit(
        id=row["id"],
        jurisdiction=row["jurisdiction"],
        regime=row["regime"],
        what=row["what"],
        within=within,
        starts_at=row["starts_at"],
        clause=row["clause"],
        seen=row["seen_first_hand"],
    )

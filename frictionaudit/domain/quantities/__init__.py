"""Durations, money, shares and the evidence behind each number."""

from frictionaudit.domain.quantities.calendar import Calendar
from frictionaudit.domain.quantities.durations import Duration, Period
from frictionaudit.domain.quantities.evidence import (
    ABOUT,
    AT_LEAST,
    AT_MOST,
    STATED,
    Assumed,
    Evidence,
    Measured,
    Quantity,
    Stated,
)
from frictionaudit.domain.quantities.money import Money, Rate
from frictionaudit.domain.quantities.shares import Share, Volume

__all__ = [
    "ABOUT",
    "AT_LEAST",
    "AT_MOST",
    "STATED",
    "Assumed",
    "Calendar",
    "Duration",
    "Evidence",
    "Measured",
    "Money",
    "Period",
    "Quantity",
    "Rate",
    "Share",
    "Stated",
    "Volume",
]

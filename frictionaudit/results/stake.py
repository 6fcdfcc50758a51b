"""What depends on a finding: hours, money and days at the places it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

Stake = Literal[
    "customer", "finding out", "filling in", "staff", "customer money", "staff money", "waiting", "queueing"
]
"""What can be at stake: customers' time (of it the time to find out, or to fill in); staff time; money; waiting (of it
the time in our queues)."""


@dataclass(frozen=True, slots=True, kw_only=True)  # an audit of many files has one for each finding
class AtStake:
    """What depends on a finding: the burden of the places it names, what lies between the ends of a promise, or what
    the best suggestion saves.

    Only what its rule is about is told; None elsewhere, and per year where the page gives no volume. Hours, money and
    days are never added up. `share` ranks findings: the largest part that they are of the procedure's own total.
    """

    of: Literal["places", "promise", "suggestion"] = "places"
    share: Annotated[float, Field(description="the largest of its parts of the procedure's totals, 0 to 1")]
    customer_minutes: Annotated[float | None, Field(description="customers' time per case")] = None
    staff_minutes: Annotated[float | None, Field(description="staff time per case")] = None
    waiting_minutes: Annotated[float | None, Field(description="elapsed waiting per case")] = None
    money: Annotated[float | None, Field(description="what customers pay per case")] = None
    currency: str | None = None
    customer_hours_year: float | None = None
    staff_hours_year: float | None = None
    waiting_days_year: float | None = None
    money_year: float | None = None

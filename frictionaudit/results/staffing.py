"""What other staffing or another procedure does to the queues in a year, before and after."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from frictionaudit.domain.values import Value
from frictionaudit.results.simulation import Interval

FigureKey = Literal["queue_hours", "customer_hours", "given_up", "wait_ours", "staff_cost"]


class StaffingFigure(Value):
    """One figure of a year, or a share of the cases, with how far chance in the simulation may have moved it."""

    key: FigureKey
    value: float | None = Field(description="None where the page does not say enough; `note` says what is missing")
    interval: Interval | None = Field(default=None, description="95 % interval; None where nothing is random")
    note: str = ""


class StaffingComparison(Value):
    """The queues of a procedure before and after changes, both simulated with the same number of cases and seed."""

    cases: int
    seed: int
    currency: str | None = Field(description="the currency of `staff_cost`")
    before: tuple[StaffingFigure, ...]
    after: tuple[StaffingFigure, ...]
    cost_per_hour_saved: float | None = Field(
        default=None,
        description="added staff cost for each hour of customers' own time and queueing saved; None unless more is "
        "spent, time is saved, and neither can be chance",
    )
    notes: tuple[str, ...] = ()

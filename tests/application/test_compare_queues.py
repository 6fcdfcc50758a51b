"""What a better staffed, better paid front line brings customers, and what it costs."""

from __future__ import annotations

import pytest

from frictionaudit.application.compare_queues import compare_queues
from frictionaudit.domain.procedure import Procedure
from frictionaudit.exports.staffing import text
from frictionaudit.results.staffing import StaffingComparison, StaffingFigure
from frictionaudit.sources.assignment import assign
from tests.building import subject

HOURS_A_YEAR = 40 * 365.25 / 7


def line(cost: str | None = "16 GBP/h") -> Procedure:
    desk = {"side": "frontstage", "capacity": 4} | ({"cost": cost} if cost else {})
    return subject(
        {
            "s": {"kind": "start", "next": "ring"},
            "ring": {
                "by": "customer",
                "effort": {"queue": "9m"},
                "wait": "none",
                "patience": "5m..15m",
                "next": "answer",
            },
            "answer": {"by": "desk", "effort": {"work": "5m/7m/15m"}, "wait": "none", "next": "e"},
            "e": {"kind": "end"},
        },
        parties={"desk": desk, "customer": {"side": "customer"}},
        volume="55000 per year",
        calendar={"hours": "Mon-Fri 09:00-17:00"},
    ).procedure


def tried(*settings: str, page: Procedure | None = None) -> StaffingComparison:
    before = after = page or line()
    for setting in settings:
        after = assign(after, setting)
    return compare_queues(before, after, cases=4_000)


def figures(side: tuple[StaffingFigure, ...]) -> dict[str, StaffingFigure]:
    return {figure.key: figure for figure in side}


def test_more_people_at_the_desk_save_waits_and_give_ups_and_cost_their_wages():
    done = tried("parties.desk.capacity=6", "parties.desk.cost=18 GBP/h")
    was, now = figures(done.before), figures(done.after)
    for key in ("queue_hours", "given_up"):
        assert (now[key].value or 0) < (was[key].value or 0)
        assert was[key].interval is not None
    assert was["staff_cost"].value == pytest.approx(4 * 16 * HOURS_A_YEAR)
    assert now["staff_cost"].value == pytest.approx(6 * 18 * HOURS_A_YEAR)
    saved = (was["queue_hours"].value or 0) - (now["queue_hours"].value or 0)
    assert done.cost_per_hour_saved == pytest.approx((6 * 18 - 4 * 16) * HOURS_A_YEAR / saved, abs=0.01)


def test_a_wage_alone_changes_the_cost_only_and_that_is_said():
    done = tried("parties.desk.cost=20 GBP/h")
    was, now = figures(done.before), figures(done.after)
    assert {key for key in was if was[key] != now[key]} == {"staff_cost"}
    assert done.cost_per_hour_saved is None
    assert any("a wage alone" in note for note in done.notes)


def test_an_unknown_wage_leaves_the_cost_unknown():
    done = tried("parties.desk.capacity=5", page=line(cost=None))
    assert figures(done.after)["staff_cost"].value is None
    assert any("unknown" in row for row in text(done))
    assert done.cost_per_hour_saved is None


def test_the_hours_in_the_queue_are_the_customers_own_where_they_stand_in_line():
    was = figures(tried().before)
    assert was["queue_hours"].value == pytest.approx(was["customer_hours"].value, rel=1e-3)

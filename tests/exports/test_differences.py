"""Differences that a reader cannot see in the figures are not printed as changes."""

from __future__ import annotations

from typing import Any

from frictionaudit.application.compare import compare
from frictionaudit.exports.comparison import rows
from tests.building import procedure


def request(work: str) -> Any:
    return procedure(
        {
            "s": {"kind": "start", "next": "ask"},
            "ask": {"by": "customer", "effort": "none", "wait": "none", "next": "answer"},
            "answer": {"by": "desk", "effort": {"work": work}, "wait": {"queue": "17d"}, "next": "e"},
            "e": {"kind": "end"},
        }
    )


def test_nine_minutes_of_seventeen_days_are_no_change_of_the_days_but_one_of_the_minutes():
    shown = {label: (before, after) for label, before, after, _ in rows(compare(request("20m"), request("11m")))}
    assert shown["staff time"] == ("20 min", "11 min")
    assert "time from start to end" not in shown


def test_a_change_that_shows_is_printed_without_a_share_of_nothing():
    (row,) = [row for row in rows(compare(request("20m"), request("3h"))) if row[0] == "time from start to end"]
    assert row[1] != row[2]
    assert "0 %" not in row[3]

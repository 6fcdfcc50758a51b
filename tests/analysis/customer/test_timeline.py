"""Dates on the calendar of the page, counted by hand over a year's end for several countries."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frictionaudit.analysis.customer.calendar_days import CalendarDays
from frictionaudit.domain.quantities import Calendar, Period
from tests.building import procedure
from tests.publishing import page_of

MONDAY = date(2026, 12, 21)


def after(calendar: Calendar, text: str, start: date = MONDAY) -> date:
    days = CalendarDays(calendar, start)
    later = days.after(days.begin(), Period.read(text))
    assert later is not None
    return later.date()


@pytest.mark.parametrize(
    ("country", "region", "expected"),
    [
        # 22 23 24 | 25 holiday | 28 29 30 31 | 1 holiday | 4 5 6
        ("IE", None, date(2027, 1, 6)),
        # 22 23 24 | 25 holiday | 28 substitute for the 26th | 29 30 31 | 1 holiday | 4 5 6 7
        ("GB", "ENG", date(2027, 1, 7)),
        # 22 23 24 | 25 holiday | 28 29 30 31 | 1 holiday | 4 5 | 6 Epiphany | 7
        ("DE", "BY", date(2027, 1, 7)),
        # without holidays: 22 23 24 25 28 29 30 31 1 4
        (None, None, date(2027, 1, 4)),
    ],
)
def test_ten_working_days_over_the_turn_of_the_year(country, region, expected):
    assert after(Calendar(country=country, region=region), "10 working days") == expected


def test_the_holidays_of_the_page_count_instead_of_those_of_the_country():
    calendar = Calendar(country="IE", holidays=(date(2026, 12, 22),))
    assert after(calendar, "2 working days") == date(2026, 12, 24)
    assert after(calendar, "4 working days") == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14 days", date(2027, 1, 4)),
        ("2 weeks", date(2027, 1, 4)),
        ("1 month", date(2027, 1, 21)),
        ("2 months", date(2027, 2, 21)),
        ("1 year", date(2027, 12, 21)),
        ("8 working hours", date(2026, 12, 21)),
        ("9 working hours", date(2026, 12, 22)),
        ("1 working day 9h", date(2026, 12, 23)),
        ("0m", MONDAY),
    ],
)
def test_other_lengths_of_time(text, expected):
    assert after(Calendar(), text) == expected


def test_a_month_after_the_31st_is_the_last_day_of_a_shorter_month():
    assert after(Calendar(), "1 month", date(2027, 1, 31)) == date(2027, 2, 28)


def test_a_working_day_after_a_saturday_is_monday():
    assert after(Calendar(), "1 working day", date(2026, 12, 19)) == date(2026, 12, 21)


def test_a_time_that_ends_in_more_than_five_years_has_no_date():
    days = CalendarDays(Calendar(), MONDAY)
    assert days.after(datetime(2026, 12, 21), Period.read("2000 working days")) is None
    assert days.after(datetime(2026, 12, 21), Period.read("70 months")) is None


@given(days=st.integers(0, 60), start=st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_so_many_working_days_later_so_many_are_counted(days, start):
    calendar = CalendarDays(Calendar(country="DE", region="BE"), start)
    later = calendar.after(calendar.begin(), Period(days=days, working=True))
    assert later is not None
    assert calendar.working_days(later.date()) == days
    assert days == 0 or calendar.is_open(later.date())


CHAIN = {
    "s": {"kind": "start", "next": "ask"},
    "ask": {"name": "Ask", "by": "customer", "effort": {"fill": "10m"}, "wait": "none", "next": "check"},
    "check": {
        "name": "Check",
        "by": "office",
        "effort": {"work": "10m"},
        "wait": {"queue": "1 working day..5 working days"},
        "tells": {"result": True},
        "next": "e",
    },
    "e": {"kind": "end", "name": "Done"},
}


def entries(steps, **more):
    timeline = page_of(procedure(steps, **more), MONDAY).timeline
    assert timeline is not None
    return {(entry.name, entry.promise): (entry.first, entry.last, entry.sure) for entry in timeline.entries}


def test_a_range_gives_the_earliest_and_the_latest_day():
    found = entries(CHAIN, calendar={"country": "IE"})
    assert found["Check", False] == (date(2026, 12, 22), date(2026, 12, 29), True)
    assert found["Ask", False] == (MONDAY, MONDAY, True)


def test_an_unknown_wait_makes_all_later_days_not_before():
    steps = {**CHAIN, "check": {**CHAIN["check"], "wait": {"queue": "1 working day", "unknown": ["third"]}}}
    assert entries(steps)["Check", False][2] is False
    assert entries(steps)["Ask", False][2] is True


def test_only_the_first_of_two_days_by_which_the_same_is_promised_is_told():
    promises = [
        {"from": "ask", "to": "e", "within": "10 days", "published": "website"},
        {"from": "check", "to": "e", "within": "20 days", "published": "website"},
    ]
    found = [key for key in entries(CHAIN, promises=promises) if key[1]]
    assert found == [("Done", True)]
    assert entries(CHAIN, promises=promises)["Done", True][0] == date(2026, 12, 31)


def test_parallel_branches_are_done_when_the_slower_one_is():
    steps = {
        "s": {"kind": "start", "next": "fork"},
        "fork": {"kind": "parallel", "next": ["a", "b"]},
        "a": {
            "name": "A",
            "by": "office",
            "effort": {"work": "1h"},
            "wait": {"queue": "2 working days"},
            "next": "join",
        },
        "b": {"name": "B", "by": "lab", "effort": "none", "wait": {"third": "7 days"}, "next": "join"},
        "join": {"kind": "parallel", "next": "tell"},
        "tell": {"name": "Tell", "by": "customer", "effort": {"fill": "5m"}, "wait": "none", "next": "e"},
        "e": {"kind": "end", "name": "Done"},
    }
    assert entries(steps)["Tell", False][1] == date(2026, 12, 28)


@pytest.mark.parametrize("calendar", [{"country": "ZZ"}, {"country": "DE", "region": "ZZ"}])
def test_a_country_or_region_whose_holidays_are_not_known_has_no_dates_and_the_owner_is_told(calendar):
    page = page_of(procedure(CHAIN, calendar=calendar), MONDAY)
    assert page.timeline is None
    assert any("no dates can be told" in gap for gap in page.missing)


def test_a_procedure_that_is_done_at_once_needs_no_timeline():
    steps = {**CHAIN, "check": {**CHAIN["check"], "wait": "none"}}
    assert page_of(procedure(steps), MONDAY).timeline is None


SUNDAY = date(2026, 12, 20)


def test_a_step_at_a_counter_begins_on_the_next_open_day():
    for channel, expected in (("counter", date(2026, 12, 21)), ("web", SUNDAY)):
        steps = {**CHAIN, "ask": {**CHAIN["ask"], "channel": channel}}
        timeline = page_of(procedure(steps, calendar={"country": "IE"}), SUNDAY).timeline
        assert timeline is not None
        (ask,) = [entry for entry in timeline.entries if entry.name == "Ask"]
        assert ask.first == expected

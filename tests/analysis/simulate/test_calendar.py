"""Percentiles and promises play the calendar of the page: weekends, holidays, and when cases arrive."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.promises.advice import advise
from frictionaudit.analysis.simulate import simulate
from frictionaudit.analysis.simulate.hours import Hours
from frictionaudit.analysis.simulate.working_time import working_time
from frictionaudit.cli import group
from frictionaudit.domain.quantities import Calendar
from frictionaudit.errors import InputError
from frictionaudit.exports.promises import text
from frictionaudit.sources import read
from tests.building import subject
from tests.oracle.clock import Clock

DAY = 1440.0
WEEKS = (
    "Mon-Fri 09:00-17:00",
    "Tue-Sun 12:00-14:30, 18:30-23:00",
    "Mon-Fri 09:00-12:00, 13:00-17:00; Sat 09:00-12:00",
    "Wed 22:00-24:00; Thu 00:00-06:00",
    "Mon-Sun 00:00-24:00",
)


def page(wait: Any, within: str = "3 days", **calendar: Any) -> Subject:
    steps = {
        "s": {"kind": "start", "next": "ask"},
        "ask": {"by": "customer", "channel": "web", "effort": "none", "wait": "none", "next": "answer"},
        "answer": {"by": "desk", "effort": "none", "wait": {"queue": wait}, "next": "e"},
        "e": {"kind": "end"},
    }
    return subject(steps, promises=[{"from": "ask", "to": "answer", "within": within}], calendar=calendar)


@settings(deadline=None, derandomize=True, max_examples=150)
@given(
    st.sampled_from(WEEKS),
    st.integers(0, 40_000),
    st.one_of(st.integers(0, 40).map(float), st.integers(0, 400).map(lambda n: n / 10)),
    st.sampled_from(["days", "minutes"]),
)
def test_working_time_of_many_cases_passes_as_it_does_step_by_step(hours: str, now: int, amount: float, unit: str):
    calendar = Calendar(hours=hours)
    clock, working = Clock(calendar), working_time(calendar)
    average = amount * DAY * 7 / clock.open_days if unit == "days" else amount * 60 * 10_080 / clock.open_minutes
    step_by_step = (clock.after_days if unit == "days" else clock.after_minutes)(float(now), average)
    at_once = now + working.passing(np.array([float(now)]), average, unit)[0]
    assert at_once == pytest.approx(step_by_step, abs=1e-6)


@settings(deadline=None, derandomize=True, max_examples=150)
@given(st.sampled_from(WEEKS), st.integers(0, 40_000), st.integers(0, 60_000))
def test_the_fewest_working_days_are_enough_and_one_less_is_not(hours: str, now: int, minutes: int):
    working = working_time(Calendar(hours=hours))
    begun, done = np.array([float(now)]), np.array([float(now + minutes)])
    days = working.days_needed(begun, done)
    assert working.after_days(begun, days.astype(float))[0] >= done[0] - 1e-2
    if days[0]:
        assert working.after_days(begun, days - 1.0)[0] < done[0]
    taken = working.days_taken(begun, done)[0]
    assert days[0] - 1 <= taken <= days[0] or taken == days[0] == 0


def test_a_promise_in_working_days_is_counted_from_when_each_case_begins():
    (promise, _) = advise(page("2 working days", "2 working days")).stretches
    assert promise.kept_today == 1
    assert promise.days == 2
    assert (promise.p50, promise.percentile) == (2 * DAY, 4 * DAY)


def test_cases_arrive_in_opening_hours_unless_the_page_says_otherwise():
    friday = working_time(Calendar(hours="Fri 09:00-17:00")).arrivals(np.linspace(0.001, 1, 50))
    assert friday.min() > 4 * DAY + 540
    assert friday.max() == 4 * DAY + 1020
    evenings = Calendar(hours="Fri 09:00-17:00", arrivals="Sat 20:00-21:00")
    assert working_time(evenings).arrivals(np.array([0.5])) == 5 * DAY + 1230
    at_any_time = simulate(page("2 working days", arrivals="any time"))
    assert at_any_time.promises[0].kept == pytest.approx(5 / 7, abs=0.02)  # from Saturday until Tuesday is 3 days
    assert at_any_time.arrive == "at any time"


def test_holidays_spread_arrivals_over_their_year_whether_or_not_it_is_said():
    january = {"holidays": [f"2027-01-{day:02}" for day in range(1, 32)], "arrivals": "Mon-Sun 00:00-24:00"}
    implied, said = (simulate(page("2 working days", **january, **year)) for year in ({}, {"year": 2027}))
    assert implied.lead_time == said.lead_time
    assert implied.lead_time.p50 < 10 * DAY  # all cases of the first week would wait for February


def test_public_holidays_of_the_year_and_the_country_count():
    pytest.importorskip("holidays")
    england = {"country": "GB", "region": "ENG", "year": 2026}
    without, counted = (simulate(page("2 working days", **calendar)) for calendar in ({}, england))
    assert counted.promises[0].kept < without.promises[0].kept - 0.005
    assert counted.lead_time.mean > without.lead_time.mean + 60
    assert not [note for note in counted.notes if "holidays" in note]
    hours = working_time(Calendar(**england)).hours
    good_friday = (3 + 31 + 28 + 31 + 2) * DAY  # the first day of the table is Monday, 29 December 2025
    assert not any(hours.is_open(good_friday + day * DAY + 600) for day in range(4))
    assert hours.is_open(good_friday + 4 * DAY + 600)


def test_a_page_can_name_its_own_holidays():
    closed = page("1 working day", holidays=["2027-01-04", "2027-01-05"])
    hours = Hours.of(closed.procedure.calendar)
    assert [hours.is_open(day * DAY + 600) for day in (4, 7, 8, 9)] == [True, False, False, True]


def test_holidays_without_a_year_are_left_out_and_that_is_said():
    (note,) = (note for note in advise(page("2 working days", country="GB")).notes if "holidays" in note)
    assert note == "public holidays of GB are left out: the calendar has no `year`"
    assert not [note for note in advise(page("2 days", country="GB")).notes if "holidays" in note]


def located(tmp_path: Path, calendar: str, wait: str = "2 working days") -> str:
    file = tmp_path / "page.yaml"
    file.write_text(
        f"id: p\ntitle: P\ncalendar: {calendar}\nsteps:\n  s: {{kind: start, next: a}}\n"
        f"  a: {{wait: {{queue: {wait}}}, next: e}}\n  e: {{kind: end}}\n"
    )
    with pytest.raises(InputError) as caught:
        read(file)
    return str(caught.value)


@pytest.mark.parametrize(
    ("calendar", "message"),
    [
        ('{hours: "Sat 09:00-12:00", holidays: [%s]}', "the calendar has no working time"),
        ("{hours: closed}", "'closed' are not opening hours"),
        ("{arrivals: at night}", "'at night' are not opening hours"),
        ('{hours: "Mon 09:00-12:00, 11:00-13:00"}', "opening hours overlap"),
        ("{country: GB, region: Wessex, year: 2026}", "'Wessex' is not a region of GB with known holidays"),
        ("{holidays: [Christmas]}", "expected a day such as 2027-06-30"),
    ],
)
def test_a_calendar_that_makes_no_sense_is_a_located_error(tmp_path: Path, calendar: str, message: str):
    if "Wessex" in calendar:
        pytest.importorskip("holidays")
    saturdays = (str(np.datetime64("2027-01-02") + 7 * n) for n in range(53))
    error = located(tmp_path, calendar.replace("%s", ", ".join(saturdays)))
    assert message in error
    assert "page.yaml:3" in error


@pytest.mark.parametrize("wait", ["P50=10d P90=3d", "P90=10d P50=3d", "20d..5d"])
def test_quantiles_that_fall_are_a_located_error(tmp_path: Path, wait: str):
    assert "page.yaml:6" in located(tmp_path, "{}", wait)


def test_beyond_the_last_stated_quantile_nothing_is_told():
    about = page("P50=3d P90=10d", "12 days")
    within, beyond = (advise(about, level=level).stretches[0] for level in (0.9, 0.95))
    assert within.percentile == pytest.approx(10 * DAY, rel=0.02)
    assert (beyond.percentile, beyond.say, beyond.days) == (None, None, None)
    assert beyond.missing[0].startswith("the page gives nothing beyond P90 at 'answer'")
    assert within.kept_at_most  # what lies beyond ten days may be longer than twelve
    assert "at least 90 % of the cases meet it" in text([advise(about)], width=500)
    two = {
        "s": {"kind": "start", "next": "a"},
        "a": {"effort": "none", "wait": {"queue": "P50=1d P90=5d"}, "next": "b"},
        "b": {"effort": "none", "wait": {"queue": "P50=1d P90=5d"}, "next": "e"},
        "e": {"kind": "end"},
    }
    assert advise(subject(two)).stretches[0].percentile is None
    assert Measures(subject(two))["lead_time_p90"].evidence.unknown == (
        "the page gives nothing beyond its last quantile",
    )
    assert Measures(subject(two))["lead_time_p50"].value is not None


def test_a_range_gives_no_certainty():
    told = text([advise(page("1 day..2 days", "3 days"))], width=500)
    assert "over 99 % of the cases meet it" in told
    assert "all of the cases meet it" in text([advise(page("1 day", "3 days"))], width=500)


def test_only_a_promise_that_was_counted_bears_a_confidence_level():
    about = page("2 days")
    kept = {"value": 0.9, "measured": {"n": 200, "period": "2026", "source": "log"}}
    promise = about.procedure.promises[0].model_copy(update={"kept": kept})
    steps = about.procedure.page()["steps"]
    counted = subject(steps, promises=[{**promise.model_dump(by_alias=True, include={"from_", "to"}),
                                        "within": "3 days", "kept": kept}])  # fmt: skip
    stretch = advise(counted).stretches[0]
    assert stretch.measured == "180 of 200 real cases kept it (2026)"
    assert stretch.covers == pytest.approx(0.858, abs=0.002)  # Clopper and Pearson, one-sided
    assert not [line for line in stretch.missing if "confidence" in line]
    assert advise(about).stretches[0].covers is None


def test_audit_promise_simulate_and_suggest_print_the_same_share(tmp_path: Path):
    file = tmp_path / "page.yaml"
    file.write_text(
        "id: p\ntitle: P\nparties: {customer: {side: customer}, desk: {side: backstage}}\n"
        "promises: [{from: ask, to: answer, within: 5 working days, published: web}]\n"
        "steps:\n  s: {kind: start, next: ask}\n"
        "  ask: {name: Ask, by: customer, channel: web, effort: {fill: 5m}, wait: none, next: answer}\n"
        "  answer: {name: Answer, by: desk, effort: {work: 5m}, next: e,\n"
        "    wait: {queue: 4 working days..7 working days}}\n  e: {kind: end}\n"
    )

    def printed(*words: str) -> str:
        return CliRunner().invoke(group, [*words, str(file)]).output

    share = json.loads(printed("promise", "--format", "json"))["procedures"][0]["stretches"][0]["kept_today"]
    told = f"about {share * 100:.0f} %"
    for command in (["audit", "--all"], ["promise"], ["simulate"], ["suggest", "--all"]):
        assert told in printed(*command), command
    assert json.loads(printed("simulate", "--format", "json"))["procedures"][0]["promises"][0]["kept"] == share


def parcel(usual: float) -> Subject:
    """Most parcels go at once, of which one in ten takes nobody knows how long; the others wait for two months."""
    steps = {
        "s": {"kind": "start", "next": "o"},
        "o": {"effort": "none", "wait": "none", "next": [{"to": "v", "share": usual}, {"to": "k", "share": 1 - usual}]},
        "k": {"effort": "none", "wait": {"queue": "60d"}, "next": "v"},
        "v": {"effort": "none", "wait": {"third": "P50=1d P90=3d"}, "next": "e"},
        "e": {"kind": "end"},
    }
    return subject(steps, promises=[{"from": "o", "to": "v", "within": "5 days"}])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_where_as_many_cases_are_hidden_as_a_level_leaves_there_is_no_figure_in_any_command(seed: int):
    about = parcel(usual=0.98)  # nine in ten take three days or more: nobody knows whether three or sixty
    told = simulate(about, seed=seed)
    assert (told.lead_time.p90, told.lead_time.p90_interval, told.promises[0].time.p90) == (None, None, None)
    assert [stretch.percentile for stretch in advise(about, seed=seed).stretches] == [None, None]
    assert Measures(about)["lead_time_p90"].value is None
    assert told.lead_time.p80 == pytest.approx(2.5 * DAY, rel=0.05)


def test_where_hidden_cases_hardly_matter_the_figure_lies_in_its_interval():
    told = simulate(parcel(usual=0.5)).lead_time  # half of the cases take two months, one in ten of them longer
    assert told.p80 is not None
    assert told.p80_interval is not None
    assert told.p80_interval.high is not None
    assert told.p80_interval.low <= told.p80 <= told.p80_interval.high
    assert told.p80 == pytest.approx(61.3 * DAY, rel=0.02)

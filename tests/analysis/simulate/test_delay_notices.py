"""What `promise` tells people when something goes wrong, and what it says of a share that the page has counted."""

from __future__ import annotations

from typing import Any

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.promises.advice import advise
from frictionaudit.exports.promises import text
from frictionaudit.results.simulation import DelayNotice, PromiseCandidate
from tests.building import subject


def notice(level: float = 0.9, **failure: Any) -> DelayNotice:
    about = subject(
        {
            "s": {"kind": "start", "next": "take"},
            "take": {
                "by": "desk",
                "effort": {"work": "10m"},
                "wait": "none",
                "disruptions": [{"what": "the machine is down", "share": 0.2, **failure}],
                "next": "e",
            },
            "e": {"kind": "end"},
        },
        parties={"desk": {"side": "frontstage"}},
    )
    (found,) = advise(about, level=level).delays
    return found


def test_three_quarters_of_an_hour_are_told_as_an_hour():
    found = notice(takes="45m")
    assert (found.likely, found.say, found.unit) == (45, 60, "minutes")
    assert (found.beaten, found.met, found.broken) == (1, 0, 0)


def test_a_time_that_varies_is_beaten_kept_and_broken_as_its_distribution_says():
    found = notice(level=0.5, takes="0m..60m")
    assert (found.likely, found.say) == (30, 40)
    assert found.beaten == pytest.approx(1 / 2, abs=0.001)
    assert found.met == pytest.approx(1 / 6, abs=0.001)
    assert found.broken == pytest.approx(1 / 3, abs=0.001)


@pytest.mark.parametrize(
    ("takes", "say", "unit"),
    [
        ("3 days", 4, "days"),
        ("2 working days", 3, "working days"),
        ("6 working hours", 450, "working minutes"),
        ("1 working day", 2, "working days"),
        ("7 working hours", 2, "working days"),
    ],
)
def test_it_is_told_in_the_unit_of_the_page(takes: str, say: int, unit: str):
    found = notice(takes=takes)
    assert (found.say, found.unit) == (say, unit)


def test_no_time_is_told_where_the_page_states_none_or_not_so_far():
    assert notice().missing == "the page does not say how long it takes"
    assert notice(takes="P50=20m P80=40m").missing == "the page gives nothing beyond P80"


def test_what_people_are_told_today_stands_beside_it():
    assert notice(takes="45m", tells={"time": "an hour"}).told == "an hour"


def promised(kept: Any) -> Subject:
    return subject(
        {
            "s": {"kind": "start", "next": "a"},
            "a": {"by": "desk", "effort": {"work": "0m..100m"}, "wait": "none", "next": "e"},
            "e": {"kind": "end"},
        },
        parties={"desk": {"side": "frontstage"}},
        promises=[{"from": "s", "to": "e", "within": "60m", "kept": kept}],
    )


def candidate(kept: Any) -> PromiseCandidate:
    return advise(promised(kept)).stretches[0]


def counted(share: float) -> dict[str, Any]:
    return {"value": share, "measured": {"n": 5000, "period": "2025", "source": "register"}}


@pytest.mark.parametrize(("share", "why"), [(0.4, "too short"), (0.8, "too long")])
def test_a_counted_share_that_the_times_do_not_give_is_told_with_both_and_why(share: float, why: str):
    found = candidate(counted(share))
    assert found.differs is not None
    assert found.differs.startswith(f"The count says {share * 100:.0f} % and the times on this page say about 60 %")
    assert why in found.differs
    assert found.differs in text([advise(promised(counted(share)))], width=500)


def test_a_counted_share_that_agrees_within_chance_is_left_alone():
    assert candidate(counted(0.6)).differs is None
    assert candidate(0.6).differs is None


def test_a_stated_share_that_the_times_do_not_give_is_told_as_well():
    assert (
        candidate(0.9).differs
        == "The page says 90 % and its times say about 60 %; nobody has counted. Measure real cases."
    )


def test_todays_promise_is_beaten_kept_and_broken_by_its_margin():
    found = candidate(counted(0.6))
    assert found.kept_today == pytest.approx(0.6, abs=0.01)
    assert found.beaten_today == pytest.approx(0.48, abs=0.01)  # 60 minutes are 48 and a quarter of it

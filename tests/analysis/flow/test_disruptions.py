"""What goes wrong lengthens the step it happens at, unless the flow draws a branch for it."""

from __future__ import annotations

from typing import Any

import pytest

from frictionaudit.analysis.flow.disruptions import drawn_branches
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simulate import simulate, simulate_queues
from frictionaudit.results.measure import Measure
from tests.building import subject

DOWN = {"what": "the machine is down", "share": 0.2, "takes": "30m/45m/60m"}


def picture(*failures: dict[str, Any], next: Any = "e", **steps: dict[str, Any]) -> Subject:
    return subject(
        {
            "s": {"kind": "start", "next": "take"},
            "take": {"by": "desk", "effort": {"work": "10m"}, "wait": "none", "disruptions": failures, "next": next},
            "e": {"kind": "end"},
            **steps,
        },
        parties={
            "desk": {"side": "frontstage", "capacity": 50},
            "customer": {"side": "customer"},
            "lab": {"side": "third"},
        },
        volume="500 per year",
        calendar={"hours": "Mon-Sun 00:00-24:00"},
    )


def measured(about: Subject, key: str) -> Measure:
    return Measures(about)[key]


def test_a_breakdown_adds_its_length_in_its_share_of_the_visits():
    about = picture(DOWN)
    assert measured(about, "wait_ours").value == pytest.approx(9)
    assert measured(about, "lead_time").value == pytest.approx(19)
    assert measured(about, "lead_time").evidence.bound == "exact"


@pytest.mark.parametrize("missing", ["share", "takes"])
def test_a_breakdown_that_is_not_stated_in_full_is_unknown_and_never_zero(missing: str):
    about = picture({key: value for key, value in DOWN.items() if key != missing})
    assert measured(about, "wait_ours").value is None
    lead = measured(about, "lead_time")
    assert (lead.value, lead.evidence.bound) == (10, "at least")
    assert lead.evidence.unknown == ("'the machine is down' at take",)
    assert simulate(about, 100).unknown[0].startswith("take: 'the machine is down', how")


def test_what_never_happens_takes_no_time_however_long_it_would_take():
    about = picture({"what": "an earthquake", "share": 0})
    assert measured(about, "lead_time").value == 10
    assert measured(about, "lead_time").evidence.bound == "exact"


@pytest.mark.parametrize(("by", "key"), [("customer", "wait_customer"), ("lab", "wait_third"), ("desk", "wait_ours")])
def test_the_case_waits_for_the_party_that_puts_it_right(by: str, key: str):
    about = picture({**DOWN, "recovered_by": "mend"}, next="mend", mend={"by": by, "effort": {}, "next": "e"})
    assert measured(about, key).value == pytest.approx(9)


def branch(**failure: Any) -> Subject:
    """One case in five comes to 'mend' after the step."""
    return picture(
        {**DOWN, **failure},
        next=[{"to": "e", "share": 0.8}, {"to": "mend", "share": 0.2}],
        mend={"by": "desk", "effort": {"work": "20m"}, "wait": "none", "next": "e"},
    )


def test_a_branch_to_the_recovery_takes_the_time_and_nothing_counts_twice():
    assert measured(branch(recovered_by="mend"), "lead_time").value == pytest.approx(14)
    assert measured(branch(), "lead_time").value == pytest.approx(14 + 9)
    (note,) = (note for note in simulate(branch(recovered_by="mend"), 100).notes if "machine" in note)
    assert note.endswith("is not added: the page draws a branch to 'mend', whose steps take the time")


def test_a_branch_before_the_step_counts_unless_another_failure_begins_it():
    look = {"by": "desk", "effort": {}, "wait": "none", "next": [{"to": "take", "share": 0.8}, {"to": "mend"}]}
    mend = {"by": "desk", "effort": {"work": "20m"}, "wait": "none", "next": "take"}
    about = picture({**DOWN, "recovered_by": "mend"}, s={"kind": "start", "next": "look"}, look=look, mend=mend)
    assert [drawn.step for drawn in drawn_branches(about)] == ["take"]
    look = look | {"disruptions": [{"what": "the bay is empty", "share": 0.2, "recovered_by": "mend"}]}
    about = picture({**DOWN, "recovered_by": "mend"}, s={"kind": "start", "next": "look"}, look=look, mend=mend)
    assert [drawn.step for drawn in drawn_branches(about)] == ["look"]


def test_a_recovery_that_only_those_avoid_who_give_up_is_no_branch():
    about = picture(
        {**DOWN, "recovered_by": "mend"},
        next=[{"to": "mend", "share": 0.9}, {"to": "gone", "share": 0.1}],
        mend={"by": "desk", "effort": {}, "wait": "none", "next": "e"},
        gone={"kind": "end", "outcome": "abandoned"},
    )
    assert not drawn_branches(about)


def test_the_simulation_plays_it_with_queues_and_without_as_often_as_the_page_says():
    about = picture(DOWN)
    for played in (simulate(about, 40_000), simulate_queues(about, 40_000)):
        between = played.lead_time.mean_interval
        assert between is not None
        assert between.low <= 19 <= (between.high or 0)
        assert played.lead_time.p50 == pytest.approx(10)
        assert played.lead_time.p90 == pytest.approx(55, abs=0.5)
        assert played.wait_ours.mean == pytest.approx(9, abs=0.4)


def test_a_breakdown_of_unknown_length_hides_the_percentiles_that_it_reaches():
    played = simulate(picture({"what": "the machine is down", "share": 0.15}), 20_000)
    assert played.lead_time.p80 == pytest.approx(10)
    assert played.lead_time.p90 is None

"""What can be promised, and what cannot."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from frictionaudit import sources
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.promises.advice import advise
from frictionaudit.analysis.promises.support import covered
from frictionaudit.analysis.simulate import simulate
from frictionaudit.cli import group
from frictionaudit.errors import FrictionauditError, UsageError
from tests.building import subject
from tests.conftest import ROOT

PAGES = ROOT / "processes"


def page(wait: object, **more: object):
    steps = {
        "s": {"kind": "start", "next": "ask"},
        "ask": {"by": "customer", "effort": {}, "wait": {}, "next": "answer"},
        "answer": {"by": "desk", "effort": {}, "wait": {"queue": wait}, "next": "e"},
        "e": {"kind": "end"},
    }
    return subject(steps, promises=[{"from": "ask", "to": "answer", "within": "10 working days"}], **more)


def measured(n: int, text: str = "5 working days..12 working days") -> dict[str, object]:
    return {"value": text, "measured": {"n": n, "period": "2025", "source": "log book"}}


def test_ninety_percent_at_ninety_five_percent_confidence_takes_twenty_nine_cases():
    assert covered(29, 29) >= 0.9 > covered(28, 28)
    assert covered(29, 29) == pytest.approx(0.05 ** (1 / 29))
    assert covered(1000, 900) < 0.9 < covered(1000, 920)


def test_a_promise_is_the_percentile_with_a_margin_in_whole_working_days():
    stretch = advise(page("4 working days..11 working days")).stretches[0]
    assert (stretch.days, stretch.say, stretch.unit) == (11, 13, "working days")  # nine of ten within 10.3, so 11
    assert stretch.kept_today == pytest.approx(6 / 7, abs=0.01)
    assert (stretch.beaten, stretch.met, stretch.broken) == (1, 0, 0)
    half = advise(page("4 working days..11 working days"), level=0.5, margin=0).stretches[0]
    assert (half.days, half.say) == (8, 8)
    assert half.beaten == pytest.approx(4 / 7, abs=0.01)
    assert half.broken == pytest.approx(3 / 7, abs=0.01)


def test_a_few_minutes_of_work_do_not_make_another_day_to_add_the_margin_to():
    calendar = {"hours": "Mon-Fri 09:00-17:00"}
    steps = page("4 working days").procedure.page()["steps"]
    steps["answer"]["effort"] = {"work": "10m"}
    promises = [{"from": "ask", "to": "answer", "within": "10 working days"}]
    worked = advise(subject(steps, promises=promises, calendar=calendar)).stretches[0]
    assert (worked.days, worked.say) == (5, 6)  # 4.02 and a quarter of it are 5.03
    waited = advise(page("4 working days", calendar=calendar)).stretches[0]
    assert (waited.days, waited.say) == (4, 5)


def test_minutes_after_closing_time_count_towards_the_margin_too():
    about = page("4 working days", calendar={"hours": "Mon-Fri 09:00-17:00"})
    steps = about.procedure.page()["steps"]
    steps["ask"]["effort"] = {"travel": "9h"}  # whoever arrives in opening hours is done after them
    steps["answer"]["effort"] = {"work": "10m"}
    promises = [{"from": "ask", "to": "answer", "within": "10 working days"}]
    late = advise(subject(steps, promises=promises, calendar={"hours": "Mon-Fri 09:00-17:00"})).stretches[0]
    assert (late.days, late.say) == (5, 6)


def test_a_promise_under_a_day_is_in_minutes_rounded_to_what_people_say():
    stretch = advise(page("45m")).stretches[0]
    assert (stretch.days, stretch.say, stretch.unit) == (45, 60, "minutes")


def test_times_of_single_steps_claim_no_coverage_however_many_cases_there_are():
    many, few, none = (advise(page(wait)) for wait in (measured(640), measured(12), "5 days..9 days"))
    assert many.measured
    assert many.stretches[0].covers is few.stretches[0].covers is None
    assert "measured on 640 cases; a confidence level needs the whole time" in many.stretches[0].missing[0]
    assert "measured on 12 cases" in few.stretches[0].missing[0]
    assert not none.measured
    assert none.stretches[0].covers is None
    assert "measure real cases" in none.stretches[0].missing[0]


def test_what_is_not_stated_is_named_as_missing():
    steps = page("3 days").procedure.page()
    del steps["steps"]["answer"]["effort"]
    about = subject(steps["steps"], promises=steps["promises"])
    assert "effort or waiting is missing at 'answer'" in advise(about).stretches[0].missing[0]


def test_nothing_is_said_where_no_case_goes_that_way():
    steps = {
        "s": {"kind": "start", "next": "e"},
        "e": {"kind": "end"},
        "lost": {"next": "e"},
    }
    stretch = advise(subject(steps, promises=[{"from": "lost", "to": "e", "within": "1 day"}])).stretches[0]
    assert (stretch.say, stretch.percentile, stretch.cases) == (None, None, 0)
    assert "only 0 simulated cases" in stretch.missing[0]


@pytest.mark.parametrize(
    ("wrong", "slug"),
    [({"level": 1.0}, "level-out-of-range"), ({"margin": -1}, "margin-out-of-range"), ({"cases": 3}, "too-few-cases")],
)
def test_what_makes_no_sense_is_refused(wrong: dict[str, float], slug: str):
    with pytest.raises(UsageError, match=slug):
        advise(page("3 days"), **wrong)


def run(*words: str) -> str:
    result = CliRunner().invoke(group, list(words))
    assert result.exit_code == 0, result.output
    return result.output


def test_the_commands_print_text_and_json_the_same_each_time():
    scene = str(PAGES / "return-a-product.yaml")
    for words in (["simulate", scene, "--cases", "5000"], ["promise", scene], ["simulate", scene, "--format", "json"]):
        assert run(*words) == run(*words)
    found = json.loads(run("simulate", scene, "--cases", "5000", "--format", "json"))
    assert found["procedures"][0]["cases"] == 5000
    assert found["procedures"][0]["promises"][0]["kept"] < 0.05
    advice = json.loads(run("promise", scene, "--format", "json"))
    assert advice["procedures"][0]["stretches"][0]["say"] >= advice["procedures"][0]["stretches"][0]["days"]
    text = run("promise", scene)
    assert (
        "Promised today: 14 days (10 working days). By the times on this page, under 1 % of the cases meet it"
        in " ".join(text.split())
    )
    assert "nine in ten finish within" in text


def test_queues_are_shown_for_the_scene_that_has_a_capacity_and_refused_for_one_that_has_none():
    text = run("simulate", str(PAGES / "support-line.yaml"), "--queues", "--cases", "1000")
    assert "First line: 60 at work, busy" in text
    result = CliRunner().invoke(group, ["simulate", str(PAGES / "return-a-product.yaml"), "--queues"])
    assert isinstance(result.exception, FrictionauditError)
    assert "no-capacity" in str(result.exception)
    few = CliRunner().invoke(group, ["simulate", str(PAGES / "return-a-product.yaml"), "--cases", "3"])
    assert isinstance(few.exception, UsageError)


def test_progress_is_told_block_by_block():
    from frictionaudit.analysis.simulate import simulate, simulate_queues

    reports: list[tuple[int, int]] = []
    simulate(page("1 day..2 days"), 140_000, 1, lambda done, total: reports.append((done, total)))
    assert reports[-1] == (140_000, 140_000)
    assert len(reports) > 1
    queued: list[tuple[int, int]] = []
    desk = {"desk": {"side": "frontstage", "capacity": 1}, "customer": {"side": "customer"}}
    about = page("1 day..2 days", parties=desk, volume="100 per week")
    steps = about.procedure.page()["steps"]
    steps["answer"]["effort"] = {"work": "5m"}
    simulate_queues(subject(steps, parties=desk, volume="100 per week"), 2_000, 1, lambda *now: queued.append(now))
    assert queued[-1] == (2_000, 2_000)


@pytest.mark.parametrize("scene", ["return-a-product", "improved/return-a-product", "building-permit"])
def test_simulate_promise_and_measures_give_the_same_figure_with_the_same_interval(scene: str):
    (reading,) = sources.read_all(PAGES / f"{scene}.yaml")
    about = Subject(reading.procedure)
    played, advice = simulate(about), advise(about)
    measures = Measures(about)
    for tried, candidate in zip(played.promises, advice.stretches, strict=False):
        assert (tried.kept, tried.kept_interval, tried.cases) == (
            candidate.kept_today,
            candidate.kept_interval,
            candidate.cases,
        )
        assert (tried.time.p50, tried.time.p90) == (candidate.p50, candidate.percentile)
    whole = advice.stretches[-1]
    assert (played.lead_time.p50, played.lead_time.p90) == (whole.p50, whole.percentile)
    assert played.lead_time.p90 == pytest.approx(measures["lead_time_p90"].value)

"""Which assumed numbers move the result: each effect counted by hand on a small procedure."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from frictionaudit.analysis.sensitivity import SHARES, sensitivity
from frictionaudit.cli import group
from frictionaudit.domain.procedure import Procedure
from frictionaudit.exports import sensitivity as writers
from frictionaudit.results.sensitivity import Driver, TornadoChart
from tests.building import PARTIES, measures, random_steps, subject


def guess(value: Any) -> dict[str, Any]:
    return {"value": value, "assumed": "said by the team"}


def loop(share: Any, rest: Any = None, effort: Any = "10m") -> dict[str, Any]:
    """Applying takes ten minutes; a share is sent back."""
    return {
        "begin": {"kind": "start", "next": "apply"},
        "apply": {"by": "customer", "effort": {"fill": effort}, "next": "check"},
        "check": {"by": "desk", "next": [_flow("apply", share), _flow("done", rest)]},
        "done": {"kind": "end"},
    }


def _flow(to: str, share: Any) -> dict[str, Any]:
    return {"to": to} if share is None else {"to": to, "share": share}


def drivers(steps: Any, stated_only: bool = False, **more: Any) -> dict[str, Driver]:
    done = sensitivity(subject(steps, **more), stated_only)
    return {".".join(driver.path): driver for driver in done.levers}


def test_an_assumed_time_moves_the_total_by_its_part_of_it():
    steps = loop(0.5, 0.5)
    steps["apply"]["effort"] = {"fill": guess("10m"), "travel": "30m"}
    done = sensitivity(subject(steps, volume="60 per year"))
    assert (done.key, done.unit, done.total) == ("customer_hours_year", "hours", 2 * 40)
    (driver,) = done.levers
    assert (driver.low, driver.high, driver.moves) == (2 * 38, 2 * 42, 0.05)
    assert (driver.stated, driver.why) == (True, "said by the team")


def test_without_a_volume_the_minutes_of_a_case_are_what_moves():
    done = sensitivity(subject(loop(0.5, 0.5, guess("10m"))))
    assert (done.key, done.unit, done.total) == ("customer_minutes", "minutes", 20)
    assert [(driver.low, driver.high) for driver in done.levers] == [(16, 24)]


def test_a_share_is_solved_again_and_the_other_shares_make_room():
    found = drivers(loop(guess(0.5), 0.5))
    assert list(found) == ["steps.check.next.apply.share"]
    driver = found["steps.check.next.apply.share"]
    assert driver.low == pytest.approx(10 / (1 - 0.4))
    assert driver.high == pytest.approx(10 / (1 - 0.6))
    assert driver.moves == pytest.approx(0.25)


def test_a_share_that_would_reach_one_goes_half_of_the_way():
    driver = drivers(loop(guess(0.9), 0.1))["steps.check.next.apply.share"]
    assert driver.low == pytest.approx(10 / (1 - 0.72))
    assert driver.high == pytest.approx(10 / (1 - 0.95))


def test_the_other_ways_keep_their_proportions():
    steps = {
        "begin": {"kind": "start", "next": "check"},
        "check": {
            "by": "desk",
            "next": [_flow("none", guess(0.5)), _flow("ten", 0.4), _flow("hundred", 0.1)],
        },
        "none": {"kind": "end"},
        "ten": {"by": "customer", "effort": {"fill": "10m"}, "next": "none"},
        "hundred": {"by": "customer", "effort": {"fill": "100m"}, "next": "none"},
    }
    (driver,) = drivers(steps).values()
    assert driver.low == pytest.approx(10 * 0.48 + 100 * 0.12)
    assert driver.high == pytest.approx(10 * 0.32 + 100 * 0.08)


def test_a_share_of_which_all_cases_go_one_way_leaves_room_for_the_others_evenly():
    steps = loop(0, guess(1))
    (driver,) = drivers(steps).values()
    assert driver.path == ("steps", "check", "next", "done", "share")
    assert driver.low == pytest.approx(10 / (1 - 0.2))


def test_of_shares_that_nobody_gave_one_is_the_rest():
    found = drivers(loop(None, None))
    assert len(found) == 1
    (driver,) = found.values()
    assert not driver.stated
    assert driver.why
    assert drivers(loop(None, None), stated_only=True) == {}


def test_a_single_share_that_is_missing_is_what_the_others_leave():
    assert drivers(loop(0.5, None)) == {}


def test_every_branch_of_an_inclusive_gateway_is_a_number_of_its_own():
    steps = {
        "begin": {"kind": "start", "next": "split"},
        "split": {"kind": "inclusive", "next": ["a", "b"]},
        "a": {"by": "customer", "effort": {"fill": "10m"}, "next": "join"},
        "b": {"by": "customer", "effort": {"fill": "20m"}, "next": "join"},
        "join": {"kind": "inclusive", "next": "done"},
        "done": {"kind": "end"},
    }
    found = drivers(steps)
    assert set(found) == {"steps.split.next.a.share", "steps.split.next.b.share"}
    assert found["steps.split.next.b.share"].high == pytest.approx(0.5 * 10 + 0.6 * 20)


def test_volume_and_business_as_usual_enter_as_factors():
    found = drivers(loop(0.5, 0.5), volume=guess("60 per year"), bau_share=guess(0.5))
    assert (found["volume"].low, found["volume"].high) == pytest.approx((8, 12))
    assert (found["bau_share"].low, found["bau_share"].high) == pytest.approx((20 * 0.6, 20 * 0.4))


def test_the_share_of_a_group_moves_what_is_harder_for_it():
    groups = {"helped": {"share": guess(0.5), "effort": {"fill": 3}}}
    (driver,) = drivers(loop(0.5, 0.5), groups=groups).values()
    assert driver.path == ("groups", "helped", "share")
    assert driver.low == pytest.approx(0.4 * 60 + 0.6 * 20)
    assert driver.high == pytest.approx(0.6 * 60 + 0.4 * 20)


def test_a_groups_own_share_of_a_way_moves_that_group_alone():
    groups = {"g": {"share": 0.5, "flows": {"check>apply": guess(0.5), "check>done": 0.5}}}
    found = drivers(loop(0.2, 0.8), groups=groups)
    driver = found["groups.g.flows.check>apply"]
    others = 0.5 * 10 / 0.8
    assert driver.low == pytest.approx(0.5 * 10 / 0.6 + others)
    assert driver.high == pytest.approx(0.5 * 10 / 0.4 + others)


def test_an_assumed_share_leaves_a_group_with_its_own_alone():
    groups = {"g": {"share": 0.5, "flows": {"check>apply": 0.5, "check>done": 0.5}}}
    driver = drivers(loop(guess(0.5), 0.5), groups=groups)["steps.check.next.apply.share"]
    assert driver.high == pytest.approx(0.5 * 20 + 0.5 * 10 / 0.4)


@pytest.mark.parametrize("by", [0.8, 1.2])
def test_an_exact_formula_equals_a_changed_copy_measured_again(by: float):
    steps = loop(0.5, 0.5, guess("10m"))
    (driver,) = drivers(steps, volume="60 per year").values()
    changed = measures(loop(0.5, 0.5, f"{10 * by:g}m"), volume="60 per year")["customer_hours_year"].value
    assert changed == pytest.approx(driver.low if by < 1 else driver.high)


def test_where_nothing_is_stated_nothing_is_tried():
    done = sensitivity(subject(random_steps(1, 40)))
    assert (done.total, done.levers) == (0, ())


def test_a_loop_without_an_exit_has_no_total_to_change():
    steps = loop(1, 0, guess("10m"))
    done = sensitivity(subject(steps))
    assert done.total is None
    assert done.levers == ()
    assert "unknown" in writers.text([done])


def test_only_the_most_visited_shares_are_tried_and_the_rest_is_counted():
    steps: dict[str, Any] = {"begin": {"kind": "start", "next": "s0"}, "done": {"kind": "end"}}
    for n in range(SHARES):
        following = f"s{n + 1}" if n + 1 < SHARES else "done"
        effort = {"fill": "10m"}
        steps[f"s{n}"] = {"by": "customer", "effort": effort, "next": [_flow(following, None), _flow("done", None)]}
    steps[f"s{SHARES - 1}"]["next"] = "done"
    done = sensitivity(subject(steps))
    assert done.left_out == 2 * (SHARES - 1) - SHARES
    assert f"{done.left_out} more shares" in writers.text([done])


def test_the_worst_comes_first():
    steps = loop(guess(0.5), 0.5, guess("10m"))
    moves = [driver.moves for driver in sensitivity(subject(steps)).levers]
    assert moves == sorted(moves, reverse=True)
    assert len(moves) == 2


def test_the_command_prints_a_tornado(tmp_path):
    page = Procedure.model_validate(
        {"id": "p", "title": "Apply", "parties": PARTIES, "steps": loop(0.5, 0.5, guess("10m"))}
    ).page()
    file = tmp_path / "p.yaml"
    file.write_text(yaml.safe_dump(page), encoding="utf-8")
    shown = CliRunner().invoke(group, ["sensitivity", str(file)])
    assert shown.exit_code == 0
    assert "the time to fill in at 'apply'" in shown.output
    assert "-20.0 %  +20.0 %" in shown.output
    document = json.loads(CliRunner().invoke(group, ["sensitivity", str(file), "--format", "json"]).output)
    assert document["procedures"][0]["levers"][0]["moves"] == 0.2


def test_a_page_whose_numbers_are_all_stated_gets_an_answer():
    done = sensitivity(subject(loop(0.5, 0.5), volume="60 per year"))
    assert isinstance(done, TornadoChart)
    assert done.levers == ()
    numbers = {".".join(number.path): number for number in done.numbers}
    whole = 60 * 20 / 60
    time, back = numbers["steps.apply.effort.fill"], numbers["steps.check.next.apply.share"]
    assert time.saves["customer_hours_year"] == pytest.approx(whole / 10)
    assert back.saves["customer_hours_year"] == pytest.approx(0.1 * 0.5 * 60 / 60 * 10 / 0.5**2)  # p · d(10/(1−p))/dp
    assert (back.value, back.evidence, back.ours) == ("50 %", "stated", True)
    text = writers.text([done])
    assert "A tenth less of each of these saves per year" in text
    assert "No assumed figure changes this total" in text


def test_numbers_that_nobody_controls_come_apart():
    steps = loop(0.5, 0.5)
    steps["apply"]["fees"] = [{"amount": "10 GBP", "to": "third"}, {"amount": "5 GBP"}]
    steps["apply"]["wait"] = {"third": "2 days", "queue": "1 day"}
    groups = {"g": {"share": 0.5, "effort": {"fill": 2}}}
    done = sensitivity(subject(steps, groups=groups, volume="60 per year"))
    apart = {".".join(number.path) for number in done.numbers if not number.ours}
    assert apart == {"volume", "groups.g.share", "steps.apply.fees.0.amount", "steps.apply.wait.third"}
    assert [number.ours for number in done.numbers] == sorted((number.ours for number in done.numbers), reverse=True)
    assert "Numbers that nobody here controls" in writers.text([done])


def test_staff_time_money_waiting_and_the_time_to_the_end_have_their_savings_too():
    steps = loop(0.5, 0.5)
    steps["check"].update(effort={"work": "6m"}, wait={"queue": "1 day"})
    done = sensitivity(subject(steps, volume="60 per year"))
    numbers = {".".join(number.path): number.saves for number in done.numbers}
    work = numbers["steps.check.effort.work"]
    assert work["staff_hours_year"] == pytest.approx(0.1 * 2 * 6)
    assert work["staff_cost_year"] == pytest.approx(0.1 * 2 * 6 * 30)
    assert work["lead_time"] == pytest.approx(0.1 * 2 * 6)
    wait = numbers["steps.check.wait.queue"]
    assert (wait["waiting_days_year"], wait["lead_time"]) == pytest.approx((0.1 * 2 * 60, 0.1 * 2 * 1440))
    assert numbers["parties.desk.cost"] == {"staff_cost_year": pytest.approx(0.1 * 60 * 2 * 6 / 60 * 30)}


def test_a_tenth_less_of_a_good_share_costs():
    numbers = {".".join(n.path): n.saves for n in sensitivity(subject(loop(0.5, 0.5))).numbers}
    assert numbers["steps.check.next.done.share"]["customer_minutes"] < 0


def test_the_offices_own_time_is_no_part_of_it():
    steps = loop(0.5, 0.5)
    steps["check"]["effort"] = {"work": guess("60m")}
    done = sensitivity(subject(steps))
    assert (done.total, done.levers) == (20, ())


def test_what_people_would_do_anyway_counts_only_where_it_is_assumed_and_there_is_a_year():
    assert drivers(loop(0.5, 0.5), volume="60 per year", bau_share=0.5) == {}
    assert drivers(loop(0.5, 0.5), bau_share=guess(0.5)) == {}


def test_parallel_branches_have_no_share_to_change():
    steps = {
        "begin": {"kind": "start", "next": "split"},
        "split": {"kind": "parallel", "next": [_flow("a", guess(0.5)), _flow("b", guess(0.5))]},
        "a": {"by": "customer", "effort": {"fill": "10m"}, "next": "join"},
        "b": {"by": "customer", "effort": {"fill": "20m"}, "next": "join"},
        "join": {"kind": "parallel", "next": "done"},
        "done": {"kind": "end"},
    }
    assert drivers(steps) == {}


def test_a_share_that_changes_nothing_is_not_listed():
    steps = {
        "begin": {"kind": "start", "next": "apply"},
        "apply": {"by": "customer", "effort": {"fill": "10m"}, "next": "check"},
        "check": {"by": "desk", "next": [_flow("file", guess(0.5)), _flow("done", 0.5)]},
        "file": {"by": "desk", "next": "done"},
        "done": {"kind": "end"},
    }
    assert drivers(steps) == {}


def test_a_group_that_is_everybody_has_no_share_to_change():
    assert drivers(loop(0.5, 0.5), groups={"all": {"share": guess(1), "effort": {"fill": 3}}}) == {}


def test_an_assumed_time_at_a_step_that_no_case_comes_to_moves_nothing():
    steps = loop(0.5, 0.5)
    steps["lost"] = {"by": "customer", "effort": {"fill": guess("10m")}, "next": "done"}
    assert drivers(steps) == {}


def test_a_group_and_its_flows_are_called_by_their_names():
    groups = {"g": {"name": "who need help", "share": guess(0.5), "effort": {"fill": 2}}}
    groups["g"]["flows"] = {"check>apply": guess(0.5), "check>done": 0.5}
    names = [driver.what for driver in drivers(loop(0.2, 0.8), groups=groups).values()]
    assert "the share of customers in the group 'who need help'" in names
    assert "the share of cases that go from 'check' to 'apply' in the group 'who need help'" in names

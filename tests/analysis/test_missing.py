"""What is missing: each question weighed by hand on a small procedure."""

from __future__ import annotations

from itertools import pairwise

import pytest

from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.missing import missing, wording
from frictionaudit.results.question import Question
from tests.building import random_steps, subject

KNOWN = {"volume": "100 per year"}
DONE = {"kind": "end"}


def asked(steps, **more) -> dict[str, Question]:
    """The questions by id, in their order, without what can go wrong."""
    of = subject(steps, **{**KNOWN, **more})
    questions = missing(of, Measures(of))
    return {question.id: question for question in questions if not question.id.endswith(".disruptions")}


def line(**steps):
    """Steps one after the other, from a start to an end."""
    names = ["begin", *steps, "done"]
    whole = {"begin": {"kind": "start"}, **steps, "done": {"kind": "end"}}
    for name, after in pairwise(names):
        whole[name] = {"next": after, **whole[name]}
    return whole


CUSTOMER = {"by": "customer", "wait": "none"}
DESK = {"by": "desk", "wait": "none"}


def test_where_nothing_is_missing_nothing_is_asked():
    steps = line(apply={**CUSTOMER, "effort": {"fill": "5m"}}, check={**DESK, "effort": {"work": "5m"}})
    assert asked(steps) == {}


def test_a_step_visited_twice_as_often_ranks_above():
    steps = line(
        pay={**DESK, "next": [{"to": "check", "share": 1}]},
        check={**DESK, "next": [{"to": "check", "id": "again", "share": 0.5}, {"to": "done", "share": 0.5}]},
    )
    found = asked(steps)
    assert list(found) == ["steps.check.effort.work", "steps.pay.effort.work"]
    # 1 visit and 2, each of 1 to 30 minutes; the total with 15.5 for each is 46.5
    assert found["steps.check.effort.work"].weight == pytest.approx(2 * 29 / 46.5)
    assert found["steps.pay.effort.work"].weight == pytest.approx(29 / 46.5)


def test_the_spread_is_that_of_the_efforts_known_on_the_side():
    steps = line(
        a={**DESK, "effort": {"work": "2m"}},
        b={**DESK, "effort": {"work": "10m"}},
        c=DESK,
        d={**CUSTOMER, "effort": {"fill": "300m"}},
    )
    assert asked(steps)["steps.c.effort.work"].weight == pytest.approx((10 - 2) / (2 + 10 + 6))


def test_a_share_at_the_head_ranks_above_one_at_the_tail():
    work = {**DESK, "effort": {"work": "10m"}}
    steps = {
        "begin": {"kind": "start", "next": "head"},
        "head": {**work, "next": ["long", "done"]},
        "long": {**work, "next": "tail"},
        "tail": {**work, "next": ["last", "done"]},
        "last": {**work, "next": "done"},
        "done": DONE,
    }
    found = asked(steps)
    assert [id.split(".")[1] for id in found] == ["head", "tail"]
    # evenly: 10 + ½ (20 + ½ · 10) = 22.5; 'long' with 5 % or 95 % is 25 minutes × 0.9
    assert found["steps.head.next.done.share"].weight == pytest.approx(0.9 * 25 / 22.5)
    assert found["steps.tail.next.done.share"].weight == pytest.approx(0.9 * 5 / 22.5)


def test_of_a_decision_one_way_takes_the_rest_and_is_not_asked():
    work = {**DESK, "effort": {"work": "10m"}, "next": "done"}
    steps = {"begin": {"kind": "start", "next": ["a", "b", "done"]}, "a": work, "b": work, "done": DONE}
    assert len(asked(steps)) == 2
    steps["begin"]["next"] = [{"to": "a", "share": 0.5}, "b", "done"]
    assert list(asked(steps)) == ["steps.begin.next.b.share"]
    steps["begin"]["next"] = [{"to": "a", "share": 0.5}, {"to": "b", "share": 0.2}, "done"]
    assert asked(steps) == {}


def test_a_share_decides_only_over_what_the_others_leave():
    work = {**DESK, "effort": {"work": "10m"}, "next": "done"}
    steps = {"begin": {"kind": "start", "next": [{"to": "a", "share": 0.5}, "b", "done"]}, "a": work, "b": work}
    # a half of 10 minutes and a quarter; 'b' with 5 % or 95 % of the other half
    assert asked({**steps, "done": DONE})["steps.begin.next.b.share"].weight == pytest.approx(0.45 * 10 / 7.5)


def test_every_share_of_an_inclusive_gateway_is_asked():
    work = {**DESK, "effort": {"work": "10m"}, "next": "both"}
    steps = {
        "begin": {"kind": "start", "next": "which"},
        "which": {"kind": "inclusive", "next": ["a", "b"]},
        "a": work,
        "b": work,
        "both": {"kind": "inclusive", "next": "done"},
        "done": DONE,
    }
    assert set(asked(steps)) == {"steps.which.next.a.share", "steps.which.next.b.share"}


def test_a_parallel_gateway_has_no_shares_to_ask_about():
    work = {**DESK, "effort": {"work": "10m"}, "next": "both"}
    steps = {
        "begin": {"kind": "start", "next": "fork"},
        "fork": {"kind": "parallel", "next": ["a", "b"]},
        "a": work,
        "b": work,
        "both": {"kind": "parallel", "next": "done"},
        "done": DONE,
    }
    assert asked(steps) == {}


def test_a_wait_is_asked_where_a_case_comes_from_other_hands():
    steps = line(
        apply={**CUSTOMER, "effort": {"fill": "5m"}},
        check={"by": "desk", "effort": {"work": "5m"}},
        note={"by": "desk", "effort": {"work": "5m"}},
        test={"by": "lab"},
        answer={"by": "customer", "effort": {"fill": "5m"}},
    )
    found = asked(steps)
    assert set(found) == {"steps.check.wait.queue", "steps.test.wait.third", "steps.answer.wait.customer"}
    assert found["steps.check.wait.queue"].weight == pytest.approx(2 / 3)  # none to 5 days each, the middle in the sum


def test_the_volume_moves_every_yearly_total_whole():
    steps = line(apply={**CUSTOMER, "effort": {"fill": "5m"}}, check={**DESK, "effort": {"work": "5m"}})
    assert {id: q.weight for id, q in asked(steps, volume=None).items()} == {"volume": 3.0}
    only = line(apply={**CUSTOMER, "effort": {"fill": "5m"}})
    assert {id: q.weight for id, q in asked(only, volume=None).items()} == {"volume": 1.0}


def test_a_party_that_works_needs_a_wage_and_one_that_does_not_needs_none():
    parties = {"customer": {"side": "customer"}, "desk": {"side": "frontstage"}, "idle": {"side": "backstage"}}
    steps = line(apply={**CUSTOMER, "effort": {"fill": "5m"}}, check={**DESK, "effort": {"work": "5m"}})
    assert set(asked(steps, parties=parties)) == {"parties.desk.cost"}


def test_a_form_is_asked_about_as_often_as_it_is_filled_in():
    forms = {"one": {"name": "Form one"}, "two": {"fields": [{"data": "a"}]}, "three": {"fields": []}}
    steps = line(apply={**CUSTOMER, "effort": {"fill": "5m"}, "asks": ["one", "two", "three"]})
    found = asked(steps, forms=forms)
    assert set(found) == {"forms.one.fields"}
    assert found["forms.one.fields"].weight == pytest.approx(19 / (1 + 10.5))


def test_a_step_that_names_nobody_is_asked_who_does_it():
    found = asked(line(work={"name": "Do it"}))
    assert list(found) == ["steps.work.by"]
    assert found["steps.work.by"].ask == "Who does 'Do it'?"
    assert "customer, desk, lab, office" in found["steps.work.by"].expected


@pytest.mark.parametrize(
    ("effort", "questions"),
    [
        ({"value": "5m..60m", "assumed": "a guess"}, ["steps.check.effort.work"]),
        ({"value": "5m..9m", "assumed": "a guess"}, []),
        ({"value": "30m", "assumed": "a guess"}, []),
        ("5m..60m", []),
    ],
)
def test_a_wide_range_is_asked_about_only_where_it_is_assumed(effort, questions):
    assert list(asked(line(check={**DESK, "effort": {"work": effort}}))) == questions


def test_half_the_width_of_an_assumed_range_counts():
    guess = {"value": "10m..50m", "assumed": "a guess"}
    found = asked(line(check={**DESK, "effort": {"work": guess}}, note={**DESK, "effort": {"work": "10m"}}))
    assert found["steps.check.effort.work"].weight == pytest.approx(20 / 40)


def test_an_assumed_wait_is_asked_about():
    guess = {"value": "1 day..9 days", "assumed": "a guess"}
    found = asked(line(check={"by": "desk", "effort": {"work": "5m"}, "wait": {"batch": guess}}))
    assert found["steps.check.wait.batch"].weight == pytest.approx(4 / 5)


def test_groups_weigh_by_their_factor_and_keep_their_own_shares():
    base = line(apply=CUSTOMER, more={**CUSTOMER, "effort": {"fill": "10m"}})
    slow = {"slow": {"share": 0.5, "effort": {"all": 3}}}
    # 15.5 and 10 minutes, for one half of the cases three times as long
    assert asked(base, groups=slow)["steps.apply.effort.fill"].weight == pytest.approx(2 * 29 / (2 * 25.5))
    steps = {
        "begin": {"kind": "start", "next": ["a", "done"]},
        "a": {**DESK, "effort": {"work": "10m"}, "next": "done"},
    }
    steps["done"] = DONE
    alone = asked(steps)["steps.begin.next.a.share"].weight
    sure = {"sure": {"share": 0.5, "flows": {"begin>a": 0.5, "begin>done": 0.5}}}
    assert asked(steps, groups=sure)["steps.begin.next.a.share"].weight == pytest.approx(alone / 2)


def test_steps_that_no_case_comes_to_are_not_asked_about():
    steps = line(apply={**CUSTOMER, "effort": {"fill": "5m"}})
    assert asked({**steps, "lost": {"by": "desk", "next": "done"}}) == {}


@pytest.mark.parametrize(
    "steps",
    [
        {},
        {"a": {"by": "desk", "next": "a"}},
        {"begin": {"kind": "start", "next": "a"}, "a": {"by": "desk", "next": "b"}, "b": {"next": ["a", "b"]}},
        {"begin": {"kind": "start"}},
        {"a": {"by": "desk"}, "b": {"by": "customer"}},
    ],
    ids=["no steps", "no start", "an endless loop", "nothing but a start", "two starts"],
)
def test_a_broken_procedure_is_asked_about_all_the_same(steps):
    found = asked(steps, volume=None)
    assert all(0 < question.weight < float("inf") for question in found.values())


def test_questions_are_the_same_in_whatever_order_the_page_stands():
    steps = line(apply=CUSTOMER, check=DESK, note=DESK)
    assert list(asked(steps)) == list(asked(dict(reversed(steps.items()))))


def test_a_large_drawing_asks_about_its_most_visited_shares_only():
    steps = random_steps(3, 300, back=0.9)
    for step in steps.values():
        for way in step["next"] if isinstance(step.get("next"), list) else ():
            way.pop("share", None)
    assert 0 < sum(id.endswith(".share") for id in asked(steps)) <= 50


def test_a_long_name_is_cut():
    found = asked(line(work={"by": "desk", "wait": "none", "name": "x" * 100_000 + "\n"}))
    assert len(found["steps.work.effort.work"].ask) < 200


def test_a_gateway_without_a_name_is_described_by_the_steps_before_and_after_it():
    work = {**DESK, "effort": {"work": "10m"}}
    steps = {
        "begin": {"kind": "start", "next": "check"},
        "check": {**work, "name": "Check it", "next": "which"},
        "which": {"kind": "exclusive", "next": ["g", "refuse"]},
        "g": {"kind": "exclusive", "next": "grant"},
        "grant": {**work, "name": "Grant it", "next": "done"},
        "refuse": {**work, "name": "Refuse it", "next": "which"},
        "done": DONE,
    }
    (question,) = asked(steps).values()
    assert question.ask == (
        "Of the cases after 'Check it' or 'Refuse it', what share goes on to 'Grant it', not to 'Refuse it'?"
    )


def failures_asked(**steps) -> list[tuple[str, str]]:
    of = subject(line(**steps), **KNOWN)
    return [(q.id, q.ask) for q in missing(of, Measures(of)) if q.id.endswith(".disruptions")]


def test_what_can_go_wrong_is_asked_at_our_step_with_the_most_work():
    steps = {"look": {**DESK, "effort": {"work": "5m"}}, "mend": {**DESK, "name": "Mend it", "effort": {"work": "9m"}}}
    ask = "What can go wrong at 'Mend it', how often, and who puts it right?"
    assert failures_asked(**steps) == [("steps.mend.disruptions", ask)]


def test_what_can_go_wrong_is_not_asked_where_a_step_says_it_or_says_that_nothing_can():
    mend = {**DESK, "effort": {"work": "9m"}}
    for disruptions in ([], [{"what": "the part does not fit"}]):
        assert failures_asked(mend={**mend, "disruptions": disruptions}) == []


def test_what_can_go_wrong_is_not_asked_where_none_of_us_works():
    assert failures_asked(apply={**CUSTOMER, "effort": {"fill": "5m"}}) == []


def test_a_wait_before_a_task_ends_with_its_beginning_and_a_wait_for_an_event_with_the_event():
    steps = {
        "s": {"kind": "start", "next": "answer"},
        "answer": {"kind": "event", "name": "Answer arrives", "next": "check"},
        "check": {"name": "Check it", "next": "e"},
        "e": {"kind": "end"},
    }
    graph = subject(steps).graph
    asked = [wording.wait(graph, step, "customer", {}).ask for step in ("answer", "check")]
    assert asked == [
        "How long does a case wait for the customer until 'Answer arrives' happens?",
        "How long does a case wait for the customer before 'Check it'?",
    ]

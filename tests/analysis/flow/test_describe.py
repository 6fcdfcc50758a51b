"""Steps without a name are described by their neighbours."""

from __future__ import annotations

from typing import Any

from frictionaudit.analysis.flow.describe import describe, describe_all
from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.domain.procedure import Procedure


def graph(**steps: Any) -> FrictionGraph:
    return FrictionGraph(Procedure.model_validate({"id": "p", "title": "P", "steps": steps}))


CHAIN = graph(
    wish={"kind": "start", "next": "check"},
    check={"name": "Check the\n form", "next": "t1"},
    t1={"next": "t2"},
    t2={"next": "done"},
    done={"kind": "end"},
)


def test_a_name_is_quoted_on_one_line():
    assert describe(CHAIN, "check") == "'Check the form'"


def test_an_unnamed_step_is_placed_after_the_nearest_named_one_and_a_start_before_it():
    assert describe(CHAIN, "t1") == "the unnamed task after 'Check the form'"
    assert describe(CHAIN, "t2") == "the second unnamed task after 'Check the form'"
    assert describe(CHAIN, "done") == "the unnamed end after 'Check the form'"
    assert describe(CHAIN, "wish") == "the unnamed start before 'Check the form'"


def test_a_split_stands_after_a_step_and_a_join_before_one_or_after_its_branches():
    found = graph(
        check={"name": "Check", "next": "split"},
        split={"kind": "parallel", "next": ["a", "b"]},
        a={"name": "Ask the bank", "next": "join"},
        b={"name": "Ask the shop", "next": "join"},
        join={"kind": "parallel", "next": "e"},
        e={"kind": "end"},
    )
    assert describe(found, "split") == "the parallel gateway after 'Check'"
    assert describe(found, "join") == "the parallel gateway after 'Ask the bank' and 'Ask the shop'"


def test_ids_are_used_only_where_no_step_nearby_has_a_name():
    sketch = graph(s={"kind": "start", "next": "which"}, which={"kind": "exclusive", "next": ["a", "b"]}, a={}, b={})
    assert [describe(sketch, step) for step in ("a", "which")] == ["'a'", "the exclusive gateway after 's'"]


def test_of_many_steps_three_are_shown():
    assert describe_all(CHAIN, ["check"] * 7) == "'Check the form', 'Check the form', 'Check the form' and 4 more"


def test_what_a_reader_put_in_is_no_gateway_and_no_event():
    found = graph(
        wish={"kind": "start", "name": "Wish", "next": "split"},
        split={"kind": "parallel", "implied": True, "next": ["a", "b"]},
        a={"name": "Ask the bank", "next": "out"},
        b={"name": "Ask the shop", "next": "out"},
        out={"kind": "parallel", "implied": True, "next": "over"},
        over={"kind": "event", "implied": True, "next": "e"},
        e={"kind": "end"},
    )
    assert describe(found, "split") == "the branching after 'Wish'"
    assert describe(found, "out") == "the meeting point after 'Ask the bank' and 'Ask the shop'"
    assert describe(found, "over") == "the point after 'Ask the bank'"


def test_what_may_happen_during_a_step_stands_before_that_step():
    def meanwhile(*to):
        return {"kind": "inclusive", "implied": True, "next": [{"to": to[0], "share": 1}, *({"to": t} for t in to[1:])]}

    found = graph(
        wish={"kind": "start", "name": "Wish", "next": "outer"},
        outer=meanwhile("inner", "late"),
        inner=meanwhile("work", "write"),
        late={"name": "It is late"},
        write={"name": "Customer writes"},
        work={"name": "Long work"},
    )
    assert describe(found, "outer") == describe(found, "inner") == "the branching before 'Long work'"
    circle = graph(one=meanwhile("two", "x"), two=meanwhile("one", "x"), x={})
    assert describe(circle, "one") == "'one'"

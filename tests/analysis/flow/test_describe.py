"""Steps without a name are described by their neighbours."""

from __future__ import annotations

from typing import Any

from frictionaudit.analysis.flow.describe import describe, describe_all, how_often
from frictionaudit.analysis.flow.graph import FrictionGraph
from frictionaudit.domain.procedure import Procedure


def graph(**steps: Any) -> FrictionGraph:
    return FrictionGraph(
        Procedure.model_validate({"id": "p", "title": "P", "parties": {"c": {"side": "customer"}}, "steps": steps})
    )


def drawn(**steps: Any) -> FrictionGraph:
    return FrictionGraph(graph(**steps).procedure.model_copy(update={"drawn": {"drawn_pools": 1}}))


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


def test_a_gateway_that_nobody_drew_is_told_by_the_step_at_which_it_was_added():
    graph = drawn(
        s={"kind": "start", "next": "a"},
        a={"name": "Register claim", "next": "during"},
        during={
            "kind": "inclusive",
            "implied": True,
            "next": [{"to": "late"}, {"to": "inspect", "share": 1}],
        },
        inspect={"name": "Inspect damage", "next": "both"},
        both={"kind": "parallel", "implied": True, "next": ["b", "c"]},
        late={"kind": "event", "name": "14 days", "next": "b"},
        b={"name": "Remind", "next": "meets"},
        c={"name": "Pay", "next": "meets"},
        meets={"kind": "parallel", "implied": True, "next": "d"},
        d={"name": "Close", "next": "e"},
        e={"kind": "end"},
    )
    told = [describe(graph, step) for step in ("during", "both", "meets")]
    assert told == ["'Inspect damage'", "'Inspect damage'", "'Close'"]


def test_what_is_unknown_of_an_event_at_a_step_is_how_often_it_happens_then():
    graph = drawn(
        s={"kind": "start", "next": "a"},
        a={"name": "Inspect", "next": ["late", "fault", "d"]},
        late={"kind": "event", "name": "14 days", "next": "d"},
        fault={"kind": "event", "name": "No access", "next": "d"},
        d={"name": "Decide", "next": ["e", "f"]},
        e={"kind": "end"},
        f={"kind": "end"},
    )
    assert how_often(graph, "a") == "how often 'No access' and '14 days' happen during 'Inspect'"
    assert how_often(graph, "d") == ""
    on_a_page = FrictionGraph(graph.procedure.model_copy(update={"drawn": {}}))
    assert how_often(on_a_page, "a") == ""


def test_an_unnamed_event_at_a_step_is_told_by_that_step_and_not_by_what_comes_before():
    graph = drawn(
        s={"kind": "start", "next": "a"},
        a={"name": "Nobody home", "next": "choose"},
        choose={"name": "Choose a date", "next": ["late", "d"]},
        late={"kind": "event", "next": "d"},
        d={"name": "Visit", "next": "e"},
        e={"kind": "end"},
    )
    assert describe(graph, "late") == "the unnamed event at 'Choose a date'"
    assert how_often(graph, "choose") == "how often the unnamed event at 'Choose a date' happens"


def test_an_event_that_may_happen_at_any_time_is_not_told_by_the_start():
    graph = drawn(
        s={"name": "Claim reported", "kind": "start", "next": "ways"},
        ways={"kind": "exclusive", "implied": True, "next": ["register", "withdrawn"]},
        withdrawn={"kind": "event", "name": "Withdrawal received", "receives_from": ["c"], "next": "e"},
        register={"name": "Register claim", "next": "e"},
        e={"kind": "end"},
    )
    assert how_often(graph, "ways") == "how often 'Withdrawal received' happens"


TIMER = {"kind": "event", "note": "timer event; deadline: 3 days", "next": "e"}


def test_an_unnamed_event_of_a_drawing_is_told_by_its_sign():
    steps = {"s": {"kind": "start", "name": "Order", "next": "t"}, "t": TIMER, "e": {"kind": "end"}}
    assert describe(drawn(**steps), "t") == "the unnamed timer event after 'Order'"
    assert describe(graph(**steps), "t") == "the unnamed event after 'Order'"


def test_the_sign_of_a_start_and_the_edge_of_a_sub_process_are_told_too():
    start = drawn(s={"kind": "start", "note": "message event", "next": "e"}, e={"kind": "end"})
    assert describe(start, "s") == "an unnamed message start"
    edge = drawn(s={"kind": "start", "next": "i"}, i={"kind": "event", "note": "start of a sub-process"})
    assert describe(edge, "i") == "an unnamed start of a sub-process"
    task = drawn(s={"kind": "start", "next": "t"}, t={"note": "talk about the event"})
    assert describe(task, "t") == "an unnamed task"


def test_steps_that_cannot_be_told_apart_are_counted():
    several = drawn(
        a={"kind": "start", "next": "t"}, b={"kind": "start", "next": "t"}, t={"next": "e"}, e={"kind": "end"}
    )
    assert describe_all(several, ["a", "b"]) == "2 unnamed starts"
    assert describe_all(several, ["a", "t", "b"]) == "2 unnamed starts and an unnamed task"
    assert describe_all(several, ["a", "t"]) == "an unnamed start and an unnamed task"

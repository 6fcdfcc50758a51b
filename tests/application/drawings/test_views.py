"""What each view shows: folded waits for customers, moved and changed steps, and shares only where they are known."""

from __future__ import annotations

from frictionaudit.application.drawings.draw import DrawOptions, draw
from frictionaudit.application.drawings.order import flow_order
from tests.building import procedure

STEPS = {
    "s": {"kind": "start", "next": "ask"},
    "ask": {"by": "customer", "next": "look"},
    "look": {"by": "desk", "wait": {"queue": "2 days"}, "next": [
        {"to": "tell", "share": 0.7, "when": "fine"}, {"to": "dig", "share": 0.3}]},
    "dig": {"by": "office", "wait": {"queue": "3 days"}, "next": "tell"},
    "tell": {"by": "desk", "tells": {"result": True}, "next": "e"},
    "e": {"kind": "end"},
}  # fmt: skip


def view(steps, name, **more):
    return draw(procedure(steps), DrawOptions(name, effort=0, **more))


def test_what_goes_on_inside_is_folded_into_the_customers_wait():
    drawing = view(STEPS, "customer")
    assert [box.id for box in drawing.boxes] == ["s", "ask", "tell", "e"]
    (wait,) = [line.text for line in drawing.lines if line.source == "ask"]
    assert wait == "wait 2 to 5 days"
    assert drawing.left_out == ("2 steps that the customer does not see",)


def test_a_start_and_an_end_without_a_name_are_called_start_and_end_and_a_task_by_its_neighbour():
    steps = {"s": {"kind": "start", "next": "a"}, "a": {"name": "Ask", "by": "customer", "next": "step-2"}}
    steps |= {"step-2": {"by": "desk", "next": "e"}, "e": {"kind": "end"}}
    names = {box.id: box.name for box in view(steps, "staff").boxes}
    assert names == {"s": "Start", "a": "Ask", "step-2": "The unnamed task after 'Ask'", "e": "End"}


def test_the_customers_view_speaks_to_the_customer():
    steps = {**STEPS, "ask": {**STEPS["ask"], "name": "rings the line"}}
    assert "Ring the line" in [box.name for box in view(steps, "customer").boxes]
    assert "rings the line" in [box.name for box in view(steps, "staff").boxes]


def test_a_wait_of_unknown_length_is_said_and_not_left_out():
    steps = {**STEPS, "look": {**STEPS["look"], "wait": {"unknown": ["third"]}}}
    (text,) = [line.text for line in view(steps, "customer").lines if line.source == "ask"]
    assert text == "wait unknown"


def test_a_step_of_another_party_has_moved_and_one_with_another_time_has_changed():
    after = {**STEPS, "dig": {**STEPS["dig"], "by": "desk"}, "ask": {**STEPS["ask"], "effort": {"fill": "2m"}}}
    drawing = view(after, "difference", before=procedure(STEPS))
    kinds = {box.id: box.difference for box in drawing.boxes if box.difference}
    assert kinds == {"dig": "moved", "ask": "changed"}


def test_two_equal_versions_say_that_they_do_not_differ():
    drawing = view(STEPS, "difference", before=procedure(STEPS))
    assert drawing.key[0].rows == ("The two versions do not differ.",)


def test_the_width_of_an_arrow_is_how_often_a_case_takes_it():
    shares = {(line.source, line.target): line.share for line in view(STEPS, "shares").lines}
    assert shares["look", "tell"] == 0.7
    assert shares["s", "ask"] == 1


def test_the_main_route_comes_first_and_steps_that_no_start_reaches_last():
    order = flow_order(["x", "a", "b", "c"], {"x": [], "a": ["b", "c"], "b": [], "c": ["a"]}, ["a"])
    assert order == ("a", "b", "c", "x")


def test_an_expression_of_an_engine_is_no_condition_for_a_reader():
    ways = [{"to": "e", "when": "${resellable}", "share": 0.4}, {"to": "tell", "when": "it is fine", "share": 0.6}]
    for name, expected in (("staff", {"40 %", "it is fine · 60 %"}), ("customer", {"40 %", "it is fine · 60 %"})):
        steps = {**STEPS, "ask": {"by": "customer", "next": ways}}
        assert {line.text for line in view(steps, name).lines if line.source == "ask"} == expected


def test_an_event_shows_by_its_symbol_what_it_is_about():
    parties = {"customer": {"side": "customer"}, "desk": {"side": "frontstage"}}
    signs = {
        "received": {"receives_from": ["customer"]},
        "sent": {"sends_to": ["customer"]},
        "time": {"wait": {"batch": "3 days"}},
        "system": {"systems": ["CRM"]},
        None: {},
    }
    for sign, about in signs.items():
        steps = {"s": {"kind": "start", "next": "a"}, "a": {"kind": "event", "by": "desk", "next": "e", **about}}
        drawing = draw(procedure({**steps, "e": {"kind": "end"}}, parties=parties), DrawOptions("staff", effort=0))
        assert [box.sign for box in drawing.boxes] == [None, sign, None]


PARTLY = {
    "s": {"kind": "start", "by": "customer", "next": "ask"},
    "ask": {"by": "customer", "next": "order"},
    "order": {"name": "Order the part", "next": "fits"},
    "fits": {"kind": "exclusive", "next": [{"to": "fit", "when": "yes"}, {"to": "e", "when": "no"}]},
    "fit": {"by": "desk", "next": "e"},
    "e": {"kind": "end"},
}


def test_a_task_that_nobody_is_named_for_stands_in_nobodys_lane():
    drawing = view(PARTLY, "staff")
    lane = {box.id: box.lane for box in drawing.boxes}
    assert lane["order"] not in ("customer", "desk")
    assert [(one.name, one.side) for one in drawing.lanes][-1] == ("Nobody named", "")
    (order,) = [box for box in drawing.boxes if box.id == "order"]
    assert "Nobody is named for it" in order.words


def test_what_a_system_of_nobody_does_is_not_the_customers():
    paid = {"name": "Pay the refund", "kind": "event", "systems": ["ledger"], "next": "fits"}
    lane = {box.id: box.lane for box in view({**PARTLY, "order": paid}, "staff").boxes}
    assert lane["order"] not in ("customer", "desk")
    named = {box.id: box.lane for box in view({**PARTLY, "order": {**paid, "by": "desk"}}, "staff").boxes}
    assert named["order"] == "desk"


def test_a_gateway_and_an_end_of_nobody_stand_beside_their_neighbour():
    lane = {box.id: box.lane for box in view(PARTLY, "staff").boxes}
    assert lane["fits"] == lane["order"]
    named = {**PARTLY, "order": {"by": "desk", "next": "fits"}}
    drawing = view(named, "staff")
    assert {box.id: box.lane for box in drawing.boxes}["fits"] == "desk"
    assert "Nobody named" not in [one.name for one in drawing.lanes]

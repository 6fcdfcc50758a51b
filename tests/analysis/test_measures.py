"""Measures counted by hand on procedures small enough for that."""

from __future__ import annotations

import pytest

from frictionaudit.analysis.flow.ping_pong import returns_to_sender
from frictionaudit.analysis.measures import CATALOGUE, Measures
from tests.building import PARTIES, measures, procedure, random_steps, subject

CHECKED = {
    "s": {"kind": "start", "next": "apply"},
    "apply": {
        "by": "customer",
        "channel": "web",
        "asks": ["form", "paper"],
        "effort": {"understand": "10m", "fill": "5m..15m"},
        "next": "check",
    },
    "check": {
        "by": "desk",
        "effort": {"work": "6m", "search": "2m"},
        "wait": {"queue": "1 working day"},
        "next": [{"to": "again", "share": 0.2}, {"to": "approve", "share": 0.8}],
    },
    "again": {
        "by": "customer",
        "channel": "phone",
        "asks": ["paper"],
        "effort": {"gather": "20m"},
        "wait": {"customer": "2 days"},
        "next": "check",
    },
    "approve": {
        "by": "office",
        "control": "approval",
        "effort": {"work": "4m"},
        "wait": "none",
        "tells": {"result": True},
        "next": "e",
    },
    "e": {"kind": "end", "outcome": "favourable"},
}
PAPERS = {
    "forms": {"form": {"fields": [{"data": "name", "known": True}, {"data": "date", "required": False}]}},
    "documents": {"paper": {"issued_by": "office", "proof": "original"}},
}
ROUNDS = 1 / 0.8  # visits of check: 1.25, of again: 0.25


@pytest.fixture
def m() -> Measures:
    return measures(CHECKED, **PAPERS, volume="1000 per year")


@pytest.mark.parametrize(
    ("key", "by_hand"),
    [
        ("customer_steps", 1 + 0.25),
        ("staff_steps", 1.25 + 1),
        ("forms", 1),
        ("fields", 2),
        ("required_fields", 1),
        ("distinct_fields", 2),
        ("documents", 1 + 0.25),
        ("originals", 1 + 0.25),
        ("known_data_ratio", 1 / 2),
        ("redundancy", 0),
        ("contacts", 1 + 0.25 + 0.25),  # apply>check, check>again, again>check
        ("channel_switches", 0.2),  # once from the web to the telephone; from call to call is none
        ("visits_in_person", 0),
        ("handoffs", 1),
        ("unit_handoffs", 1),
        ("customer_courier", 1 + 0.25),  # the office's paper goes to the desk, each time
        ("approvals", 1),
        ("send_backs", 0.25),
        ("rework", 0.25 + 0.05),  # check 1.25 − 1, again 0.25 − 0.2
        ("rework_inflation", 3.5 / 3.2),
        ("rolled_yield", 0.8),
        ("understand", 10),
        ("fill", 10),
        ("gather", 0.25 * 20),
        ("customer_minutes", 10 + 10 + 5),
        ("staff_minutes", 1.25 * 8 + 4),
        ("staff_cost", 1.25 * 8 / 60 * 30 + 4 / 60 * 60),
        ("wait_ours", 1.25 * 1440 * 7 / 5),
        ("wait_customer", 0.25 * 2880),
        ("wait_third", 0),
        ("lead_time", 25 + 14 + 1.25 * 2016 + 720),
        ("shortest_customer_steps", 1),
        ("customer_hours_year", 25 / 60 * 1000),
        ("nodes", 6),
        ("arcs", 6),
        ("cnc", 1),
        ("cfc", 2),
        ("density", 6 / 30),
        ("cyclicity", 2 / 6),
        ("mismatch", 0),  # check splits in two and joins two
        ("diameter", 4),  # s, apply, (check, again), approve, e
        ("agd", 4),
        ("sequentiality", 2 / 6),  # s>apply, approve>e
    ],
)
def test_a_measure_equals_the_count_by_hand(m, key, by_hand):
    assert m[key].value == pytest.approx(by_hand)


def test_the_longest_silence_runs_from_the_last_thing_the_customer_did_to_the_next_message(m):
    # check waits a working day (2016 min on average), works 8 min a round; approve tells
    assert m["silent_time"].value == pytest.approx(2016 + 8)


def test_what_says_nothing_is_unknown_not_zero():
    m = measures(
        {
            "s": {"kind": "start", "next": "a"},
            "a": {"by": "customer", "effort": {"fill": "5m"}, "next": "b"},
            "b": {"by": "customer", "next": "e"},
            "e": {"kind": "end"},
        }
    )
    assert m["customer_minutes"].value == 5
    assert m["customer_minutes"].evidence.bound == "at least"
    assert m["customer_minutes"].evidence.unknown == ("b",)


def test_nothing_known_at_all_gives_no_number():
    m = measures({"s": {"kind": "start", "next": "a"}, "a": {"by": "customer", "next": "e"}, "e": {"kind": "end"}})
    assert m["customer_minutes"].value is None
    assert m["customer_minutes"].evidence.kind == "unknown"
    assert m["customer_cost"].value is None


def test_stated_none_is_zero():
    m = measures(
        {"s": {"kind": "start", "next": "a"}, "a": {"by": "customer", "effort": "none", "fees": "none", "next": "e"}}
        | {"e": {"kind": "end"}}
    )
    assert m["customer_minutes"].value == 0
    assert m["customer_cost"].value == 0
    assert m["customer_cost"].evidence.bound == "exact"


def test_an_assumed_number_marks_the_measure():
    steps = dict(CHECKED)
    steps["approve"] = {**CHECKED["approve"], "effort": {"work": {"value": "4m", "assumed": "a guess"}}}
    m = measures(steps, **PAPERS)
    assert m["staff_minutes"].evidence.kind == "assumed"
    assert m["staff_minutes"].evidence.assumed == ("a guess",)
    assert m["customer_minutes"].evidence.kind == "stated"


def test_a_measure_is_measured_only_where_all_its_numbers_are():
    counted = {"n": 200, "period": "2025", "source": "clock"}
    steps = {
        "s": {"kind": "start", "next": "a"},
        "a": {"by": "desk", "effort": {"work": {"value": "5m", "measured": counted}}, "next": "b"},
        "b": {"by": "desk", "effort": {"work": {"value": "5m", "measured": counted}}, "next": "e"},
        "e": {"kind": "end"},
    }
    assert measures(steps)["staff_minutes"].evidence.kind == "measured"
    steps["b"]["effort"] = {"work": "5m"}
    assert measures(steps)["staff_minutes"].evidence.kind == "stated"


def test_an_endless_loop_makes_sums_unknown_with_a_reason():
    m = measures(
        {"s": {"kind": "start", "next": "a"}, "a": {"by": "desk", "next": "b"}, "b": {"by": "desk", "next": "a"}}
    )
    assert m["staff_steps"].value is None
    assert "no case leaves" in m["staff_steps"].evidence.note


def test_gateways_between_two_people_do_not_hide_the_hand_off():
    m = measures(
        {
            "s": {"kind": "start", "next": "a"},
            "a": {"by": "desk", "next": "x"},
            "x": {"kind": "exclusive", "next": [{"to": "b", "share": 0.5}, {"to": "c", "share": 0.5}]},
            "b": {"by": "office", "next": "e"},
            "c": {"by": "desk", "next": "e"},
            "e": {"kind": "end"},
        }
    )
    assert m["handoffs"].value == 0.5


def test_flows_that_meet_in_somebodys_lane_are_no_contact_and_a_decision_there_is_one():
    def counted(**gateway):
        steps = {
            "s": {"kind": "start", "next": "a"},
            "a": {"by": "desk", "next": "x"},
            "x": {"kind": "exclusive", "by": "customer", **gateway},
            "b": {"by": "office", "next": "e"},
            "e": {"kind": "end"},
        }
        m = measures(steps)
        return m["contacts"].value, m["handoffs"].value

    assert counted(next="b") == (0.0, 1.0)
    assert counted(next=[{"to": "b", "share": 0.5}, {"to": "e", "share": 0.5}]) == (1.5, 0.0)


def test_a_gateway_or_an_event_drawn_in_another_lane_is_no_hand_off_there_and_back():
    def counted(**middle):
        steps = {
            "s": {"kind": "start", "next": "o"},
            "o": {"by": "office", "next": "a"},
            "a": {"by": "desk", "next": "x"},
            "x": {"by": "office", **middle},
            "b": {"by": "desk", "next": "e"},
            "c": {"by": "desk", "next": "e"},
            "e": {"kind": "end"},
        }
        m = measures(steps)
        return m["handoffs"].value, m["ping_pong"].value

    for kind in ("exclusive", "inclusive", "parallel", "event-based"):
        assert counted(kind=kind, next=["b", "c"]) == (1.0, 0.0)
    assert counted(kind="event", next=["b", "c"], wait={"queue": "3d"}) == (1.0, 0.0)
    assert counted(kind="event", next=["b", "c"], tells={"result": "the price"}) == (3.0, 2.0)


def test_two_parties_of_which_one_writes_bring_one_contact_and_two_that_both_write_bring_two():
    def contacts(kind):
        steps = {
            "s": {"kind": "start", "next": "a"},
            "a": {"by": "customer", "next": "b"},
            "b": {"by": "desk", "next": "x"},
            "x": {"kind": kind, "next": ["pay", "refuse"]},
            "pay": {"by": "office", "sends_to": ["customer"], "next": "j"},
            "refuse": {"by": "desk", "sends_to": ["customer"], "next": "j"},
            "j": {"kind": kind, "next": "read"},
            "read": {"kind": "event", "by": "customer", "receives_from": ["office", "desk"], "next": "e"},
            "e": {"kind": "end"},
        }
        return measures(steps)["contacts"].value

    assert contacts("exclusive") == pytest.approx(2.0)
    assert contacts("parallel") == pytest.approx(3.0)


def test_ping_pong_follows_a_stay_through_all_of_its_steps():
    found = returns_to_sender(
        subject(
            {
                "s": {"kind": "start", "next": "a"},
                "a": {"by": "desk", "next": "b"},
                "b": {"by": "office", "next": "c"},
                "c": {"by": "office", "next": [{"to": "d", "share": 0.3}, {"to": "e", "share": 0.7}]},
                "d": {"by": "desk", "next": "e"},
                "e": {"kind": "end"},
            }
        )
    )
    assert found == (("desk", "office", pytest.approx(0.3)),)


def test_groups_are_weighted_and_compared():
    steps = {
        "s": {"kind": "start", "next": "a"},
        "a": {"by": "customer", "effort": {"fill": "10m", "travel": "30m"}, "next": "e"},
        "e": {"kind": "end", "outcome": "favourable"},
    }
    m = measures(steps, groups={"older": {"share": 0.25, "effort": {"fill": 3, "all": 2}}})
    assert m["fill"].value == pytest.approx(0.75 * 10 + 0.25 * 30)
    assert m["customer_minutes"].value == pytest.approx(0.75 * 40 + 0.25 * 90)
    assert m["fairness_gap"].value == pytest.approx(90 / 40)
    assert m["completion_parity"].value == 1


def test_a_visit_in_person_goes_on_until_the_customer_leaves():
    m = measures(
        {
            "s": {"kind": "start", "next": "a"},
            "a": {"by": "customer", "channel": "counter", "next": "desk1"},
            "desk1": {"by": "desk", "next": "b"},
            "b": {"by": "customer", "channel": "counter", "next": "c"},
            "c": {"by": "customer", "channel": "web", "next": "d"},
            "d": {"by": "customer", "channel": "counter", "next": "f"},
            "f": {"by": "customer", "channel": "counter", "effort": {"travel": "20m"}, "next": "e"},
            "e": {"kind": "end"},
        }
    )
    assert m["visits_in_person"].value == 3
    assert m["channel_switches"].value == 2


def test_leaving_is_compared_with_entering():
    from frictionaudit.analysis.flow.subject import Subject

    def page(id, minutes, **more):
        steps = {"s": {"kind": "start", "next": "a"}, "a": {"by": "customer", "effort": {"fill": minutes}, "next": "e"}}
        return procedure({**steps, "e": {"kind": "end"}}, **more).model_copy(update={"id": id})

    entering = Subject(page("join", "5m"))
    leaving = Subject(page("leave", "20m", leaves="join"), portfolio={"join": entering.procedure})
    assert Measures(leaving)["exit_entry_ratio"].value == 4
    assert Measures(entering)["exit_entry_ratio"].value is None


def test_cross_connectivity_of_a_chain_of_tasks_counts_its_pairs():
    m = measures({"s": {"kind": "start", "next": "a"}, "a": {"by": "desk", "next": "e"}, "e": {"kind": "end"}})
    assert m["cross_connectivity"].value == pytest.approx(3 / 6)  # s-a, s-e, a-e, each with weight 1
    assert "cross_connectivity" not in set(m)


def test_every_measure_has_a_page():
    for key, definition in CATALOGUE.items():
        assert len(definition.page) > 10, key


@pytest.mark.parametrize("seed", range(20))
def test_no_measure_fails_on_random_procedures(seed):
    m = measures(random_steps(seed, 30, 0.5))
    for key in CATALOGUE:
        value = m[key].value
        assert value is None or value == value, key
    assert m["distinct_fields"].value <= m["fields"].value + 1e-9


def test_customers_staff_contractors_and_third_parties_each_bear_their_own_minutes():
    parties = {
        "builder": {"side": "backstage", "outside": True, "cost": "60 GBP/h"},
        "notary": {"side": "third"},
    }
    steps = {
        "s": {"kind": "start", "next": "stay"},
        "stay": {"by": "customer", "effort": {"attend": "4h"}, "wait": "none", "next": "repair"},
        "repair": {"by": "builder", "effort": {"work": "30m"}, "wait": "none", "next": "certify"},
        "certify": {"by": "notary", "effort": {"work": "20m"}, "wait": "none", "next": "file"},
        "file": {"by": "desk", "effort": {"work": "5m"}, "wait": "none", "next": "e"},
        "e": {"kind": "end"},
    }
    found = measures(steps, parties={**PARTIES, **parties})
    keys = ("attend", "customer_minutes", "contractor_minutes", "third_minutes", "staff_minutes", "contractor_cost")
    assert {key: found[key].value for key in keys} == {
        "attend": 240,
        "customer_minutes": 240,
        "contractor_minutes": 30,
        "third_minutes": 20,
        "staff_minutes": 5,
        "contractor_cost": 30,
    }


SILENT = {
    "s": {"kind": "start", "next": "approve"},
    "approve": {"by": "office", "name": "Approval by second officer", "next": "e"},
    "e": {"kind": "end"},
}


@pytest.mark.parametrize("key", ["approvals", "documents", "originals", "forms", "fields"])
def test_what_a_service_table_has_no_place_for_is_unknown_and_on_a_page_none(key):
    table = measures(SILENT, service_table=True)[key]
    assert (table.value, table.evidence.kind) == (None, "unknown")
    assert table.evidence.unknown[0].startswith("the table states no ")
    assert measures(SILENT)[key].value == 0


def test_documents_that_a_service_table_states_are_counted():
    steps = {**SILENT, "approve": {"by": "customer", "asks": ["paper"], "next": "e"}}
    papers = {"documents": {"paper": {"name": "Paper"}}, "service_table": True}
    assert measures(steps, **papers)["documents"].value == 1


@pytest.mark.parametrize(
    ("asking", "counted"),
    [
        ({"by": "desk", "channel": "phone"}, 1),
        ({"by": "desk", "channel": "counter"}, 1),
        ({"by": "desk", "channel": "web"}, 0),
        ({"by": "desk"}, 0),
        ({"by": "office", "channel": "phone"}, 0),
    ],
)
def test_what_our_front_line_asks_in_a_talk_is_asked_of_the_customer(asking, counted):
    m = measures(
        {
            "s": {"kind": "start", "next": "ring"},
            "ring": {"by": "customer", "channel": "phone", "next": "ask"},
            "ask": {**asking, "asks": ["booking", "card"], "next": "e"},
            "e": {"kind": "end"},
        },
        forms={"booking": {"fields": [{"data": "name"}, {"data": "account"}]}},
        documents={"card": {}},
    )
    assert [m[key].value for key in ("forms", "fields", "documents")] == [counted, 2 * counted, counted]

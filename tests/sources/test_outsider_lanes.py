"""Lanes of other organisations, and whose turn it is during a time on an arrow to or from them."""

from __future__ import annotations

import pytest

from frictionaudit.sources.mermaid import read


def chart(*lines: str):
    lanes = ("subgraph c [Customer]", "a[Send form]", "z[Sign]", "end")
    lanes += ("subgraph o [Office]", "k[Check form]", "m[Ask]", "n[File]", "end")
    return read("\n".join(["swimlane-beta LR", *lanes, *lines]).encode(), "x.mmd").procedure


def sides(procedure):
    return {party.name: party.side.value for party in procedure.parties.values()}


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("Supplier", "third"),
        ("Landlord (external)", "third"),
        ("Carrier DHL", "third"),
        ("Bank", "third"),
        ("Tax office", "third"),
        ("Insurance company", "third"),
        ("Logistic Company", "third"),
        ("Finance", "backstage"),
    ],
)
def test_a_lane_named_as_another_organisation_is_a_third_party_beside_one_of_ours(name, side):
    drawn = chart(f"subgraph s [{name}]", "i[Look]", "end", "a --> k --> m --> i --> n --> z")
    assert sides(drawn) == {"Customer": "customer", "Office": "frontstage", name: side}


def test_a_lane_named_as_an_organisation_is_ours_where_no_other_could_be():
    drawn = read(
        b"swimlane-beta LR\nsubgraph c [Customer]\na\nend\nsubgraph b [Bank]\nk\nend\na --> k", "x.mmd"
    ).procedure
    assert sides(drawn) == {"Customer": "customer", "Bank": "frontstage"}


def test_of_several_organisations_the_one_whose_lane_holds_most_is_ours():
    lines = "subgraph c [Customer]\na\nend\nsubgraph b [Bank]\nk\nl\nm\nend\nsubgraph i [Insurer]\nn\nend"
    drawn = read(f"swimlane-beta LR\n{lines}\na --> k --> l --> m --> n".encode(), "x.mmd").procedure
    assert sides(drawn) == {"Customer": "customer", "Bank": "frontstage", "Insurer": "third"}


def test_the_doctor_of_a_patient_is_no_third_party():
    lines = "subgraph p [Patient]\na\nend\nsubgraph r [Reception]\nk\nl\nend\nsubgraph d [Doctor]\nm\nend"
    drawn = read(f"swimlane-beta LR\n{lines}\na --> k --> l --> m".encode(), "x.mmd").procedure
    assert sides(drawn) == {"Patient": "customer", "Reception": "frontstage", "Doctor": "backstage"}


@pytest.mark.parametrize(
    ("way", "turn"),
    [
        ("a --> k --> i[Deliver] -->|10 days| n[Ship]", "third"),
        ("a --> k -->|10 days| i[Deliver] --> n[Ship]", "third"),
        ("a --> k -->|10 days| p[Sign contract]", "customer"),
        ("a --> k -->|10 days| p[Receive money]", "batch"),
        ("a --> k -->|10 days| p[Come to the appointment]", "batch"),
        ("a --> k -->|10 days| n[Ship]", "batch"),
        ("a -->|10 days| k", "batch"),
    ],
)
def test_a_time_on_an_arrow_is_the_turn_of_whoever_the_case_is_with(way, turn):
    text = "subgraph c [Customer]\na[Send form]\n{p}\nend\nsubgraph o [Office]\nk[Ask]\n{n}\nend\n"
    text += "subgraph s [Supplier]\n{i}\nend\n"
    held = {key: key if f"{key}[" in way else "" for key in "pni"}
    wait = next(
        step.wait
        for step in read(f"swimlane-beta LR\n{text.format(**held)}{way}".encode(), "x.mmd").procedure.steps.values()
        if step.wait
    )
    assert {key: str(value) for key, value in wait if key in ("customer", "third", "batch") and value} == {
        turn: "10 days"
    }


def passed_on(*steps: tuple[str, str, str]):
    """A chart with a lane for each step, in one chain; each step has its id, its lane and its name."""
    lanes = "\n".join(f"subgraph l{id} [{lane}]\n{id}[{name}]\nend" for id, lane, name in steps)
    return read(f"swimlane-beta LR\n{lanes}\n{' --> '.join(id for id, _, _ in steps)}".encode(), "x.mmd").procedure


@pytest.mark.parametrize(
    ("carrier", "does"),
    [
        ("Courier", "Deliver letter"),
        ("Post", "Deliver letter"),
        ("Deutsche Post", "Brief zustellen"),
        ("Bank", "Transfer fee"),
    ],
)
def test_what_a_carrier_passes_on_still_goes_from_the_customer_to_us(carrier, does):
    drawn = passed_on(("a", "Customer", "Write letter"), ("b", carrier, does), ("c", "Provider", "Register it"))
    assert (drawn.steps["a"].sends_to, drawn.steps["b"].sends_to) == (("lc",), ())
    assert sides(drawn) == {"Customer": "customer", carrier: "third", "Provider": "frontstage"}


def test_what_a_carrier_passes_on_still_goes_from_us_to_the_customer():
    drawn = passed_on(("a", "Shop", "Pack"), ("b", "Courier", "Deliver"), ("c", "Customer", "Unpack"))
    assert drawn.steps["a"].sends_to == ("lc",)


@pytest.mark.parametrize(
    ("party", "does"), [("Bank", "Check credit"), ("Landlord", "Sign form"), ("Police", "Record theft")]
)
def test_what_a_third_party_works_on_does_not_go_from_the_customer_to_us(party, does):
    drawn = passed_on(("a", "Customer", "Ask"), ("b", party, does), ("c", "Insurance desk", "Pay"))
    assert drawn.steps["a"].sends_to == ()


def test_what_a_carrier_passes_on_between_two_of_ours_is_no_message():
    drawn = passed_on(
        ("a", "Shop", "Pack"), ("b", "Courier", "Bring"), ("c", "Store", "Keep"), ("d", "Customer", "Get")
    )
    assert drawn.steps["a"].sends_to == ()

"""The channel and the fee that the name of a step says are read; a name that says more or less keeps them unknown."""

from __future__ import annotations

import pytest

from frictionaudit.sources.mermaid import read


def chart(customer: str, office: str = "Check form", last: str = "Read answer"):
    lanes = f'subgraph c [Customer]\na["{customer}"]\nz["{last}"]\nend\nsubgraph o [Office]\nk["{office}"]\nend'
    return read(f"swimlane-beta LR\n{lanes}\na --> k --> z".encode(), "x.mmd").procedure.steps


@pytest.mark.parametrize(
    ("name", "channels"),
    [
        ("Report repair by phone", ["phone"]),
        ("Apply online", ["web"]),
        ("Apply by phone or online", ["phone", "web"]),
        ("Apply online with the plumber's certificate", ["web"]),
        ("Pay online by card", ["web"]),
        ("Apply online through the council's site", ["web"]),
        ("Book online (at least two days ahead)", ["web"]),
        ("Antrag online mit Ausweis stellen", ["web"]),
        ("Patient phones the practice", ["phone"]),
        ("Call the hotline", ["phone"]),
        ("Send letter by registered post", ["post"]),
        ("Collect passport in person", ["counter"]),
        ("Antrag per Post senden", ["post"]),
        ("Termin telefonisch vereinbaren", ["phone"]),
        ("Envoyer par courrier", ["post"]),
        ("Déposer en ligne", ["web"]),
    ],
)
def test_the_name_of_a_customers_step_says_its_channel(name, channels):
    step = chart(name)["a"]
    assert [channel.value for channel in (step.channel, *step.also) if channel] == channels


@pytest.mark.parametrize(
    "name",
    [
        "Read the online application",
        "Use online-banking",
        "Check phone for messages",
        "Call the next guest",
        "Pay phone bill",
        "Read by-law",
        "Sort by post code",
        "Do not send it by post",
    ],
)
def test_a_name_with_the_word_for_a_channel_in_another_sense_says_none(name):
    assert chart(name)["a"].channel is None


def test_a_step_of_ours_has_a_channel_where_it_goes_to_the_customer():
    assert chart("Apply", office="Answer by email")["k"].channel.value == "email"


def test_a_step_of_ours_among_ourselves_has_none():
    lanes = "subgraph c [Customer]\na\nend\nsubgraph o [Office]\nk[Ask archive by phone] --> m\nend"
    assert read(f"swimlane-beta LR\n{lanes}\na --> k".encode(), "x.mmd").procedure.steps["k"].channel is None


@pytest.mark.parametrize(
    ("name", "amount"),
    [
        ("Pay permit fee of £250", "250 GBP"),
        ("Pay fee of 70 euros in cash", "70 EUR"),
        ("Gebühr von 70 € bezahlen", "70 EUR"),
        ("Payer 35 euros", "35 EUR"),
    ],
)
def test_the_name_of_a_step_at_which_the_customer_pays_says_the_fee(name, amount):
    (fee,) = chart(name)["a"].fees
    assert f"{fee.amount.amount:f} {fee.amount.currency}" == amount


@pytest.mark.parametrize(
    "name", ["Pay the fee", "Pay £5 per day", "Pay 40 or 60 EUR", "Pay 50p", "Claim £250", "Pay 20% of 300 EUR"]
)
def test_a_name_without_one_amount_that_is_paid_says_no_fee(name):
    assert chart(name)["a"].fees is None


def test_the_staff_pay_no_fee():
    assert chart("Apply", office="Pay refund of £250")["k"].fees is None


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("Accept within 5 days", "times in names of tasks are not counted: 'Accept within 5 days'"),
        ("Pay copying fee", "payments are not counted: 'Pay copying fee'"),
    ],
)
def test_what_a_name_says_and_nothing_counts_is_noted(name, note):
    assert note in noted(name)


def test_a_fee_that_is_read_and_a_payment_by_the_staff_are_not_noted():
    assert not any("payments" in note for note in noted("Pay permit fee of 250 GBP", office="Pay refund"))


def noted(customer: str, office: str = "Check form"):
    lanes = f'subgraph c [Customer]\na["{customer}"]\nend\nsubgraph o [Office]\nk["{office}"]\nend'
    return read(f"swimlane-beta LR\n{lanes}\na --> k".encode(), "x.mmd").notes

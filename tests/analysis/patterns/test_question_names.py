"""Questions are named by their label, and by their data item where the label is a whole sentence."""

from __future__ import annotations

import pytest

from frictionaudit.analysis.patterns.question_names import asks_for, printed, question_name


@pytest.mark.parametrize(
    ("data", "label", "name"),
    [
        ("order-number", None, "order number"),
        ("order-number", "Order number", "order number"),
        ("q7", "Your E-mail address", "e-mail address"),
        ("number", "VAT number", "VAT number"),
        ("digits", "Last four digits of the card", "last four digits of the card"),
        ("home-address", "Where do you live?", "home address"),
        ("account-number", "Enter your account number", "account number"),
        ("what-went-wrong", "What went wrong?", "'What went wrong?'"),
        ("q7", "Which lot?", "'Which lot?'"),
        ("q7", None, "'q7'"),
    ],
)
def test_a_question_is_named_by_a_noun_if_there_is_one(data: str, label: str | None, name: str):
    assert question_name(data, label) == name


def test_a_step_asks_for_a_thing_but_asks_a_question():
    assert asks_for("order-number") == "asks for the order number"
    assert asks_for("q7", "Which lot?") == "asks 'Which lot?'"
    assert asks_for("moved-out", "Who moved out and when") == "asks 'Who moved out and when'"
    assert asks_for("home-address", "Where do you live?", as_printed=False) == "asks for the home address"
    assert asks_for("moved-out", "Date of moving out") == "asks for the date of moving out"


def test_a_printed_question_is_its_label_or_its_data_item_in_words():
    assert (printed("order-number"), printed("order-number", "Your order?")) == ("order number", "Your order?")

"""What a question means is read from its name and its label, and never guessed."""

from __future__ import annotations

import pytest

from frictionaudit.analysis.text.synonyms import meaning, same_meaning, words


@pytest.mark.parametrize(
    ("data", "label", "item"),
    [
        ("email", "", "email"),
        ("q1", "Your email", "email"),
        ("q1", "E-mail address?", "email"),
        ("q1", "E-Mail-Adresse", "email"),
        ("q1", "And your date of birth?", "birth-date"),
        ("q1", "Geburtsdatum", "birth-date"),
        ("q1", "Vor- und Nachname", "name"),
        ("q1", "Telefon-Nr.", "phone"),
        ("q1", "Straße", "street"),
        ("address", "Where shall we send it?", "address"),
        ("number-of-customer", "", "customer-number"),
    ],
)
def test_names_and_labels_in_english_and_german_mean_the_same_item(data: str, label: str, item: str):
    assert meaning(data, label).item == item


@pytest.mark.parametrize(
    ("data", "label"),
    [
        ("witness-name", "Name"),
        ("driver-name", "Name"),
        ("spouse", "Date of birth"),
        ("email", "Postal address"),
        ("q1", "Size of the garden"),
        ("q1", ""),
    ],
)
def test_a_name_that_narrows_or_contradicts_the_label_leaves_the_item_open(data: str, label: str):
    assert meaning(data, label).item is None


def test_what_speaks_of_somebody_else_stays_in_the_words():
    assert meaning("child-birth-date", "Date of birth").words == ("date", "birth", "child")
    assert meaning("child-1", "Name of the child").words == ("name", "child")


@pytest.mark.parametrize(
    ("data", "label", "new"),
    [
        ("grounds", "", True),
        ("q1", "What went wrong?", True),
        ("review-grounds", "What is still not right?", True),
        ("order-number", "", True),
        ("birth-date", "", False),
        ("q1", "Date of birth", False),
        ("q1", "Size of the garden", False),
    ],
)
def test_some_answers_are_new_in_each_case(data: str, label: str, new: bool):
    assert meaning(data, label).of_the_case is new


def alike(one: str, other: str, likeness: float = 90) -> bool:
    found = list(same_meaning([(1, meaning("q1", one)), (2, meaning("q2", other))], likeness))
    return [1, 2] in found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Colour of the vehicle", "Vehicle color"),
        ("Reason for travelling", "Reasons for traveling"),
        ("Your e-mail", "E-Mail-Adresse"),
    ],
)
def test_wordings_that_differ_in_spelling_and_order_are_alike(one: str, other: str):
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Estimated total construction cost", "Estimated total construction time"),
        ("School of child 1", "School of child 2"),
        ("Start date", "End date"),
        ("Rooms", "Rooms"),
        ("Size of the garden", "Size of the garden shed"),
    ],
)
def test_a_word_left_over_makes_another_question_and_one_word_is_too_little(one: str, other: str):
    assert not alike(one, other)


def test_how_much_alike_is_an_option():
    assert alike("Colour of vehicle", "Color of vehicle", 96)
    assert not alike("Colour of vehicle", "Color of vehicle", 97)
    assert alike("Size of garden", "Garden size", 100)


def test_wordings_that_sound_alike_and_are_not_make_groups_of_their_own():
    fields = [(n, meaning(f"q{n}", label)) for n, label in enumerate(["Cat size", "Coat size", "Cat size"])]
    assert list(same_meaning(fields, 99)) == [[0, 2], [1]]


def test_filler_words_carry_no_meaning_and_each_word_counts_once():
    assert words("Please enter your tel. no.") == ("phone", "number")
    assert words("the name, your NAME") == ("name",)

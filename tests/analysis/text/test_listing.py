"""Lists in a sentence show three names and say how many more there are."""

from __future__ import annotations

from frictionaudit.analysis.text.listing import listed, quoted


def test_up_to_three_names_are_all_shown():
    assert [listed("abc"[:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_from_the_fourth_name_on_the_rest_is_counted():
    assert listed("abcde") == "a, b, c and 2 more"


def test_the_last_name_can_be_an_alternative():
    assert listed(quoted(["desk", "till"]), last="or") == "'desk' or 'till'"

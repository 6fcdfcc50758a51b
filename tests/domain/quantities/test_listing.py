"""Lists in a sentence."""

from __future__ import annotations

import pytest

from frictionaudit.domain.quantities.listing import and_more, listed, quoted, shortened


@pytest.mark.parametrize(
    ("names", "text"),
    [("", ""), ("a", "a"), ("ab", "a and b"), ("abc", "a, b and c"), ("abcd", "a, b, c and 1 more"),
     ("abcdefg", "a, b, c and 4 more")],
)  # fmt: skip
def test_three_names_are_shown_and_the_rest_counted(names, text):
    assert listed(names) == text


def test_more_names_can_be_shown():
    assert listed("abcd", shown=4) == "a, b, c and d"


def test_all_names_can_be_shown():
    assert listed("abcdef", shown=None) == "a, b, c, d, e and f"


def test_the_last_name_can_be_an_alternative():
    assert listed(quoted(["desk", "till"]), last="or") == "'desk' or 'till'"


@pytest.mark.parametrize(("names", "text"), [("", ""), ("a", "a"), ("abc", "a, b, c"), ("abcde", "a, b, c and 2 more")])
def test_outside_a_sentence_only_what_is_left_out_is_joined_by_and(names, text):
    assert shortened(names) == text


def test_another_separator_can_be_used():
    assert shortened("abcd", 2, "; ") == "a; b and 2 more"


def test_nothing_follows_a_list_that_is_shown_whole():
    assert [and_more("abc"), and_more("a" * 1203)] == ["", "and 1,200 more"]

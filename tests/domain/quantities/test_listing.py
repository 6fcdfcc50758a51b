"""Lists in a sentence."""

from __future__ import annotations

import pytest

from frictionaudit.domain.quantities.listing import listed


@pytest.mark.parametrize(
    ("names", "text"),
    [("", ""), ("a", "a"), ("ab", "a and b"), ("abc", "a, b and c"), ("abcd", "a, b, c and 1 more"),
     ("abcdefg", "a, b, c and 4 more")],
)  # fmt: skip
def test_three_names_are_shown_and_the_rest_counted(names, text):
    assert listed(names) == text


def test_more_names_can_be_shown():
    assert listed("abcd", shown=4) == "a, b, c and d"

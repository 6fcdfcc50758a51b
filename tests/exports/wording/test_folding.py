"""Texts in lines of a width."""

from __future__ import annotations

import pytest

from frictionaudit.exports.wording.tables import folded


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("the whole takes 1 h 21 min", ["the whole takes", "1 h 21 min"]),
        ("there are about 12 contacts", ["there are about", "12 contacts"]),
        ("that many cases: 3.5 % and more", ["that many cases:", "3.5 % and more"]),
        ("step 3, then the fourth one", ["step 3, then the", "fourth one"]),
    ],
)
def test_a_number_stays_with_its_unit(text, lines):
    assert folded(text, 17) == lines


def test_a_long_name_is_cut_rather_than_lost():
    assert folded("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_an_empty_text_is_one_line_with_its_beginning():
    assert folded("", 20, "- ") == ["-"]

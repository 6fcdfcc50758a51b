"""What a page says of languages and formats is understood in the words people use."""

from __future__ import annotations

import pytest

from frictionaudit.analysis.text.languages import OTHER, is_language, spoken_of


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Polish", {"pl"}),
        ("PL", {"pl"}),
        ("en-GB", {"en"}),
        ("a letter in Polish or Urdu", {"pl", "ur"}),
        ("large print", {"large print"}),
        ("plain English", {"plain language", "en"}),
        ("plain language", {"plain language"}),
        ("British sign language", {"sign language"}),
        ("the Polish language", {"pl"}),
        ("a page in their language", {OTHER}),
        ("an interpreter", {OTHER}),
        ("a seat", set()),
        ("no stairs, as it is steep", set()),
        ("xx", set()),
    ],
)
def test_words_name_languages_and_formats_or_neither(words: str, meant: set[str]):
    assert spoken_of(words) == meant


def test_a_format_is_no_language():
    assert is_language("pl")
    assert not is_language("braille")
    assert not is_language(OTHER)

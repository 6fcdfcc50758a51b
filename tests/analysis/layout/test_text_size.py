"""How wide texts are, and where their rows break."""

from frictionaudit.analysis.layout.text_size import LONGEST, balanced, extent, width, wrap


def test_widths_are_those_of_helvetica():
    assert width("Wait", 1000) == 944 + 556 + 222 + 278


def test_accents_joiners_and_control_characters_take_no_width():
    assert width("é") == width("e") == width("e\u0301")
    assert width("a\u200db\x07") == width("ab")


def test_wide_letters_take_a_whole_font_size():
    assert width("検", 12) == width("👍", 12) == 12


def test_rows_break_between_words_and_are_no_wider_than_asked():
    rows = wrap("Check the meter reading against last year", 90)
    assert " ".join(rows) == "Check the meter reading against last year"
    assert all(width(row) <= 90 for row in rows)


def test_a_word_wider_than_a_row_is_broken_with_a_hyphen():
    rows = wrap("Grundstücksverkehrsgenehmigung", 90)
    assert len(rows) > 1
    assert all(row.endswith("-") and width(row) <= 90 for row in rows[:-1])
    assert "".join(row.removesuffix("-") for row in rows) == "Grundstücksverkehrsgenehmigung"


def test_what_is_no_letter_is_broken_without_a_hyphen():
    rows = wrap("123456789012345678901234567890", 90)
    assert len(rows) > 1
    assert "".join(rows) == "123456789012345678901234567890"


def test_what_needs_more_rows_ends_in_an_ellipsis():
    rows = wrap("word " * 40, 90, rows=3)
    assert len(rows) == 3
    assert rows[-1].endswith("…")
    assert all(width(row) <= 90 for row in rows)


def test_more_than_300_characters_are_cut():
    rows = wrap("x" * (LONGEST + 50), 10_000, rows=1)
    assert rows == ("x" * LONGEST + "…",)


def test_an_empty_text_has_no_rows_and_no_size():
    assert wrap(" \n ", 90) == ()
    assert extent(()) == (0.0, 0.0)


def test_balanced_rows_are_as_many_as_before_and_break_no_word_that_was_whole():
    for text in (
        "Eat and say how it is",
        "Record the loss of the wristband",
        "one",
        "Zusammenstellung prüfen",
    ):
        rows, narrow = wrap(text, 110), balanced(text, 110)
        assert len(narrow) == len(rows)
        assert " ".join(narrow) == " ".join(rows) == text
        assert max(map(width, narrow)) <= max(map(width, rows))


def test_what_is_cut_is_not_balanced():
    assert balanced("word " * 40, 90, rows=3) == wrap("word " * 40, 90, rows=3)

"""The rows of texts in drawings: whole words, parts kept together, numbers with their units, no word left alone."""

from __future__ import annotations

import pytest

from frictionaudit.application.drawings.outline import Arrow, Shape
from frictionaudit.application.drawings.texts import (
    HEAD_LETTERS,
    LABEL_ROWS,
    head_length,
    label_rows,
    lane_rows,
    shape_texts,
)
from tests.conftest import ROOT
from tests.pictures import SCENES, VIEWS, drawn


def label(text):
    return label_rows(Arrow("a>b", "a", "b", text))


def box(name="Check it", *facts):
    return shape_texts(Shape("a", "task", "task", "desk", name, facts))


@pytest.mark.parametrize("view", VIEWS)
def test_no_text_of_a_scene_is_cut(view):
    cut = []
    for path in SCENES:
        name = path.relative_to(ROOT / "processes").with_suffix("").as_posix()
        drawing = drawn(name, view, effort=0)
        rows = [row for one in drawing.boxes for row in (*one.rows, *one.details)]
        rows += [row for one in (*drawing.labels, *drawing.key) for row in one.rows]
        cut += [(name, row) for row in rows if row.endswith("…")]
    assert cut == []


def test_a_row_ends_between_the_parts_of_a_text_before_it_ends_inside_one():
    assert box("Check it", "1 h 35 min · in person at the counter").facts == ("1 h 35 min", "in person at the counter")
    assert label("something is missing · 34 % · wait 35 days") == ("something is missing", "34 % · wait 35 days")


def test_a_number_stays_with_its_unit_and_a_remainder_in_one_piece():
    assert box("Check it", "pay 18000 PHP + 500 PHP").facts == ("pay 18000 PHP +", "500 PHP")
    assert box("Check it", "needs Unified application form and 12 more").facts[-1] == "and 12 more"


def test_of_a_long_condition_the_words_are_cut_and_not_the_share_and_the_wait():
    rows = label(f"{'the papers are complete ' * 12}· 63 % · wait 12.7 days")
    assert len(rows) == LABEL_ROWS
    assert rows[-1] == "63 % · wait 12.7 days"
    assert rows[-2].endswith("…")


def test_a_long_word_in_a_box_is_broken_with_a_hyphen():
    rows = box("Abrechnungsschreibenprüfung").rows
    assert len(rows) == 2
    assert rows[0].endswith("-")


def test_an_event_that_has_no_name_has_no_label_and_one_that_has_shows_it():
    for named, label in ((True, ("Contract signed",)), (False, ())):
        shape = Shape("a", "event", "event", "desk", "Contract signed", named=named)
        assert shape_texts(shape).label == label


def test_the_rows_of_a_name_are_about_as_long_as_one_another():
    assert box("Eat and say how it is").rows == ("Eat and say", "how it is")
    assert box("Send the return form").rows == ("Send the", "return form")


@pytest.mark.parametrize(
    ("name", "room", "rows"),
    [
        ("Dispatcher", 90, ("Dispatcher",)),
        ("Voice menu desk", 100, ("Voice", "menu desk")),
        ("Desk of the social office", 120, ("Desk of the", "social office")),
        ("Desk of the social office", 250, ("Desk of the social office",)),
    ],
)
def test_the_name_of_a_lane_breaks_between_words_where_it_has_no_room_in_one_row(name, room, rows):
    assert lane_rows(name, room) == rows


def test_a_lane_makes_room_for_its_name_in_two_rows_and_for_no_endless_one():
    assert head_length("Dispatcher") > 70
    assert head_length("Desk of the social office") < 0.7 * head_length("Deskxofxthexsocialxoffice")
    assert head_length("W" * 300) == head_length("W" * HEAD_LETTERS)
    assert head_length("") == head_length(" ")

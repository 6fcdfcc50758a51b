"""The signs of a difference, the marks of findings and the names of lanes cover no text and are not cut."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from lxml import etree

from frictionaudit.exports.drawings import svg
from frictionaudit.exports.drawings.key import key_height
from frictionaudit.exports.drawings.shapes import LINE_SIGN, SIGN
from frictionaudit.exports.drawings.signs import sign_places
from frictionaudit.results.drawing import Box, Drawing, KeyRow, Label, Line
from tests.browser.all_views import NAMES
from tests.pictures import drawn


def drawing(boxes=(), lines=(), labels=(), key=(), w=1000.0, lanes=()):
    return Drawing(
        procedure="p", title="P", view="difference", w=w, h=400.0,
        lanes=lanes, boxes=boxes, lines=lines, labels=labels, key=key,
    )  # fmt: skip


def task(id, x, y, difference=None):
    return Box(id=id, kind="task", shape="task", lane="", x=x, y=y, w=100, h=60, name=id, difference=difference)


def covered(place, r, label):
    x, y = place
    return label.x < x + r and x - r < label.x + label.w and label.y < y + r and y - r < label.y + label.h


@pytest.mark.parametrize("name", NAMES)
def test_no_sign_of_a_scene_covers_a_label(name):
    shown = drawn(name, "difference", effort=0)
    radius = {box.id: SIGN for box in shown.boxes} | {line.id: LINE_SIGN for line in shown.lines}
    hit = [
        (id, " ".join(label.rows))
        for id, place in sign_places(shown).items()
        for label in shown.labels
        if covered(place, radius[id], label)
    ]
    assert hit == []


def test_a_sign_takes_another_corner_where_a_label_lies():
    label = Label(of="x", kind="edge", rows=("in the way",), x=60, y=80, w=45, h=30)
    places = sign_places(drawing([task("a", 100, 100, "added")], labels=[label]))
    assert places == {"a": (200, 100)}


def test_a_sign_moves_along_its_line_to_where_it_covers_no_label_and_no_other_line():
    line = Line(id="l", source="a", target="b", points=((0, 10), (200, 10)), difference="added")
    label = Label(of="l", kind="edge", rows=("when",), x=50, y=0, w=40, h=20)
    across = Line(id="m", source="a", target="b", points=((95, 0), (95, 100)))
    (place,) = sign_places(drawing(lines=[line, across], labels=[label])).values()
    assert place[1] == 10
    assert place[0] > 95 + LINE_SIGN


def test_a_sign_on_a_line_leaves_its_arrow_head_free():
    line = Line(id="l", source="a", target="b", points=((0, 10), (40, 10)), difference="added")
    (place,) = sign_places(drawing(lines=[line])).values()
    assert place[0] + LINE_SIGN < 40 - 9.5


def test_marks_stand_inside_their_box_and_beside_one_another():
    for name in NAMES:
        shown = drawn(name, "findings", effort=0)
        root = etree.fromstring(svg.write(shown).encode())
        listed = root.findall(".//{*}g[@class='step']")
        for box, step in zip(shown.boxes, listed, strict=True):
            pills = [pill for pill in step.iterfind(".//{*}rect") if pill.get("class").startswith("mark")]
            at = [float(pill.get("x")) for pill in pills]
            if box.kind == "task" and at:
                assert min(at) >= box.x, (name, box.name)
                assert max(at) + 28 <= box.x + box.w, (name, box.name)
                assert all(b - a >= 28 for a, b in pairwise(at)), (name, box.name)


def test_a_mark_covers_neither_the_sign_of_a_gateway_nor_the_circle_of_an_event():
    seen = 0
    for name in NAMES:
        shown = drawn(name, "findings", effort=0)
        listed = etree.fromstring(svg.write(shown).encode()).findall(".//{*}g[@class='step']")
        for box, step in zip(shown.boxes, listed, strict=True):
            for pill in step.iterfind(".//{*}rect"):
                x, y = float(pill.get("x")), float(pill.get("y"))
                inside = x < box.x + box.w and box.x < x + 28 and y < box.y + box.h and box.y < y + 17
                assert box.kind == "task" or not inside, (name, box.name)
                seen += box.kind != "task"
    assert seen


def test_the_lanes_of_the_scenes_show_whole_names():
    for name in NAMES:
        shown = drawn(name, effort=0)
        written = svg.write(shown)
        heads = [re.findall(r"<tspan[^>]*>([^<]*)</tspan>", text) for text in
                 re.findall(r'<text class="head-name".*?</text>', written)]  # fmt: skip
        assert [" ".join(rows) for rows in heads] == [lane.name for lane in shown.lanes]


def test_a_long_key_fills_the_width_of_a_wide_drawing():
    rows = tuple(KeyRow(sign=str(n), severity="info", rows=(f"finding {n}",)) for n in range(1, 21))
    narrow, wide = drawing(key=rows, w=600), drawing(key=rows, w=1400)
    assert key_height(wide) < 0.6 * key_height(narrow)
    written = svg.write(wide)
    for row in rows:
        assert f">{row.rows[0]}</text>" in written
    assert key_height(drawing()) == 0

"""A drawing as SVG: a list of steps for people who hear it, text as text, and nothing that runs."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from frictionaudit.application.drawings.draw import DrawOptions, draw
from frictionaudit.exports.drawings import svg
from frictionaudit.exports.drawings.palette import DARK, LIGHT
from frictionaudit.results.drawing import Label, Line
from tests.pictures import HOSTILE, VIEWS, drawn, named

SVG = "{http://www.w3.org/2000/svg}"


def tree(drawing):
    return etree.fromstring(svg.write(drawing).encode())


def items(root):
    (steps,) = [one for one in root.iter(f"{SVG}g") if one.get("aria-label") == "Steps in the order of the flow"]
    return [one for one in steps if one.get("role") == "listitem"]


@pytest.mark.parametrize("view", [*VIEWS, "difference"])
def test_each_view_is_well_formed_and_has_a_title_and_a_description(view):
    root = tree(drawn("return-a-product", view))
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("aria-labelledby").split() == [title.get("id"), desc.get("id")]
    assert "Return a product that isn't right" in title.text
    assert re.search(r"\d+ steps and \d+ flows in \d lanes", desc.text)


def test_the_steps_are_a_list_in_the_order_of_the_flow_that_the_keyboard_walks():
    drawing = drawn("return-a-product")
    listed = items(tree(drawing))
    assert [one.get("aria-label") for one in listed] == [box.words for box in drawing.boxes]
    assert {one.get("tabindex") for one in listed} == {"0"}
    assert drawing.boxes[0].id == "not-right"


def test_a_step_says_its_place_its_neighbours_its_times_and_each_branch_with_its_share():
    (check,) = [box for box in drawn("return-a-product").boxes if box.id == "check-request"]
    assert re.match(r"Step \d+ of 19: Check the request\. By Returns desk\.", check.words)
    assert "Takes 6 min of staff time; waits 2 working days in a queue of ours" in check.words
    assert "After Send the return form and Send more details" in check.words
    assert "Then: all is there · 72 %: Send the return slip;" in check.words
    assert "the fourteen days are over · 8 %: Return refused" in check.words


def test_an_unknown_time_is_said_and_is_not_zero():
    steps = {
        "s": {"kind": "start", "next": "a"},
        "a": {"by": "desk", "effort": {"work": "4m"}, "next": "b"},
        "b": {"by": "desk", "wait": {"unknown": ["third"]}, "next": "e"},
        "e": {"kind": "end"},
    }
    from tests.building import procedure

    by_id = {box.id: box for box in draw(procedure(steps)).boxes}
    assert by_id["a"].facts == ("4 min",)
    assert by_id["b"].facts == ("time not stated", "wait unknown")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_text(name):
    for view in VIEWS:
        drawing = draw(named(HOSTILE[name]), DrawOptions(view, effort=0))
        root = tree(drawing)
        names = {etree.QName(one).localname for one in root.iter() if isinstance(one.tag, str)}
        assert names <= {"svg", "title", "desc", "style", "g", "rect", "path", "circle", "text", "tspan"}
        assert not [key for one in root.iter() for key in one.attrib if key.startswith("on")]
        rows = [row for box in drawing.boxes for row in (*box.rows, *box.details)]
        assert all(len(row) < 60 for row in rows)


def test_a_long_name_is_cut_in_the_box_and_whole_in_the_title():
    drawing = draw(named(HOSTILE["long"]))
    (box,) = [box for box in drawing.boxes if box.id == "a"]
    assert len(box.rows) <= 4
    assert box.rows[-1].endswith("…")
    assert HOSTILE["long"] in " ".join(items(tree(drawing))[1].find(f"{SVG}title").text.split())


def test_the_drawing_has_no_script_and_fetches_nothing():
    text = svg.write(drawn("return-a-product", "findings"))
    assert "<script" not in text
    assert not re.findall(r"(?:href|src)=\"(?!#)", text)
    assert set(re.findall(r"https?://[^\"' ]+", text)) == {"http://www.w3.org/2000/svg"}


def test_marks_link_to_findings_only_where_they_are():
    drawing = drawn("return-a-product", "findings")
    (first,) = {mark.fingerprint for box in drawing.boxes for mark in box.marks if mark.number == 1}
    text = svg.inline(drawing, "p-x", frozenset([first]))
    assert text.count(f'href="#p-x-finding-{first}"') >= 1
    assert text.count(f'id="p-x-mark-{first}"') == 1
    assert set(re.findall(r'href="([^"]*)"', text)) == {f"#p-x-finding-{first}"}


def test_a_difference_is_told_by_sign_word_and_line_as_well_as_by_colour():
    text = svg.write(drawn("return-a-product", "difference"))
    for sign in "+−≠":
        assert f">{sign}</text>" in text
    for word in ("Added", "Removed", "Changed"):
        assert f". {word}. " in text
    assert 'class="mid gone"' in text


def luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a, b):
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_pair_of_colours_has_enough_contrast(colours):
    grounds = [
        colours[key] for key in colours if key.endswith("-bg") or key in ("lane", "lane2", "box", "customer", "head")
    ]
    for ground in grounds:
        assert contrast(colours["ink"], ground) >= 7
    for ground in (colours["lane"], colours["lane2"], colours["box"], colours["customer"]):
        assert contrast(colours["soft"], ground) >= 4.5
        assert contrast(colours["line"], ground) >= 3
    for kind in ("added", "removed", "moved", "changed", "error", "warning", "info"):
        assert contrast(colours["on"], colours[kind]) >= 4.5
    assert contrast(colours["bar"], colours["track"]) >= 3


def test_the_size_of_a_bar_is_the_steps_part_of_the_burden():
    drawing = drawn("return-a-product", "findings")
    parts = {box.id: box.burden for box in drawing.boxes if box.burden is not None}
    assert sum(parts.values()) == pytest.approx(1)
    assert max(parts, key=parts.get) == "bring-parcel"


def test_the_same_procedure_gives_the_same_bytes():
    one, two = (svg.write(draw(named("Check it"))) for _ in range(2))
    assert one == two


def test_a_label_left_of_its_line_ends_at_the_line_and_one_right_of_it_begins_there():
    for x, expected in ((20, "label right"), (105, "label")):
        line = Line(id="l", source="a", target="b", points=((100, 0), (100, 200)))
        label = Label(of="l", kind="edge", rows=("no",), x=x, y=50, w=75, h=16)
        shown = drawn("return-a-product", effort=0).model_copy(update={"lines": (line,), "labels": (label,)})
        (text,) = [one for one in tree(shown).iter(f"{SVG}text") if one.text == "no"]
        assert text.get("class") == expected

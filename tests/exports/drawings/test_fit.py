"""A picture on a page: shrunk while its texts can be read, then scrolled, and the page says so."""

from __future__ import annotations

import re

import pytest

from frictionaudit.exports.drawings import svg
from frictionaudit.exports.drawings.fit import LEAST, least_class, style
from tests.pictures import drawn


@pytest.mark.parametrize("width", [420, 1000, 1709, 2254])
def test_a_picture_becomes_no_narrower_than_its_texts_can_be_read(width):
    (least,) = re.findall(rf"\.{least_class(width)} {{ min-width: (\d+)px }}", style())
    assert LEAST * width <= int(least) < width


def test_only_a_picture_within_a_page_has_the_class():
    drawing = drawn("return-a-product")
    assert least_class(drawing.w) in svg.inline(drawing, "drawing")
    assert "least-" not in svg.write(drawing)


def test_a_page_that_is_narrower_than_that_says_that_the_picture_scrolls():
    assert "@container (width < 1200px) { .picture:has(.least-12) > .scroll { display: block } }" in style()
    assert style().index(".scroll { display: none }") < style().index("@media screen")

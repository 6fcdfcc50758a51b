"""Pages: what is wrong is told with its place, all of a file at once; what is right is read as it was meant."""

from __future__ import annotations

import random

import pytest

from frictionaudit.domain.procedure import Procedure
from frictionaudit.errors import InputError
from frictionaudit.sources.page import read

GOOD = """\
id: a-page
title: A page
parties:
  customer: {side: customer}
  desk: {side: frontstage}
steps:
  s: {kind: start, next: a}
  a: {by: customer, next: [{to: b, share: 0.4}, {to: e, share: 0.6}]}
  b: {by: desk, next: e}
  e: {kind: end}
"""


def problems(text: str | bytes) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    with pytest.raises(InputError) as caught:
        read(data, "p.yaml")
    return [str(problem) for problem in caught.value.problems]


def replaced(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


def test_a_good_page_is_read_with_the_place_of_each_part():
    reading = read(GOOD.encode(), "p.yaml")
    assert str(reading.span("steps", "b")) == "p.yaml:9:6"
    assert str(reading.span("steps", "a", "next", "b")) == "p.yaml:8:28"
    assert str(reading.span("steps", "nowhere", "deep")) == "p.yaml:7:3"  # the nearest part around it


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("by: desk", "by: dest", "p.yaml:9:11: there is no party 'dest' (did you mean 'desk'?) [dangling-reference]"),
        ("{to: b,", "{to: bb,", "p.yaml:8:33: there is no step 'bb' (did you mean 'b'?) [dangling-reference]"),
        ("  b: {by", "  a: {by", "p.yaml:9:3: 'a' is defined twice (first on line 8) [duplicate-key]"),
        ("title: A page", "title: A page\ntitle: B", "p.yaml:3:1: 'title' is defined twice (first on line 2)"),
        ("title: A page", "titel: A page", "p.yaml:2:1: there is no key 'titel' (did you mean 'title'?)"),
        ("by: desk,", "bye: desk,", "p.yaml:9:7: there is no key 'bye' in steps.b (did you mean 'by'?)"),
        (
            "share: 0.4",
            "share: 1.4",
            "p.yaml:8:43: steps.a.next.b.share: 1.4 is not a share (write a number from 0 to 1, such as 0.12, or 12 %)",
        ),
        ("share: 0.4", "share: -0.4", "-0.4 is not a share (write a number from 0 to 1"),
        ("share: 0.4", "share: 40", "40 is not a share (write 0.4 or 40 %)"),
        ("by: desk,", "by: desk, effort: {work: -5m},", "a time cannot be negative"),
        ("by: desk,", "by: desk, effort: {work: 5 parsecs},", "'parsecs' is not a unit of time"),
        ("by: desk,", "by: desk, effort: {work: 5},", "5 has no unit of time (write for example 5m, 5h or 5 days)"),
        ("by: desk,", "by: desk, effort: {work: 20m..5m},", "from the shortest to the longest"),
        ("side: frontstage", "side: frontstage, cost: 28", "28 is not money per hour (write for example 28 GBP/h)"),
        (
            "side: frontstage",
            "side: backside",
            "parties.desk.side: 'backside' is not known (did you mean 'backstage'?)",
        ),
        ("e: {kind: end}", "e: {kind: end, next: a}", "an end has a `next`"),
        ("e: {kind: end}", "e: [kind, end]", "p.yaml:10:6: steps.e:"),
        ("id: a-page", "id: a page", "p.yaml:1:5: 'a page' cannot be an id"),
        ("id: a-page\n", "", "'id' is missing"),
        ("title: A page", "title:", "p.yaml:2:"),
    ],
)
def test_a_fault_is_told_with_its_place_and_what_was_expected(old, new, told):
    assert any(told in problem for problem in problems(replaced(old, new))), problems(replaced(old, new))


def test_all_faults_of_a_file_are_told_at_once_in_the_order_of_lines():
    text = replaced("by: desk", "by: desk, effort: {work: -5m}").replace("0.4", "4").replace("title:", "titel:")
    assert [p.split(":")[1] for p in problems(text)] == ["1", "2", "8", "9"]


def test_mixed_currencies_are_told_where_the_second_one_stands():
    text = replaced("by: desk,", "by: desk, fees: 5 EUR,").replace(
        "side: frontstage", "side: frontstage, cost: 28 GBP/h"
    )
    assert problems(text) == [
        "p.yaml:9:23: mixed currencies: EUR here, GBP before (use one currency on a page) [contradiction]"
    ]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "the file is empty"),
        (b"# only a comment\n", "the file is empty"),
        (b"just text", "a page has named parts, and this is one text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "this is an image, not a page"),
        (b"\x00\x01\x02", "p.yaml"),
        (b"a: [1, 2", "p.yaml:"),
        (b"id: x\n\ttitle: y", "the line is indented with a tab"),
        (b"[" * 100_000, "the page has more than 40 levels of nesting"),
        (b"a: " + b"{a: " * 5000, "the page has more than 40 levels of nesting"),
        (b"a: &x 1\nb: *x\n", "anchors (&) and aliases (*) are not read"),
        (b"a: &a [x]\nb: [*a, *a]\n", "p.yaml:1:4: anchors (&) and aliases (*) are not read"),
        (b"id: a\n---\nid: b\n", "a second page begins here"),
        (b"? [a, b]\n: c\n", "a key is a list or a table"),
        (b"id: !!python/object/apply:os.system [ls]\n", "p.yaml"),
        (b"x" * 50_000_000, "the file has 50 MB; a page has at most 5 MB"),
        ("id: ünï\n".encode("latin-1"), "the file is not text in UTF-8"),
    ],
)
def test_what_is_no_page_is_one_clear_error(data, told):
    found = problems(data)
    assert any(told in problem for problem in found), found[:2]


def test_yaml_1_1_words_are_text():
    reading = read(GOOD.replace("title: A page", "title: no").encode(), "p.yaml")
    assert reading.procedure.title == "no"


def test_the_order_of_steps_in_the_file_does_not_matter():
    head, steps = GOOD.split("steps:\n")
    lines = steps.splitlines()
    for seed in range(5):
        random.Random(seed).shuffle(lines)
        shuffled = head + "steps:\n" + "\n".join(lines)
        assert read(shuffled.encode(), "p.yaml").procedure == read(GOOD.encode(), "p.yaml").procedure


def test_two_flows_to_the_same_step_need_ids():
    text = replaced("{to: e, share: 0.6}", "{to: b, share: 0.6}")
    assert "two flows lead to 'b' (give each its own `id`)" in problems(text)[0]


def test_a_procedure_with_a_dangling_reference_cannot_be_made_in_code_either():
    with pytest.raises(ValueError, match="there is no step 'nowhere'"):
        Procedure.model_validate({"id": "p", "title": "P", "steps": {"s": {"kind": "start", "next": "nowhere"}}})

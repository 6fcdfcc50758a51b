"""What goes wrong most often in a page is said in plain words: where, what was found, and what to type instead."""

from __future__ import annotations

import re

import pytest

from frictionaudit.errors import InputError
from frictionaudit.sources import read_bytes
from frictionaudit.sources.page import read

HEAD = """\
id: a-page
title: A page
parties:
  customer: {side: customer}
  desk: {side: frontstage}
steps:
"""
STEPS = "  s: {kind: start, next: e}\n  e: {kind: end}\n"
PARSERS_OWN_WORDS = re.compile(
    r"mapping values|could not find|did not find|cannot start any token|input should|should match pattern|valid (?:str|"
    r"int|tuple|dict|bool)|unable to (?:parse|interpret)|unacceptable character|block mapping|<document start>",
    re.IGNORECASE,
)


def problems(text: str | bytes) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(text.encode() if isinstance(text, str) else text, "p.yaml")
    return [str(problem) for problem in caught.value.problems]


def step(said: str) -> str:
    """A page with something said of its end, on line 8 from column 6 on."""
    return f"{HEAD}  s: {{kind: start, next: e}}\n  e: {{kind: end, {said}}}\n"


SYNTAX = {
    "tab": (
        HEAD + "  s:\n\tkind: start\n",
        "p.yaml:8:1: the line is indented with a tab (indent with spaces, two for each level) [not-yaml]",
    ),
    "too far left": (
        HEAD + "  s:\n    kind: start\n   next: e\n",
        "p.yaml:9:4: the line does not line up with the lines above (indent it by 4 spaces) [not-yaml]",
    ),
    "too far right": (
        HEAD + "  s:\n    kind: start\n      next: e\n",
        "p.yaml:9:7: the line is indented more than the line above (indent it by 4 spaces) [not-yaml]",
    ),
    "first key indented": (
        " id: a\ntitle: A\n",
        "p.yaml:2:1: the line does not line up with the lines above (indent it by 1 space) [not-yaml]",
    ),
    "no colon": (
        HEAD + "  s:\n    kind start\n    next: e\n",
        "p.yaml:8:5: 'kind start' has no colon (write `key: value`, with a space after the colon) [not-yaml]",
    ),
    "no colon at the top": (
        HEAD.replace("title:", "title") + STEPS,
        "p.yaml:2:1: 'title A page' has no colon (write `key: value`, with a space after the colon) [not-yaml]",
    ),
    "no colon after a step": (
        HEAD + "  s\n    kind: start\n",
        "p.yaml:7:3: 's' has no colon (write `s:`) [not-yaml]",
    ),
    "no space after the colon": (
        HEAD.replace("title: A", "title:A") + STEPS,
        "p.yaml:2:1: there is no space after the colon in 'title:A page' (write `title: A page`) [not-yaml]",
    ),
    "no space inside braces": (
        HEAD + "  s: {kind:start, next: e}\n  e: {kind: end}\n",
        "p.yaml:7:7: there is no space after the colon in 'kind:start' (write `kind: start`) [unknown-key]",
    ),
    "no space in the only line of a step": (
        HEAD + "  s: {kind: start, next: e}\n  e:\n    kind:end\n",
        "p.yaml:9:5: there is no space after the colon in 'kind:end' (write `kind: end`) [wrong-value]",
    ),
    "a colon in a text": (
        HEAD.replace("A page", "Appeal: how") + STEPS,
        'p.yaml:2:14: the text after `title:` contains a colon (put it in quotes: title: "Appeal: how") [not-yaml]',
    ),
    "a brace that is not closed": (
        HEAD + "  s: {kind: start, next: e\n  e: {kind: end}\n",
        "p.yaml:7:6: '{' is not closed (add '}' at the end) [not-yaml]",
    ),
    "a bracket that is not closed": (
        HEAD + "  s:\n    next: [a, b\n  e:\n    kind: end\n",
        "p.yaml:8:11: '[' is not closed (add ']' at the end) [not-yaml]",
    ),
    "a brace too many": (
        HEAD + "  s: {kind: start, next: e}}\n",
        "p.yaml:7:28: there is one '}' too many (remove it) [not-yaml]",
    ),
    "a quote that is not closed": (
        HEAD.replace("A page", '"A page') + STEPS,
        'p.yaml:2:8: the quote is not closed (add " at the end of the text) [not-yaml]',
    ),
    "an apostrophe inside quotes": (
        HEAD.replace("A page", "'The customer's page'") + STEPS,
        "p.yaml:2:22: the text goes on after its closing quote (put the whole text in double quotes) [not-yaml]",
    ),
    "an at sign": (
        step("name: @home"),
        "p.yaml:8:24: a text cannot begin with '@' (put it in quotes) [not-yaml]",
    ),
    "curly quotes": (
        HEAD.replace("A page", "“A page”") + STEPS,
        'p.yaml:2:8: curly quotes do not mark a text (use straight quotes: "A page") [curly-quotes]',
    ),
    "curly quotes around a comma": (
        step("name: “Ask, then wait”"),
        'p.yaml:8:24: curly quotes do not mark a text (use straight quotes: "…") [curly-quotes]',
    ),
    "a control character": (
        b"id: a\x07b\n",
        "p.yaml:1:6: the file contains a control character, code 7 (remove it) [not-text]",
    ),
}


@pytest.mark.parametrize("case", SYNTAX)
def test_a_slip_in_the_spelling_of_yaml_is_told_with_what_to_type(case):
    text, expected = SYNTAX[case]
    assert problems(text)[0] == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "p.yaml:1:1: this is a PDF, not a page (name the YAML file) [not-text]"),
        (b"PK\x03\x04\x14\x00", "this is a zip archive or an Office file, not a page"),
        (b"\x89PNG\r\n\x1a\n\x00", "this is an image, not a page"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "this is an image, not a page"),
        (b"GIF89a\x01\x00", "this is an image, not a page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "this is an old Office file, not a page"),
        (b"<?xml version='1.0'?>\n<definitions/>", "this is XML or a web page, not YAML"),
        ("id: a\n".encode("utf-16"), "this is text in UTF-16 (save the file as UTF-8) [not-text]"),
        (b"", "p.yaml:1:1: the file is empty (`frictionaudit new` writes an example page) [not-a-page]"),
        (b"# only a comment\n", "p.yaml:1:1: the file is empty (`frictionaudit new`"),
        (
            b"just text",
            "p.yaml:1:1: a page has named parts, and this is one text (begin with `id: a-name`) [not-a-page]",
        ),
        (b"- id: a\n", "p.yaml:1:1: a page has named parts, and this is a list (begin with `id: a-name`, without '-')"),
    ],
)
def test_what_is_no_page_is_named(data, expected):
    assert expected in problems(data)[0]


VALUES = {
    "share with a comma": (
        step("").replace("next: e", "next: [{to: e, share: 0,92}]"),
        "p.yaml:7:44: '0,92' is not a share (write it with a point: 0.92, or as 92 %) [wrong-value]",
    ),
    "share with a comma on its own line": (
        HEAD + "  s:\n    kind: start\n    next:\n      - to: e\n        share: 0,92\n  e: {kind: end}\n",
        "p.yaml:11:16: steps.s.next.e.share: '0,92' is not a share (write it with a point: 0.92, or as 92 %)"
        " [wrong-value]",
    ),
    "share above one": (
        step("").replace("next: e", "next: [{to: e, share: 40}]"),
        "p.yaml:7:42: steps.s.next.e.share: 40 is not a share (write 0.4 or 40 %) [wrong-value]",
    ),
    "a text with a comma": (
        step("name: Wait, then go"),
        "p.yaml:8:30: 'then go' is not a key (a text with a comma needs quotes) [unknown-key]",
    ),
    "range with a dash": (
        step("wait: {queue: 5-15 days}"),
        "p.yaml:8:32: steps.e.wait.queue: '5-15 days' is not a time (write a range with two dots: 5..15 days)"
        " [wrong-value]",
    ),
    "time with a comma": (
        step("wait: {queue: '1,5 h'}"),
        "p.yaml:8:32: steps.e.wait.queue: '1,5 h' is not a time (write it with a point: 1.5 h) [wrong-value]",
    ),
    "time without a unit": (
        step("effort: {work: 3}"),
        "p.yaml:8:33: steps.e.effort.work: 3 has no unit of time (write for example 3m, 3h or 3 days) [wrong-value]",
    ),
    "time that is none": (
        step("effort: {work: soon}"),
        "p.yaml:8:33: steps.e.effort.work: 'soon' is not a time (write for example 10m, 2 working days or 5m..20m)"
        " [wrong-value]",
    ),
    "money without a currency": (
        step("fees: 22"),
        "p.yaml:8:24: steps.e.fees: 22 has no currency (write for example 22 GBP) [wrong-value]",
    ),
    "money with a comma": (
        step("fees: '1,200 GBP'"),
        "p.yaml:8:24: steps.e.fees: '1,200 GBP' is not an amount of money (write for example 50 GBP or £50)"
        " [wrong-value]",
    ),
    "effort as one time": (
        step("effort: 3m"),
        "p.yaml:8:26: steps.e.effort: expected named parts, found '3m' (write for example `effort: {work: 3m}`)"
        " [wrong-value]",
    ),
    "steps as a list": (
        "id: a\ntitle: A\nsteps:\n  - name: Ask\n",
        "p.yaml:4:3: steps: expected named parts, found a list (write for example `steps: {ask: {by: customer}}`)"
        " [wrong-value]",
    ),
    "a step as a text": (
        HEAD + "  s: start here\n",
        "p.yaml:7:6: steps.s: expected named parts, found 'start here' (write for example `s: {by: customer}`)"
        " [wrong-value]",
    ),
    "kind": (
        HEAD + "  s: {kind: begin, next: e}\n  e: {kind: end}\n",
        "p.yaml:7:13: steps.s.kind: 'begin' is not known (write one of start, end, task, event, exclusive, parallel,"
        " inclusive, event-based, complex) [wrong-value]",
    ),
    "channel": (
        step("channel: telephone"),
        "p.yaml:8:27: steps.e.channel: 'telephone' is not known (did you mean 'phone'?) [wrong-value]",
    ),
    "true or false": (
        step("stops: maybe"),
        "p.yaml:8:25: steps.e.stops: expected true or false, found 'maybe' [wrong-value]",
    ),
    "whole number": (
        step("signatures: two"),
        "p.yaml:8:30: steps.e.signatures: expected a whole number, found 'two' [wrong-value]",
    ),
    "number below zero": (
        step("signatures: -2"),
        "p.yaml:8:30: steps.e.signatures: expected 0 or more, found -2 [wrong-value]",
    ),
    "number as a name": (
        step("name: 12"),
        "p.yaml:8:24: steps.e.name: expected a text, found 12 (put it in quotes: '12') [wrong-value]",
    ),
    "true, false or a text": (
        step("tells: {time: 12}"),
        "p.yaml:8:32: steps.e.tells.time: expected true, false or a text, found 12 [wrong-value]",
    ),
    "title left empty": (
        HEAD.replace("title: A page", "title:") + STEPS,
        "p.yaml:2:7: title: expected a text, found nothing [wrong-value]",
    ),
    "id with a space": (
        HEAD.replace("a-page", "a page") + STEPS,
        "p.yaml:1:5: 'a page' cannot be an id (use letters, digits and hyphens, such as 'a-page') [wrong-value]",
    ),
    "id of a step with a space": (
        HEAD + "  the start: {kind: start, next: e}\n  e: {kind: end}\n",
        "p.yaml:7:3: 'the start' cannot be an id (use letters, digits and hyphens, such as 'the-start') [wrong-value]",
    ),
    "country": (
        "calendar: {country: Germany}\n" + HEAD + STEPS,
        "p.yaml:1:21: calendar.country: 'Germany' is not a country code (write two capitals, such as GB) [wrong-value]",
    ),
    "duplicate id": (
        HEAD + STEPS + "  s: {by: desk}\n",
        "p.yaml:9:3: 's' is defined twice (first on line 7) [duplicate-key]",
    ),
    "unknown key": (
        step("efort: {work: 3m}"),
        "p.yaml:8:18: there is no key 'efort' in steps.e (did you mean 'effort'?) [unknown-key]",
    ),
    "dangling reference": (
        step("by: dest"),
        "p.yaml:8:22: there is no party 'dest' (did you mean 'desk'?) [dangling-reference]",
    ),
    "missing key": (
        HEAD.replace("{side: frontstage}", "{name: Desk}") + STEPS,
        "p.yaml:5:9: 'side' is missing in parties.desk (add `side: …`) [missing-key]",
    ),
    "two flows": (
        step("").replace("next: e", "next: [e, e]"),
        "p.yaml:7:6: steps.s: two flows lead to 'e' (give each its own `id`) [wrong-value]",
    ),
    "next of an end": (
        step("next: s"),
        "p.yaml:8:6: steps.e: an end has a `next` (remove `next`, or make the step a task) [wrong-value]",
    ),
}


@pytest.mark.parametrize("case", VALUES)
def test_a_value_that_does_not_fit_is_told_with_what_to_type(case):
    text, expected = VALUES[case]
    assert problems(text) == [expected]


@pytest.mark.parametrize("text", [text for text, _ in (*SYNTAX.values(), *VALUES.values())])
def test_no_parser_speaks_to_a_person_and_no_sentence_is_long(text):
    for problem in problems(text):
        assert not PARSERS_OWN_WORDS.search(problem)
        message = re.sub(r"^\S+: | \[[a-z-]+\]$", "", problem)
        assert all(len(sentence.split()) <= 25 for sentence in re.split(r"[;.] | \(", message)), problem


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("fees: £22", "fees: 22 GBP"),
        ("fees: 22.50 €", "fees: 22.5 EUR"),
        ("wait: {queue: 5..15 working days}", "wait: {queue: 5 working days..15 working days}"),
        ("wait: {queue: 5/8/20m}", "wait: {queue: 5m/8m/20m}"),
        ("wait: {queue: up to 3 days}", "wait: {queue: 0m..3 days}"),
        ("wait: {queue: same day}", "wait: {queue: 0m..1 day}"),
    ],
)
def test_what_people_write_is_understood(said, meant):
    assert read(step(said).encode(), "p.yaml").procedure == read(step(meant).encode(), "p.yaml").procedure


def test_a_share_may_be_given_in_percent():
    page = step("").replace("next: e", "next: [{to: e, share: 92 %}]")
    (flow,) = read(page.encode(), "p.yaml").procedure.steps["s"].next
    assert flow.share is not None
    assert flow.share.value == 0.92


HEAD_OF_BPMN = b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">\n'


def refused(data: bytes, name: str) -> str:
    with pytest.raises(InputError) as caught:
        read_bytes(data, name, f"frictionaudit.sources.{'bpmn' if name.endswith('.bpmn') else 'csv_table'}")
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            b"<definitions/>",
            "'definitions' is not in the BPMN 2.0 namespace (add xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\")",
        ),
        (b"<html/>", "the root element is 'html', not BPMN's 'definitions' (export the drawing as BPMN 2.0 XML)"),
        (b"id: a page\n", "m.bpmn:1:1: the file is not XML (export the drawing as BPMN 2.0 XML) [not-xml]"),
        (b"", "m.bpmn:1:1: the file is empty (export the drawing as BPMN 2.0 XML) [not-xml]"),
        (
            HEAD_OF_BPMN + b"<process>",
            "m.bpmn:2:10: the XML ends before 'process' is closed (export the drawing again)",
        ),
        (b"%PDF-1.4", "this is a PDF, not a drawing (export the drawing as BPMN 2.0 XML) [not-xml]"),
    ],
)
def test_what_is_no_drawing_is_named(data, expected):
    assert expected in refused(data, "m.bpmn")


def test_a_table_without_a_heading_says_what_a_heading_needs():
    told = refused(b"Ask,3 min\nAnswer,5 min\n", "t.csv")
    assert told.startswith("t.csv:1:1: no row is a heading of steps (")
    assert told.endswith("[no-table-heading]")


@pytest.mark.parametrize(
    ("limit", "expected"), [("0", "expected 1 or more, found 0"), ("10000", "expected 1,000 or less, found 10000")]
)
def test_a_limit_on_repeats_out_of_range_is_a_located_error(limit, expected):
    (problem,) = problems(f"{HEAD}  s: {{kind: start, next: [{{to: e, at_most: {limit}}}]}}\n  e: {{kind: end}}\n")
    assert ":7:" in problem
    assert expected in problem


def test_only_a_party_of_ours_can_be_a_contractor():
    (problem,) = problems(HEAD.replace("{side: customer}", "{side: third, outside: true}") + STEPS)
    assert ":4:" in problem
    assert "`outside` is for contractors who act for you" in problem


def test_two_promises_between_the_same_steps_are_told_at_the_second():
    """A promise is found by its ends: of two with the same, an amendment would lose one."""
    first = "promises:\n  - {from: s, to: e, within: 5 days}\n"
    assert problems(f"{HEAD}{STEPS}{first}  - {{from: s, to: e, within: 3 days}}\n") == [
        "p.yaml:11:5: there are 2 promises from 's' to 'e' (keep the one that holds) [contradiction]"
    ]
    other = "  - {from: s, to: s, within: 3 days}\n"
    assert len(read(f"{HEAD}{STEPS}{first}{other}".encode(), "p.yaml").procedure.promises) == 2

"""Labels that would give orders to whatever shows them are shown as text in every format."""

from __future__ import annotations

import csv
import io
import json

import pytest
from lxml import etree, html
from markdown_it import MarkdownIt

from frictionaudit.exports import BINARY, FORMATS, writer
from frictionaudit.exports.wording import sanitize
from frictionaudit.results.audit import Audit
from tests.exports.audit.test_formats import GOLD

TEXT_FORMATS = tuple(form for form in FORMATS if form not in BINARY)
"""Formats that are text; Word and PDF have tests of their own."""

TAG = "<script>alert(1)</script><img src=x onerror=alert(2)>"
CONTROL = "\x1b[31m\x07\x00\x9b31m"
TURNED = "\u202egnp.exe\u202c\u2066x\u2069\u200f\ufeff"
BROKEN = "one\r\ntwo\n::error::three\u2028four"
MARKED = "@team see #12, !3 | `x` **b** [y](http://bad.example) www.bad.example $a$ ~~s~~ &amp; ]]> {{ 7*7 }} {% x %}"
HALF = "\ud800\ufffe"
FORMULA = '=HYPERLINK("http://bad.example";"x")'
LABEL = " ".join((FORMULA, TAG, CONTROL, TURNED, BROKEN, MARKED))
RAW = (GOLD / "audit.json").read_text(encoding="utf-8")


def poisoned(label=LABEL):
    """The fixed audit with the label wherever a page, a file's name or a reader's word can put text."""
    document = json.loads(RAW)
    one = document["procedures"][0]
    one["title"] = label
    one["source"] = f"pages/{label}"
    one["notes"] = [label]
    for finding in one["findings"]:
        finding["message"] = f"'{label}' is asked"
        finding["about"] = label
        finding["steps"] = [label]
        if finding["where"]:
            finding["where"]["path"] = f"pages/{label}"
        if finding["justified"]:
            finding["justified"]["basis"] = label
    for item in (*one["skipped"], *one["coverage"]["not_judged"], *document["skipped"]):
        item["what"] = item["why"] = label
        if item["where"]:
            item["where"]["path"] = f"pages/{label}"
    one["measures"]["chase"]["evidence"]["assumed"] = [label]
    one["measures"]["travel"]["evidence"]["unknown"] = [label]
    return Audit.model_validate(document)


WRITTEN = {form: writer(form)(poisoned()) for form in TEXT_FORMATS}
TEXTS = sorted(set(TEXT_FORMATS) - {"json"})


@pytest.mark.parametrize("form", TEXTS)
def test_no_control_character_and_no_mark_that_turns_writing_gets_through(form):
    written = json.dumps(json.loads(WRITTEN[form]), ensure_ascii=False) if form == "sarif" else WRITTEN[form]
    for character in "\x1b\x07\x00\x9b\r\u202e\u202c\u2066\u2069":
        assert character not in written, repr(character)


def test_json_keeps_labels_as_they_are_and_has_no_raw_control_character():
    assert json.loads(WRITTEN["json"])["procedures"][0]["title"] == LABEL
    assert not any(ord(character) < 32 and character != "\n" for character in WRITTEN["json"])


@pytest.mark.parametrize("form", ["github", "csv", "markdown"])
def test_a_label_with_ends_of_line_stays_on_one_line(form):
    for line in WRITTEN[form].splitlines():
        assert not line.startswith(("two", "::error::", "four"))
        assert "\u2028" not in line


def test_html_shows_markup_in_labels_as_text():
    page = html.document_fromstring(WRITTEN["html"])
    assert page.xpath("//script | //img | //*[@onerror] | //iframe") == []
    assert TAG in page.xpath("string(//article//h2)")
    assert "{{ 7*7 }}" in page.xpath("string(//article//h2)")


def test_html_lets_no_label_into_an_attribute_that_is_followed():
    page = html.document_fromstring(WRITTEN["html"])
    assert all(link.startswith("#") for link in page.xpath("//@href"))
    assert page.xpath("//@src | //@style") == []


def test_markdown_makes_no_element_and_no_link_of_a_label():
    rendered = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(WRITTEN["markdown"])
    page = html.document_fromstring(rendered)
    assert page.xpath("//script | //img | //a | //em | //s") == []
    assert {element.tag for element in page.iter() if isinstance(element.tag, str)} <= {
        *("html", "body", "h1", "h2", "h3", "h4", "p", "ul", "li", "strong", "code", "br", "details", "summary"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }
    assert "<script>alert(1)</script>" in page.xpath("string(//h2[contains(., 'HYPERLINK')])")


def test_markdown_tables_keep_their_columns_whatever_a_title_holds():
    rows = html.document_fromstring(MarkdownIt("gfm-like", {"linkify": False}).render(WRITTEN["markdown"])).xpath(
        "//tr"
    )
    assert [len(row) for row in rows] == [6] * (len(poisoned().procedures) + 1)


def test_markdown_mentions_nobody_and_refers_to_no_issue():
    titles = next(line for line in WRITTEN["markdown"].splitlines() if line.startswith("## ") and "team" in line)
    for live in ("@team", "#12", "!3", "www.bad", "://bad"):
        assert live not in titles, live


def test_github_commands_are_only_our_own():
    for line in WRITTEN["github"].splitlines()[:-1]:
        head, _, _ = line.removeprefix("::").partition("::")
        name, _, properties = head.partition(" ")
        assert name in ("error", "warning", "notice")
        keys = [part.split("=", 1)[0] for part in properties.split(",")]
        assert keys in (["file", "line", "col", "title"], ["title"])


def test_junit_is_well_formed_whatever_a_label_holds():
    document = etree.fromstring(WRITTEN["junit"].encode())
    assert TAG in document.find("testsuite").get("name")
    assert etree.fromstring(writer("junit")(poisoned(HALF)).encode()) is not None


def test_every_text_cell_of_the_csv_that_would_be_a_formula_begins_with_an_apostrophe():
    rows = list(csv.reader(io.StringIO(WRITTEN["csv"])))
    assert len({len(row) for row in rows}) == 1
    assert any(text.startswith("'=HYPERLINK") for row in rows for text in row)
    assert not any(text.lstrip().startswith(("=", "+", "-", "@")) for row in rows for text in row)


@pytest.mark.parametrize(
    "start", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r\n=1", "\u200f=1", "＝1", "＋1", "－1", "＠x"]
)
def test_a_formula_in_a_cell_is_shown_and_not_computed(start):
    assert sanitize.cell(start).startswith("'")


@pytest.mark.parametrize("text", ["Send the form", "3 days", "a=b", "'quoted'", ""])
def test_other_cells_are_left_as_they_are(text):
    assert sanitize.cell(text) == text


@pytest.mark.parametrize("form", sorted(set(TEXTS) - {"text"}))
def test_halves_of_characters_and_what_xml_may_not_hold_can_be_written(form):
    audit = poisoned("x")
    object.__setattr__(audit.procedures[0], "title", f"half {HALF}")
    assert HALF[0] not in writer(form)(audit)
    assert writer(form)(audit).encode()


def test_plain_text_keeps_other_scripts_joiners_and_emoji_whole():
    for text in ("Rückgabe", "تجديد البطاقة", "می‌خواهم", "👩‍👩‍👧", "申請書"):
        assert sanitize.text(text) == text

"""The picture of a published page: in the page's language, with boxes that lead to their text."""

from __future__ import annotations

import re

import pytest
from lxml import html

from frictionaudit.application.page_files import Choice, files_of
from frictionaudit.domain.procedure import Procedure
from frictionaudit.sources import read_bytes
from tests.building import procedure
from tests.conftest import PAGE
from tests.publishing import GOOD, page_of, read

RENEW = read_bytes(PAGE.encode(), "renew.yaml").procedure


def page_in(procedure: Procedure, code: str) -> str:
    (made,) = files_of([page_of(procedure)], Choice(languages=(code,)), {procedure.id: procedure})
    return made.files[f"{procedure.id}/index.html"].decode()


def test_the_picture_speaks_the_language_of_its_page_and_its_boxes_lead_to_their_text():
    english, german = (page_in(RENEW, code) for code in ("en", "de"))
    for page in (english, german):
        assert '<a class="step" href="#s-fill"' in page
        assert 'id="s-fill"' in page
    assert ">9 minutes · online<" in english
    assert ">9 Minuten · online<" in german
    assert ">Ergebnis, " in german
    assert "Warten: 3 Stunden" in german


@pytest.mark.parametrize("code", ["de", "es"])
def test_a_picture_whose_page_is_translated_has_no_english_word(code):
    page = html.document_fromstring(page_in(read(GOOD), code))
    (picture,) = page.xpath("//*[local-name()='svg'][contains(@class, 'drawing')]")
    heard = [*picture.xpath(".//@aria-label"), *(text for text in picture.itertext() if text.strip())]
    words = {word for text in heard for word in re.findall("[a-z]+", text.lower())}
    english = {
        "the",
        "and",
        "you",
        "your",
        "wait",
        "days",
        "minutes",
        "tells",
        "gives",
        "needs",
        "pay",
        "step",
        "steps",
    }
    assert len(words) > 20
    assert words & english == set()


@pytest.mark.parametrize(
    ("code", "heard"), [("en", ["Start", "Decision", "End"]), ("de", ["Beginn", "Entscheidung", "Ende"])]
)
def test_a_shape_without_a_name_is_still_read_aloud(code, heard):
    steps = {
        "s": {"kind": "start", "next": "ask"},
        "ask": {"name": "Ask", "by": "customer", "next": "which"},
        "which": {
            "kind": "exclusive",
            "by": "customer",
            "next": [{"to": "ask", "share": 0.5}, {"to": "e", "share": 0.5}],
        },
        "e": {"kind": "end", "name": "End"},
    }
    page = html.document_fromstring(page_in(procedure(steps, language="en"), code))
    labels = page.xpath("//*[local-name()='svg']//*[local-name()='a']/@aria-label")
    assert [label for label in labels if not label.startswith("Ask")] == heard

"""What tests of published pages share: pages made from a file or from a few lines."""

from __future__ import annotations

from datetime import date
from typing import Any

from lxml import html

from frictionaudit import sources
from frictionaudit.analysis.customer.page import customer_page
from frictionaudit.application.audit import subjects
from frictionaudit.domain.procedure import Procedure
from frictionaudit.exports.pages import page as writer
from frictionaudit.exports.pages.catalogue import words
from frictionaudit.exports.pages.page import Links
from frictionaudit.exports.pages.plain_text import paragraphs
from frictionaudit.exports.pages.view import View
from frictionaudit.results.customer_page import CustomerPage
from tests.conftest import ROOT

START = date(2026, 12, 21)
SCENES = sorted((ROOT / "processes").glob("*.yaml"))
GOOD = ROOT / "processes" / "improved" / "return-a-product.yaml"
HEBREW = ROOT / "tests" / "fixtures" / "pages" / "hebrew.yaml"


def read(path: Any) -> Procedure:
    return sources.read(path).procedure


def page_of(procedure: Procedure, start: date = START) -> CustomerPage:
    (subject,) = subjects([procedure])
    return customer_page(subject, start)


def view_of(procedure: Procedure, language: str = "en", start: date = START) -> View:
    return View(page_of(procedure, start), words(language))


def written(procedure: Procedure, language: str = "en", links: Links | None = None) -> str:
    return writer.write(view_of(procedure, language), links or Links())


def said(procedure: Procedure, language: str = "en") -> str:
    """All that the page says, one paragraph a line."""
    return "\n".join(paragraphs(written(procedure, language)))


def part(procedure: Procedure, name: str, language: str = "en") -> str:
    """The text of one part of the page, by the id of its heading; '' where there is no such part."""
    document = html.document_fromstring(written(procedure, language))
    found = document.xpath(f"//section[h2[@id='{name}']]")
    return " ".join(paragraphs(f"<main>{html.tostring(found[0], encoding='unicode')}</main>")) if found else ""

"""Pages in several languages: nothing fixed is left in English, and what the page does not translate is marked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from lxml import html

from frictionaudit.domain.quantities import Duration, Money
from frictionaudit.exports.pages import notices
from frictionaudit.exports.pages.amounts import Amounts
from frictionaudit.exports.pages.catalogue import available, catalogue, language_name, untranslated, words
from tests.building import procedure
from tests.conftest import ROOT
from tests.publishing import GOOD, HEBREW, page_of, read, said, view_of, written

EXPORTS = ROOT / "frictionaudit" / "exports"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None, "count": (2, 3)}
METHODS = [("pages/**.py", "python"), ("assets/pages/**.html", "jinja2")]
TRANSLATED = [code for code in available() if code != "en"]


def messages() -> list[str]:
    """All fixed texts of pages and notices, in English; of two forms the first."""
    found = extract_from_dir(str(EXPORTS), method_map=METHODS, keywords=KEYWORDS)
    return list(dict.fromkeys(text if isinstance(text, str) else text[0] for _, _, text, _, _ in found))


def test_there_are_four_languages():
    assert available() == ("en", "de", "es", "nl")


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalogue_translates_every_fixed_text(code):
    assert len(messages()) > 150
    assert untranslated(code, messages()) == ()


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalogue_has_no_text_that_is_no_longer_used_and_fills_in_the_same_values(code):
    known = set(messages())
    for entry in catalogue(code):
        if not entry.id:
            continue
        first = entry.id if isinstance(entry.id, str) else entry.id[0]
        assert first in known, first
        forms = [entry.string] if isinstance(entry.string, str) else list(entry.string)
        assert all(forms), first
        assert not entry.fuzzy, first
        wanted = set(re.findall(r"%\(\w+\)s", first))
        assert all(set(re.findall(r"%\(\w+\)s", form)) == wanted for form in forms), first


def test_a_catalogue_would_miss_a_text_that_it_does_not_have():
    assert untranslated("de", ["Nobody wrote this"]) == ("Nobody wrote this",)


@pytest.mark.parametrize("code", ["de", "es"])
def test_a_page_with_all_translations_has_no_english_left(code):
    view = view_of(read(GOOD), code)
    text = said(read(GOOD), code)
    notices.text(view)
    written(read(GOOD), code)
    english = {"the", "and", "you", "your", "is", "of", "days", "working", "step", "steps", "with", "not", "we", "to"}
    found = [word for word in re.findall(r"[a-z]+", text.lower()) if word in english]
    assert found == []
    assert 'lang="en"' not in written(read(GOOD), code)


def test_what_has_no_translation_stays_as_it_is_marked_with_its_language_and_is_listed():
    scene = read(ROOT / "processes" / "return-a-product.yaml")
    view = view_of(scene, "nl")
    assert '<span lang="en" dir="auto">Send the return form</span>' in view.say("Send the return form")
    page = written(scene, "nl")
    assert '<html lang="nl">' in page
    assert '<span lang="en" dir="auto">Send the return form</span>' in page
    assert "Send the return form" in view.untranslated


def test_a_language_without_a_catalogue_has_the_fixed_words_in_english():
    view = view_of(read(HEBREW), "he")
    assert view.words.code == "en"
    page = html.document_fromstring(written(read(HEBREW), "he"))
    assert page.get("lang") == "en"
    heading = page.xpath("//h1/span")[0]
    assert (heading.get("lang"), heading.get("dir")) == ("he", "rtl")
    promise = page.xpath("//nav[@aria-labelledby='short']//dd[contains(text(), 'At most')]/span/@dir")
    assert promise == ["rtl", "rtl"], "names inside an English sentence are set apart, so that it does not turn around"


def test_a_page_knows_its_language_from_its_words_unless_it_says_so():
    assert page_of(read(HEBREW)).language == "he"
    assert page_of(read(ROOT / "processes" / "return-a-product.yaml")).language == "en"
    german = {"s": {"kind": "start", "name": "Der Antrag ist nicht da", "next": "e"}, "e": {"kind": "end"}}
    assert page_of(procedure(german, title="Die Bescheinigung für das Kind")).language == "de"


@pytest.mark.parametrize(
    ("code", "one", "two"),
    [
        ("en", "1 working day", "2 working days"),
        ("de", "1 Arbeitstag", "2 Arbeitstage"),
        ("es", "1 día hábil", "2 días hábiles"),
        ("nl", "1 werkdag", "2 werkdagen"),
    ],
)
def test_working_days_have_their_plural(code, one, two):
    amounts = Amounts(words(code))
    assert amounts.duration(Duration.model_validate("1 working day")) == one
    assert amounts.duration(Duration.model_validate("2 working days")) == two


@pytest.mark.parametrize(
    ("code", "time", "money", "day"),
    [
        ("en", "5 to 20 minutes", "£1,250.50", "Mon, 21 Dec 2026"),
        ("de", "5 bis 20 Minuten", "1.250,50\xa0£", "Mo., 21. Dez. 2026"),
        ("es", "de 5 a 20 minutos", "1.250,50\xa0GBP", "lun, 21 dic 2026"),
        ("nl", "5 tot 20 minuten", "£\xa01.250,50", "ma 21 dec 2026"),
    ],
)
def test_times_money_and_dates_are_written_as_the_language_does(code, time, money, day):
    amounts = Amounts(words(code))
    assert amounts.duration(Duration.model_validate("5m..20m")) == time
    assert amounts.money(Money.model_validate("1250.50 GBP")) == money
    assert amounts.date(page_of(read(GOOD)).timeline.start, "short") == day


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("10m", "10 minutes"),
        ("90m", "1 hour 30 minutes"),
        ("0m..3 days", "up to 3 days"),
        ("2 working days..1 working day 4h", None),
        ("1 working day 2h", "1 working day 2 hours"),
        ("1 month", "1 month"),
        ("30s", "30 seconds"),
        ("5m/8m/20m", "5 to 20 minutes"),
        ("0m", "0 minutes"),
    ],
)
def test_a_stated_time_reads_as_people_say_it(stated, shown):
    if shown is None:
        with pytest.raises(ValueError, match="shortest"):
            Duration.model_validate(stated)
    else:
        assert Amounts(words("en")).duration(Duration.model_validate(stated)) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0.002, "fewer than 1 in 200 cases"),
        (0.08, "about 1 in 12 cases"),
        (0.2, "about 1 in 5 cases"),
        (1 / 3, "about 1 in 3 cases"),
        (0.5, "about half of all cases"),
        (0.72, "about 7 in 10 cases"),
        (0.97, "nearly all cases"),
    ],
)
def test_a_share_is_said_in_cases(share, shown):
    assert Amounts(words("en")).one_in(share) == shown


def test_a_language_calls_itself_by_its_own_name():
    assert [language_name(code) for code in ("en", "de", "es", "nl")] == ["English", "Deutsch", "Español", "Nederlands"]
    assert language_name("zz-none") == "zz-none"


def test_a_translation_file_is_read_from_the_package():
    assert all(Path(EXPORTS / "pages" / "locale" / f"{code}.po").is_file() for code in TRANSLATED)

"""Readability measures give the values that are published for known sentences."""

from __future__ import annotations

import pytest

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rules.fa506_hard_words import HardWords
from frictionaudit.analysis.text import readability
from frictionaudit.analysis.text.readability import (
    grade,
    jargon,
    language_of,
    lix,
    reading_age,
    sentences,
    syllables,
    words,
)
from frictionaudit.domain.procedure import Procedure

CAT = "The cat sat on the mat."
PLATYPUS = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."


def test_the_grade_of_sentences_whose_grade_is_published():
    """Both are worked on Wikipedia's page on the Flesch-Kincaid tests."""
    assert grade(words=6, sentences=1, syllables=6) == pytest.approx(-1.45)
    assert grade(words=13, sentences=1, syllables=24) == pytest.approx(11.3, abs=0.05)


def test_the_reading_age_is_the_grade_and_five_years():
    assert reading_age(CAT) == pytest.approx(-1.45 + 5)


def test_syllables_counted_at_hyphens_come_to_within_a_year_of_the_published_grade():
    age = reading_age(PLATYPUS)
    assert age is not None
    assert age - 5 == pytest.approx(11.3, abs=2)


def test_syllables_of_a_sentence_whose_reading_ease_is_published_as_69():
    """206.835 − 1.015 × 16 − 84.6 × 23 / 16 = 69: sixteen words, 23 syllables (Wikipedia, Flesch-Kincaid tests)."""
    sentence = "This sentence, taken as a reading passage unto itself, is being used to prove a point."
    assert len(words(sentence)) == 16
    assert sum(syllables(word, "en") or 0 for word in words(sentence)) == 23


def test_syllables_of_words_that_leave_no_doubt():
    assert [syllables(word, "en") for word in ("cat", "water", "permission", "Understanding")] == [1, 2, 3, 4]
    assert [syllables(word, "de") for word in ("Haus", "Wasser", "Antragsteller")] == [1, 2, 4]


def test_without_the_extra_no_syllable_is_counted(monkeypatch):
    monkeypatch.setattr(readability, "_hyphens", lambda language: None)
    assert syllables("water", "en") is None
    assert reading_age(CAT) is None


def test_the_rule_says_what_it_could_not_judge_without_the_extra(monkeypatch):
    monkeypatch.setattr(readability, "_hyphens", lambda language: None)
    text = "We will see you on the day and not before. " * 10
    page = {"id": "p", "title": "P", "documents": {"a": {"text": text}, "b": {"text": text}, "c": {"text": "Come."}}}
    subject = Subject(Procedure.model_validate(page))
    (flag,) = HardWords().check(subject, Measures(subject))
    assert flag.message == "The reading age of 2 texts was not checked; it needs the extra `language`"
    assert flag.severity == "info"


def test_lix_counted_by_hand():
    """Two sentences of ten words same_meaning, four of them longer than six letters: 10 / 2 + 100 × 4 / 10."""
    assert lix("Please complete the form today. Another officer decides it soon.") == pytest.approx(45)
    assert lix("Seventy letters seven kittens. ") == pytest.approx(4 + 75)
    assert lix(CAT) == pytest.approx(6)


def test_a_text_without_words_has_no_measure():
    assert lix(" … ") is None
    assert reading_age("") is None
    assert sentences("?!") == []


def test_a_word_is_what_stands_between_spaces():
    assert words("It's 2.50 GBP, pre-paid – thank you.") == ["It's", "2.50", "GBP", "pre-paid", "thank", "you"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Come in. Sit down! Why not?", ["Come in", "Sit down", "Why not"]),
        ("Pay 2.50 GBP, e.g. by card. Done.", ["Pay 2.50 GBP, e.g. by card", "Done"]),
        ("Bring:\n- a form\n- a photo\n\nCome early", ["Bring:", "a form", "a photo", "Come early"]),
        ("He said (yes.) Then he left", ["He said (yes", ") Then he left"]),
        ("one line\ngoes on", ["one line goes on"]),
        ("Ruf an, z. B. am Montag. Danke", ["Ruf an, z. B. am Montag", "Danke"]),
    ],
)
def test_sentences_end_where_a_reader_pauses(text, expected):
    assert sentences(text) == expected


def test_the_language_is_told_by_small_words_and_else_by_the_country():
    assert language_of("you and the form", "DE") == "en"
    assert language_of("Sie und das Formular", "GB") == "de"
    assert language_of("Formular", "AT") == "de"
    assert language_of("form", "GB") == "en"
    assert language_of("form", "FR") is None
    assert language_of("form") is None


def test_jargon_is_named_with_a_plainer_word():
    assert jargon("We commence PRIOR TO the visit") == {"commence": "begin", "prior to": "before"}
    assert jargon("The KPI of the thereofs", ("KPI", "SLA")) == {"KPI": "", "thereof": "of it"}
    assert jargon("the commencement of it; he commenced") == {"commence": "begin"}
    assert jargon("a recommencement, as personal as can be") == {}


def test_an_audit_has_the_readability_of_what_customers_read_and_of_a_page_without_texts_none():
    from frictionaudit.analysis.text.page_readability import readability_of_texts
    from tests.building import procedure

    steps = {
        "s": {"kind": "start", "next": "ask"},
        "ask": {"by": "customer", "tells": {"next": "We read your form and ring you. " * 13}, "next": "e"},
        "e": {"kind": "end"},
    }
    told = readability_of_texts(procedure(steps, summary="You prior to all else send us the form."))
    assert told is not None
    assert (told.words, dict(told.hard)) == (100, {"prior to": "before"})
    assert round(told.sentence, 1) == round(100 / 14, 1), "nine words, and thirteen times seven"
    del steps["ask"]["tells"]
    assert readability_of_texts(procedure(steps, summary="You prior to all else send us the form.")) is None, "too few"
    assert readability_of_texts(procedure({"s": {"kind": "start", "next": "e"}, "e": {"kind": "end"}})) is None

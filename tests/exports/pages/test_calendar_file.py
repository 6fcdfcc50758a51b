"""The calendar file is read by a calendar library, and says the dates of the page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from frictionaudit.exports.pages import calendar_file
from tests.building import procedure
from tests.conftest import ROOT
from tests.publishing import GOOD, HEBREW, SCENES, page_of, read, view_of


def events(path, language="en"):
    return Calendar.from_ical(calendar_file.write(view_of(read(path), language))).walk("VEVENT")


def test_each_date_of_the_page_is_an_all_day_entry():
    timeline = page_of(read(GOOD)).timeline
    found = events(GOOD)
    assert len(found) == len(timeline.entries)
    for event, entry in zip(found, timeline.entries, strict=True):
        assert event["DTSTART"].dt == entry.first
        assert event["DTEND"].dt == entry.last + timedelta(days=1)
        assert entry.name in event["SUMMARY"]


def test_a_promised_day_says_that_it_is_promised():
    assert "Promised by then: Refund on its way" in [str(event["SUMMARY"]) for event in events(GOOD)]
    assert "Bis dahin versprochen: Erstattung unterwegs" in [str(event["SUMMARY"]) for event in events(GOOD, "de")]


@pytest.mark.parametrize("path", [*SCENES, HEBREW], ids=lambda path: path.stem)
def test_no_line_is_longer_than_75_bytes_and_every_entry_has_what_the_standard_demands(path):
    view = view_of(read(path))
    data = calendar_file.write(view)
    assert bool(data) == (view.page.timeline is not None)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data.count(b"\n") == data.count(b"\r\n")
    for event in Calendar.from_ical(data).walk("VEVENT") if data else ():
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= set(event)
    uids = [str(event["UID"]) for event in Calendar.from_ical(data).walk("VEVENT")] if data else []
    assert len(uids) == len(set(uids))


def test_texts_with_the_format_s_own_characters_survive():
    name = "Ask; wait, and \\ see: " + "é" * 60
    steps = {
        "s": {"kind": "start", "next": "ask"},
        "ask": {"name": name, "by": "customer", "effort": {"fill": "5m"}, "wait": {"customer": "2 days"}, "next": "e"},
        "e": {"kind": "end", "name": "Done"},
    }
    data = calendar_file.write(view_of(procedure(steps, title="A; B, C")))
    first = Calendar.from_ical(data).walk("VEVENT")[0]
    assert str(first["SUMMARY"]) == name
    assert "A; B, C" in str(first["DESCRIPTION"])
    assert first["DTSTART"].dt == date(2026, 12, 23)


def test_the_same_page_gives_the_same_bytes():
    path = ROOT / "processes" / "x-ray-appointment.yaml"
    assert calendar_file.write(view_of(read(path))) == calendar_file.write(view_of(read(path)))

"""The dates of a case as a calendar file (RFC 5545): one entry a date, with a link to its step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from frictionaudit.exports.pages.course import dated
from frictionaudit.exports.pages.view import View
from frictionaudit.results.customer_page import Entry
from frictionaudit.version import __version__

_LONGEST = 75
"""Bytes of a line, without its end; a longer one is folded."""


def write(view: View) -> bytes:
    """The file; empty where the page has no dates.

    All-day entries, so that no time zone matters. A stamp of the first day and not of the moment of writing, so that
    the same page gives the same bytes.
    """
    timeline = view.page.timeline
    if timeline is None:
        return b""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//frictionaudit//frictionaudit {__version__}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(view.plain(view.page.title))}",
    ]
    for number, entry in enumerate(timeline.entries):
        lines += _entry(view, entry, number, timeline.start)
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _folded(line)).encode()


def _entry(view: View, entry: Entry, number: int, start: date) -> Iterator[str]:
    page, gettext = view.page, view.words.gettext
    name = view.plain(entry.name)
    summary = f"{gettext('Promised by then:')} {name}" if entry.promise else name
    last = entry.last if entry.sure else entry.first
    yield "BEGIN:VEVENT"
    yield f"UID:{page.id}-{start:%Y%m%d}-{number}@frictionaudit"
    yield f"DTSTAMP:{start:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{entry.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY;LANGUAGE={view.words.code}:{_text(summary)}"
    yield f"DESCRIPTION:{_text(view.plain(page.title))}. {_text(dated(view, entry))}."
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(value: str) -> str:
    """A text with the characters escaped that have a meaning in the format."""
    return value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 bytes; each but the first begins with a blank, and no character is cut."""
    piece, size, first = "", 0, True
    for character in line:
        length = len(character.encode())
        if size + length > _LONGEST:
            yield piece
            piece, size, first = " ", 1, False
        piece, size = piece + character, size + length
    if piece.strip() or first:
        yield piece

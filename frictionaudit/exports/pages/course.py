"""The timeline as a picture of bars, and its dates in words."""

from __future__ import annotations

from markupsafe import Markup

from frictionaudit.exports.pages.view import View
from frictionaudit.results.customer_page import Entry, Timeline


def bars(view: View, timeline: Timeline) -> Markup:
    """One bar an entry, from its first day to its last; the table beside it says the same."""
    whole = max(1, max((entry.last - timeline.start).days for entry in timeline.entries) + 1)
    rows = [_row(view, timeline, entry, whole) for entry in timeline.entries]
    return Markup('<ul class="course" aria-hidden="true">\n{}\n</ul>').format(Markup("\n").join(rows))


def _row(view: View, timeline: Timeline, entry: Entry, whole: int) -> Markup:
    start = (entry.first - timeline.start).days / whole * 100
    width = max(1.5, ((entry.last - entry.first).days + 1) / whole * 100)
    if view.words.right_to_left:
        start = 100 - start - width
    kind = "due" if entry.promise else entry.actor
    name = view.words.gettext("Promised by then:") + " " if entry.promise else ""
    return Markup(
        '<li><span>{}{}</span><svg viewBox="0 0 100 10" preserveAspectRatio="none" focusable="false">'
        '<rect class="track" width="100" height="10"/><rect class="span {}" x="{}" width="{}" height="10"/></svg></li>'
    ).format(name, view.say(entry.name), kind, f"{min(start, 98.5):.1f}", f"{width:.1f}")


def dated(view: View, entry: Entry) -> str:
    """The day of an entry: one, or from the earliest to the latest."""
    first, last = view.amounts.date(entry.first, "short"), view.amounts.date(entry.last, "short")
    if not entry.sure:
        return view.words.gettext("not before %(day)s") % {"day": first}
    if entry.first == entry.last:
        return first
    return view.words.gettext("%(first)s to %(last)s") % {"first": first, "last": last}


def after_days(view: View, entry: Entry) -> str:
    """How many working days after the start that is, at the least and at the most; '' on the day of the start."""
    count, (least, most) = view.amounts.count, entry.days
    if not (least if not entry.sure else most):
        return ""
    if not entry.sure:
        return view.words.gettext("at least %(time)s later") % {
            "time": count(least, "%(n)s working day", "%(n)s working days")
        }
    time = count(most, "%(n)s working day", "%(n)s working days")
    if least != most:
        time = view.amounts.between(view.amounts.number(least), time)
    return view.words.gettext("%(time)s later") % {"time": time}

"""How long the whole takes, in words: for cards and lists, and as a sentence."""

from __future__ import annotations

from frictionaudit.exports.pages.view import View


def usual_time(view: View) -> str:
    """The time for the whole: from half of the cases to nine in ten; '' where it cannot be told."""
    elapsed, amounts = view.page.elapsed, view.amounts
    if elapsed is None or elapsed.at_least:
        return ""
    half, most = amounts.elapsed(elapsed.half), amounts.elapsed(elapsed.most)
    return view.words.gettext("about %(time)s") % {"time": most} if half == most else amounts.between(half, most)


def usual_time_as_sentence(view: View) -> str:
    """How long most cases take; '' where it cannot be told."""
    elapsed, amounts, words = view.page.elapsed, view.amounts, view.words
    if elapsed is None or elapsed.at_least:
        return ""
    half, most = amounts.elapsed(elapsed.half), amounts.elapsed(elapsed.most)
    if half == most:
        return words.gettext("Most cases take about %(time)s.") % {"time": most}
    return words.gettext("Half of all cases are done within %(half)s, nine in ten within %(most)s.") % {
        "half": half,
        "most": most,
    }

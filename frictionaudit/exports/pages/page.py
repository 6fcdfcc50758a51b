"""A customer's page as HTML: one file, without scripts, that asks nothing of any server."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup, escape

from frictionaudit.exports.pages import course
from frictionaudit.exports.pages.catalogue import Words
from frictionaudit.exports.pages.view import View
from frictionaudit.exports.templates import styled
from frictionaudit.results.customer_page import Promised

STYLE = "pages/page.css"
Other = tuple[str, str, str]
"""The same page in another language: code, file, and the language's own name."""


@dataclass(frozen=True)
class Links:
    """Files that a page refers to, relative to itself; None where there is none."""

    index: str = "../index.html"
    others: tuple[Other, ...] = ()
    calendar: str | None = None
    data: str | None = None


def write(view: View, links: Links = Links(), structured_data: str = "", picture: str = "") -> str:
    """The whole page."""
    names = _names(view, links, picture)
    names |= {"others": links.others, "index_file": links.index, "data_file": links.data}
    names["structured_data"] = Markup(structured_data)
    return template("pages/page.html", view.words)(names)


def fragment(view: View, links: Links = Links(), picture: str = "") -> str:
    """The part without head and foot, in an element of its own with its styles scoped to it."""
    body = template("pages/body.html", view.words)(_names(view, links, picture))
    style = str(templates().globals["style"])
    direction = ' dir="rtl"' if view.words.right_to_left else ""
    return (
        f'<style>\n{_scoped(style)}</style>\n<div class="fa-page" lang="{view.words.code}"{direction}>\n{body}</div>\n'
    )


def index(views: Sequence[tuple[View, str]], others: Sequence[Other] = ()) -> str:
    """The list of all pages in one language, by title; each view comes with its file."""
    first = views[0][0]
    words = first.words
    one = {view.page.organisation for view, _ in views} == {first.page.organisation}
    heading = first.plain(first.page.organisation) if one and first.page.organisation else words.gettext("Procedures")
    entries = [
        (view, file, _whole(view))
        for view, file in sorted(views, key=lambda entry: entry[0].plain(entry[0].page.title).casefold())
    ]
    organisations = {view.page.organisation for view, _ in views}
    names: dict[str, Any] = {"entries": entries, "heading": heading, "others": others, "words": words}
    return template("pages/index.html", words)(names | {"one_organisation": len(organisations) == 1})


def _names(view: View, links: Links, picture: str) -> dict[str, Any]:
    """What the templates refer to."""
    page, amounts = view.page, view.amounts
    guidance = page.guidance
    cost = next((said.text for said in page.tells if said.what == "cost" and said.text), "")
    whole = _whole(view)
    has = {
        "before": bool(page.prices or page.free or cost or page.needs or whole or page.own_minutes or page.channels),
        "time": any(promise.published for promise in page.promises) or bool(_likely(view)) or bool(guidance.if_late),
        "after": bool(page.after or page.reference or guidance.keep or guidance.status),
        "wrong": bool(
            guidance.appeals
            or page.troubles
            or guidance.contact
            or page.contacts
            or any(ending.tells or ending.options for ending in page.redress)
        ),
    }
    timeline = page.timeline
    return {
        "view": view, "page": page, "words": view.words, "amounts": amounts, "steps": view.steps,
        "picture": Markup(picture),
        "facts": _facts(view) if not guidance.key_points else [], "has": has, "cost": cost, "whole": whole,
        "likely": _likely(view), "calendar_file": links.calendar,
        "bars": course.bars(view, timeline) if timeline else "", "dated": lambda entry: course.dated(view, entry),
        "ranged": lambda least, most: least if least == most else amounts.between(str(least), str(most)),
        "closed_days": amounts.listed(amounts.date(day, "short") for day in (timeline.closed if timeline else ())),
    }  # fmt: skip


def _facts(view: View) -> list[str]:
    """Key points that follow from the procedure, where its owner wrote none."""
    page, words = view.page, view.words
    facts: list[str] = []
    own = [step for step in view.steps.steps if step.lead.actor == "you"]
    if own:
        facts.append(words.ngettext("You take %(n)s step.", "You take %(n)s steps.", len(own)) % {"n": len(own)})
    promised = [promise for promise in page.promises if promise.published]
    facts += [_promised(view, promise) for promise in promised]
    likely = _likely(view)
    if likely and not promised:
        facts.append(likely)
    if page.free:
        facts.append(words.gettext("It costs nothing."))
    return facts


def _promised(view: View, promise: Promised) -> Markup:
    """What is promised, in a sentence; names that run the other way are set apart."""
    return escape(view.words.gettext("From “%(start)s” to “%(end)s”: %(time)s at most.")) % {
        "start": view.say(promise.start),
        "end": view.say(promise.end),
        "time": view.amounts.duration(promise.within),
    }


def _whole(view: View) -> str:
    """The time for the whole: from half of the cases to nine in ten; '' where it cannot be told."""
    elapsed, amounts = view.page.elapsed, view.amounts
    if elapsed is None or elapsed.at_least:
        return ""
    half, most = amounts.elapsed(elapsed.half), amounts.elapsed(elapsed.most)
    return view.words.gettext("about %(time)s") % {"time": most} if half == most else amounts.between(half, most)


def _likely(view: View) -> str:
    """How long most cases take, in a sentence."""
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


def template(name: str, words: Words) -> Callable[[dict[str, Any]], str]:
    """A template with the words of a language, to be called with the names that it uses."""
    found = templates().get_template(name)
    return lambda names: found.render(names, **_calls(words))


@cache
def templates() -> Environment:
    """The templates of customers' pages."""
    found = styled(STYLE)
    found.filters["dial"] = lambda number: re.sub(r"[^+\d]", "", number)
    found.filters["mail"] = lambda address: quote(address, safe="@.+-_")
    return found


def _calls(words: Words) -> dict[str, Any]:
    """The functions by which templates say fixed words; what is filled in is escaped."""

    def say(message: str, **values: object) -> Markup:
        return escape(words.gettext(message)) % values if values else escape(words.gettext(message))

    def count(singular: str, plural: str, num: int) -> Markup:
        return escape(words.ngettext(singular, plural, num)) % {"num": num}

    return {"_": say, "ngettext": count}


def _scoped(style: str) -> str:
    """The style as it applies inside the page's element alone: nothing of the site around it changes."""
    inner = re.sub(r"(?m)^(\s*)(?:html|body|:root, \.fa-page) ?\{", r"\1:scope {", style)
    return f"@scope (.fa-page) {{\n{inner}}}\n"

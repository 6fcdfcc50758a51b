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
from frictionaudit.exports.pages.in_short import answers, distinct, redress_in_general, together
from frictionaudit.exports.pages.usual_time import usual_time, usual_time_as_sentence
from frictionaudit.exports.pages.view import View
from frictionaudit.exports.templates import styled

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
        (view, file, usual_time(view))
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
    whole, likely = usual_time(view), usual_time_as_sentence(view)
    redress = [] if guidance.appeals else redress_in_general(page)
    endings = page.endings if len(page.endings) > 1 else ()
    has = {
        "before": bool(page.prices or page.free or cost or page.needs or whole or page.own_minutes or page.channels),
        "time": any(promise.published for promise in page.promises) or bool(likely or guidance.if_late or endings),
        "after": bool(page.after or page.reference or guidance.keep or guidance.status),
        "wrong": bool(
            guidance.appeals
            or redress
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
        "answers": answers(view), "together": together(view),
        "fees": distinct(page.prices), "has": has, "cost": cost, "whole": whole,
        "likely": likely, "endings": endings, "redress": redress, "calendar_file": links.calendar,
        "bars": course.bars(view, timeline) if timeline else "", "dated": lambda entry: course.dated(view, entry),
        "after_days": lambda entry: course.after_days(view, entry),
        "ranged": lambda least, most: least if least == most else amounts.between(str(least), str(most)),
        "closed_days": amounts.listed(amounts.date(day, "short") for day in (timeline.closed if timeline else ())),
    }  # fmt: skip


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

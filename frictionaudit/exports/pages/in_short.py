"""The five questions that people come with, answered at the top of the page, each with a link to more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from frictionaudit.domain.procedure import Appeal, Contact, Fee
from frictionaudit.domain.quantities import Money
from frictionaudit.exports.pages.usual_time import usual_time
from frictionaudit.exports.pages.view import View
from frictionaudit.exports.wording import sanitize
from frictionaudit.results.customer_page import CustomerPage, Price, Promised

_SHOWN = 3
"""Entries of an answer; the part of the page to which it leads has all of them."""


@dataclass(frozen=True)
class Answer:
    """A question in a word or two, the id of the part with the whole answer, and the answer in lines."""

    question: str
    target: str
    lines: tuple[Markup, ...]


def answers(view: View) -> tuple[Answer, ...]:
    """What the page can answer, in the order in which people ask."""
    gettext = view.words.gettext
    told = (
        (gettext("Cost"), "before", _cost(view)),
        (gettext("How long it takes"), "time", _time(view)),
        (gettext("What you need"), "have", _needs(view)),
        (gettext("Whom to ask"), "ask", _whom(view)),
        (gettext("If you disagree"), "wrong", _redress(view)),
    )
    return tuple(Answer(question, target, lines) for question, target, found in told if (lines := tuple(found)))


def distinct(prices: Sequence[Price]) -> dict[Fee, list[Price]]:
    """Prices by fee: one that is due at one of several steps stands once."""
    found: dict[Fee, list[Price]] = {}
    for price in prices:
        found.setdefault(price.fee, []).append(price)
    return found


def _cost(view: View) -> Iterator[Markup]:
    page, gettext = view.page, view.words.gettext
    if page.free:
        yield escape(gettext("Free of charge"))
        return
    fees = distinct(page.prices)
    whole = together(view)
    if whole:
        yield escape(whole)
    for fee, due in list(fees.items())[:_SHOWN]:
        amount = view.amounts.money(fee.amount) if fee.amount else gettext("amount not fixed")
        line = Markup("{}: {}").format(view.begin(fee.name), amount) if fee.name else escape(amount)
        seldom = not any(price.always for price in due)
        yield Markup("{} ({})").format(line, gettext("not in every case")) if seldom else line
    if len(fees) > _SHOWN:
        yield _more(view, len(fees) - _SHOWN)
    told = next((said.text for said in page.tells if said.what == "cost" and said.text), "")
    if not fees and told:
        yield view.begin(told)


def together(view: View) -> str:
    """What the fees come to that are due in nearly every case; '' where one has no amount or another currency."""
    due = [fee for fee, prices in distinct(view.page.prices).items() if any(price.always for price in prices)]
    amounts = [fee.amount for fee in due if fee.amount is not None]
    if len(due) < 2 or len(amounts) < len(due) or len({amount.currency for amount in amounts}) > 1:
        return ""
    whole = Money(amount=sum((amount.amount for amount in amounts), Decimal()), currency=amounts[0].currency)
    return view.words.gettext("In most cases together: %(amount)s") % {"amount": view.amounts.money(whole)}


def _time(view: View) -> Iterator[Markup]:
    usual = usual_time(view)
    if usual:
        yield escape(usual)
    yield from (promise_in_words(view, promise) for promise in view.page.promises if promise.published)


def promise_in_words(view: View, promise: Promised) -> Markup:
    """What is promised, in a sentence; names that run the other way are set apart."""
    return escape(view.words.gettext("At most %(time)s from “%(start)s” to “%(end)s”.")) % {
        "start": view.say(promise.start),
        "end": view.say(promise.end),
        "time": view.amounts.duration(promise.within),
    }


def _needs(view: View) -> Iterator[Markup]:
    """Papers by their names; what a form is called does not say that it is one."""
    kinds = {needed.name: needed.kind for needed in view.page.needs}
    for name, kind in list(kinds.items())[:_SHOWN]:
        fill_in = Markup("{} {}").format(view.words.gettext("You fill in:"), view.say(name))
        yield fill_in if kind == "form" else view.begin(name)
    if len(kinds) > _SHOWN:
        yield _more(view, len(kinds) - _SHOWN)


def _whom(view: View) -> Iterator[Markup]:
    contact: Contact | None = view.page.guidance.contact
    if contact is None:
        yield from (view.begin(said) for said in view.page.contacts[:_SHOWN])
        return
    if contact.name:
        yield view.begin(contact.name)
    yield from (escape(sanitize.text(way)) for way in (contact.phone, contact.email) if way)


def _redress(view: View) -> Iterator[Markup]:
    appeals = view.page.guidance.appeals
    yield from (_appeal(view, appeal) for appeal in appeals[:_SHOWN])
    if not appeals:
        told = [said.text for ending in view.page.redress for said in ending.tells if said.what == "redress"]
        told += redress_in_general(view.page)
        yield from (view.begin(text) for text in list(dict.fromkeys(filter(None, told)))[:_SHOWN])


def redress_in_general(page: CustomerPage) -> list[str]:
    """Where people can turn, as they are told at the start; where no bad ending tells it either, as in any step."""
    start = [said.text for said in page.tells if said.what == "redress" and said.text]
    at_the_end = any(said.what == "redress" for ending in page.redress for said in ending.tells)
    return start if start or at_the_end else list(page.redress_told)


def _appeal(view: View, appeal: Appeal) -> Markup:
    line = view.begin(appeal.what)
    if appeal.to:
        line = Markup("{}: {}").format(line, view.say(appeal.to))
    return Markup("{} ({})").format(line, view.amounts.duration(appeal.within)) if appeal.within else line


def _more(view: View, number: int) -> Markup:
    return escape(view.words.ngettext("and %(n)s more", "and %(n)s more", number) % {"n": number})

"""Fees as people print them in tables: none, an amount with its currency, or words that leave the amount open."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from pydantic import ValidationError

from frictionaudit.domain.procedure import Fee
from frictionaudit.domain.quantities import Money
from frictionaudit.sources.tables.wording import says_nothing

_SIGNS = {"₱": "PHP", "p": "PHP", "php": "PHP", "pesos": "PHP", "€": "EUR", "eur": "EUR", "euro": "EUR", "£": "GBP"}
_SIGNS |= {"gbp": "GBP", "$": "USD", "usd": "USD", "us$": "USD", "chf": "CHF", "sfr": "CHF", "fr.": "CHF"}
_SIGN = r"(?:us\$|[₱€£$]|php|pesos?|p|eur(?:o|os)?|gbp|usd|chf|sfr|fr\.)"
_AMOUNT = r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,2})?"
_FEE = re.compile(rf"^(?P<before>{_SIGN})?\.?\s*(?P<amount>{_AMOUNT})(?:,-+|\.-+|\.)?\s*(?P<after>{_SIGN})?\.?$")
_FREE = ("0", "0.00", "0,00", "free", "free of charge", "no fee", "no fees", "kostenlos", "gebührenfrei", "kostenfrei")


def read_fees(text: str, currency: str | None) -> tuple[Fee, ...] | None:
    """The fees of a cell: None when it says nothing, () when it says none; an open amount keeps the printed words."""
    plain = " ".join(text.casefold().split())
    if not plain:
        return None
    if says_nothing(plain) or plain in _FREE:
        return ()
    money = read_money(plain, currency)
    if money is None:
        return (Fee(note=" ".join(text.split())),)
    return (Fee(amount=money),) if money.amount else ()


def read_money(text: str, currency: str | None) -> Money | None:
    """One amount and nothing else; `currency` is that of the table, for amounts printed without."""
    match = _FEE.match(" ".join(text.casefold().split()))
    if not match:
        return _as_on_a_page(text)
    sign = match["before"] or match["after"]
    printed = _sign(sign) if sign else currency
    if printed is None:
        return None
    return Money(amount=_figure(match["amount"]), currency=printed)


def _as_on_a_page(text: str) -> Money | None:
    """An amount with the code of any currency: '50 NOK'."""
    try:
        return Money.model_validate(text.strip().upper()) if len(text) < 40 else None
    except ValidationError:
        return None


def currency_of(texts: Iterable[str]) -> str | None:
    """The one currency that the cells or the heading of a column print; None when there is none or more than one."""
    match = set()
    for text in texts:
        plain = text.casefold()
        for sign in re.findall(rf"(?<![a-z]){_SIGN}(?![a-z])", plain):
            if len(sign) > 1 or not sign.isalpha() or re.search(rf"\b{sign}\s*\d", plain):
                match.add(_sign(sign))
    return match.pop() if len(match) == 1 else None


def _sign(sign: str) -> str:
    return _SIGNS.get(sign) or _SIGNS.get(sign.rstrip("s")) or "PHP"


def _figure(text: str) -> Decimal:
    """'1,250.00', '1.250,00' and '35' as numbers: a mark before one or two last digits is the decimal mark."""
    whole, _, cents = re.sub(r"[.,](?=\d{1,2}$)", "|", text).partition("|")
    return Decimal(f"{re.sub(r'[^0-9]', '', whole)}.{cents or '0'}").normalize()

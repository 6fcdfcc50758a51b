"""Fees as people print them in tables: none, an amount with its currency, or words that leave the amount open."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from pydantic import ValidationError

from frictionaudit.domain.procedure import Fee
from frictionaudit.domain.quantities import Assumed, Money
from frictionaudit.sources.tables.raised import without_marks
from frictionaudit.sources.tables.wording import says_nothing

_SIGNS = {"₱": "PHP", "p": "PHP", "php": "PHP", "pesos": "PHP", "€": "EUR", "eur": "EUR", "euro": "EUR", "£": "GBP"}
_SIGNS |= {"gbp": "GBP", "$": "USD", "usd": "USD", "us$": "USD", "chf": "CHF", "sfr": "CHF", "fr.": "CHF"}
_SIGNS |= {"nz$": "NZD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "s$": "SGD", "hk$": "HKD", "₹": "INR"}
_SIGNS |= {"rs": "INR", "rs.": "INR", "ksh": "KES", "ksh.": "KES", "rm": "MYR", "¥": "JPY"}
_SIGNS |= {"kč": "CZK", "zł": "PLN", "лв": "BGN", "lei": "RON", "₺": "TRY"}
_SIGNS |= {"₴": "UAH", "₦": "NGN", "₪": "ILS", "₫": "VND", "₩": "KRW", "฿": "THB", "₵": "GHS", "r$": "BRL"}
_CODES = (
    "aed ars aud bdt bgn brl cad clp cny czk dkk egp etb ghs hkd huf idr ils inr isk jpy kes krw lkr mxn myr ngn nok"
    " npr nzd pkr pln ron rsd rwf sar sek sgd thb tzs uah ugx vnd xaf xof zar zmw"
)
_SIGNS |= {code: code.upper() for code in _CODES.split()}
_SHARED = {"$": "AUD CAD HKD NZD SGD USD", "rs": "INR LKR MUR NPR PKR", "¥": "CNY JPY", "p": "PHP"}
_SHARED |= {"kr": "DKK ISK NOK SEK"}
"""Signs that several currencies share: that of the table goes first."""
_SIGN = (
    r"(?:(?:us|nz|au?|ca?|s|hk|r)?\$|[₱€£₹¥₺₴₦₪₫₩฿₵]|php|pesos?|p|eur(?:o|os)?|gbp|usd|chf|sfr|fr\.|rs\.?|ksh\.?|rm"
    r"|kč|zł|лв|lei|kr\.?"
    rf"|{_CODES.replace(' ', '|')})"
)
_AMOUNT = r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,2})?"
_FEE = re.compile(rf"^(?P<before>{_SIGN})?\.?\s*(?P<amount>{_AMOUNT})(?:/?[=,.]?-+|/=|\.)?\s*(?P<after>{_SIGN})?\.?$")
_AMONG_WORDS = re.compile(
    rf"(?<![\w.])(?:(?P<before>{_SIGN})\.?\s*(?P<amount>{_AMOUNT})(?:/?-+|/=)?(?![\w%])"
    rf"|(?P<figure>{_AMOUNT})\s*(?P<after>{_SIGN})(?!\w))"
)
_OPEN = re.compile(
    r"%|\d\s*(?:k|thousand|million)\b|/\s*[a-z]"
    r"|\b(?:from|starting|at least|minimum|min|plus|or|(?<!up )to|if|each|every)\b"
    r"|\bper (?!application|applicant|case|request|person|transaction)|\bpro (?!antrag|person|fall)|\bab\b|[+–-]\s*$"
)
"""Words beside an amount that make it no amount of one case: a rate, a limit, a choice."""
_NAMED = re.compile(r"^(?P<name>[^\W\d][^:\d]*?)(?:\s*:\s*|\s+[-–]\s+)(?P<money>\S.*)$")
_ROUGH = re.compile(r"\b(?:approx|about|around|ca|circa|etwa|max|maximum|up to|not exceeding|bis|average)\b|~")
_ROUGHLY = Assumed(why="the source gives the amount as about or at most this")
_RANGE = re.compile(rf"^{_SIGN}?\.?\s*(?:{_AMOUNT})\s*(?:-|–|to|bis)\s*{_SIGN}?\.?\s*(?:{_AMOUNT})\s*{_SIGN}?$")
_FOOTNOTE = re.compile(r"\s*(?:[*†‡]+|\(\d\)|\[\d{1,2}\])\s*$")
PAYS = re.compile(
    r"^(?:to )?(?:pays?|paying|transfers?|remit|zahl\w*|bezahl\w*|überweis\w*|paye[rz]?|paie|régler?|verser?|pagar)\b"
    r"|\b(?:be)?(?:zahlen|überweisen)$|\bpayment of\b",
    re.IGNORECASE,
)
"""How a step is named in which somebody pays: 'Pay the fee', 'Gebühr bezahlen'."""
_BACK = re.compile(
    r"\b(?:refundable|refunded|reimbursed|returned|paid back|given back|deposit|caution)\b|\bpfand\b|\bkaution"
    r"|\b(?:rück)?erstattet|\brückzahlbar|\bremboursable|\bborg(?:som)?\b|\bfianza\b"
)
_NOT_BACK = re.compile(
    r"\b(?:non|not|never)[ -]?(?:be )?(?:refund|reimburs|return)\w*|\bnicht (?:erstatt|rück)|non remboursable"
)
_FOR_SOME = re.compile(
    r"\b(?:free|waived|reduced|exempt\w*|half price|discount\w*|concession\w*|no (?:fee|charge)|kostenlos|frei"
    r"|gebührenfrei|ermässig\w*|gratuit\w*|exonéré\w*|réduit\w*)\b|[:=]\s*(?:free|0)\b"
)
_LONGEST = 120
_FREE = (
    *(
        "0",
        "0.00",
        "0,00",
        "free",
        "free of charge",
        "no fee",
        "no fees",
        "no charge",
        "no charges",
        "no cost",
        "no costs",
        "included",
        "all included",
        "inklusive",
        "enthalten",
        "inclus",
        "compris",
        "incluido",
    ),
    *("waived", "not charged", "without charge", "at no cost", "kostenlos", "gebührenfrei", "kostenfrei"),
    *("gratuit", "sans frais", "gratis", "gratuito", "kosteloos", "geen kosten"),
)


def read_fees(text: str, currency: str | None) -> tuple[Fee, ...] | None:
    """The fees of a cell: None when it says nothing, () when it says none; an open amount keeps the printed words."""
    text = _FOOTNOTE.sub("", without_marks(text))
    plain = " ".join(text.casefold().split())
    if not plain:
        return None
    if says_nothing(plain) or plain in _FREE:
        return ()
    money = read_money(plain, currency)
    printed = " ".join(text.split())
    if money is None:
        named = [_named(line, currency) for line in text.split("\n")]
        if all(named):
            return tuple(fee for fee in named if fee)
        among = _among_words(plain, currency)
        return (Fee(amount=among, note=printed),)
    return (Fee(amount=money),) if money.amount else ()


def _named(line: str, currency: str | None) -> Fee | None:
    """A fee with its name before a colon or a dash: 'Meter deposit - PHP 1,200.00'; None for other texts."""
    match = _NAMED.match(" ".join(line.split()))
    money = read_money(match["money"], currency) if match else None
    return Fee(name=match["name"], amount=money) if match and money and money.amount else None


def left_out_of(text: str) -> str:
    """What a fee leaves out of its own words: that it is paid back, or that some pay less; '' for neither."""
    plain = " ".join(text.casefold().split())
    if not re.search(r"\d", plain):
        return ""
    if _BACK.search(plain) and not _NOT_BACK.search(plain):
        return "counts as paid, though people get it back"
    return "counts as paid by all, though some pay less or nothing" if _FOR_SOME.search(plain) else ""


def why_open(text: str) -> str:
    """Why the amount of a fee is unknown."""
    plain = " ".join(text.casefold().split())
    if re.fullmatch(rf"(?:{_AMOUNT})(?:/?[=,.]?-+|/=|\.)?", plain):
        return "the table names no currency, so the fee is unknown; `currency:` in a mapping file does"
    if _RANGE.match(plain):
        return "it is a range of amounts, so the fee is unknown"
    if re.fullmatch(rf"(?:{_AMOUNT})\s*[^\W\d]{{1,15}}\.?", plain):
        return "its currency is not known, so the fee is unknown"
    return "there is no single amount, so the fee is unknown"


def amount_among_words(text: str) -> Money | None:
    """The one amount with its currency that a sentence names, as 'Pay the fee of £250' does; None for others.

    A 'p' is no currency there: it may be pesos or pence.
    """
    plain = " ".join(text.casefold().split())
    money = _among_words(plain, None)
    if money is not None and money.currency == "PHP" and not re.search(r"php|peso|₱", plain):
        return None
    return money if money is not None and money.amount else None


def _among_words(plain: str, currency: str | None) -> Money | None:
    """The one amount with its currency among words that leave it as it is: '£30 (GP letter)', 'max £40'."""
    found = list(_AMONG_WORDS.finditer(plain))
    if len(found) != 1 or len(plain) > _LONGEST:
        return None
    (match,) = found
    rest = f"{plain[: match.start()]} {plain[match.end() :]}"
    if re.search(r"\d", rest) or _OPEN.search(f"{plain[: match.start()]}0{plain[match.end() :]}"):
        return None
    money = _money(match["amount"] or match["figure"], match["before"] or match["after"], currency)
    return money.model_copy(update={"evidence": _ROUGHLY}) if money and _ROUGH.search(plain) else money


def read_money(text: str, currency: str | None) -> Money | None:
    """One amount and nothing else; `currency` is that of the table, for amounts printed without."""
    match = _FEE.match(" ".join(text.casefold().split()))
    if not match:
        return _as_on_a_page(text)
    return _money(match["amount"], match["before"] or match["after"], currency)


def _money(amount: str, sign: str | None, currency: str | None) -> Money | None:
    printed = _sign(sign, currency) if sign else currency
    return Money(amount=_figure(amount), currency=printed) if printed else None


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


def _sign(sign: str, currency: str | None = None) -> str | None:
    """The code of a currency; None for crowns of an unknown country."""
    if currency and currency in _SHARED.get(sign.rstrip("."), "").split():
        return currency
    if sign.rstrip(".") == "kr":
        return None
    return _SIGNS.get(sign) or _SIGNS.get(sign.rstrip("s")) or "PHP"


def _figure(text: str) -> Decimal:
    """'1,250.00', '1.250,00' and '35' as numbers: a mark before one or two last digits is the decimal mark."""
    whole, _, cents = re.sub(r"[.,](?=\d{1,2}$)", "|", text).partition("|")
    return Decimal(f"{re.sub(r'[^0-9]', '', whole)}.{cents or '0'}").normalize()

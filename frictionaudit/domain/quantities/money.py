"""Money, and what an hour of somebody's time costs; always with its currency, never a float."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from frictionaudit.domain.quantities.evidence import Quantity
from frictionaudit.domain.value_errors import UnreadableValueError, shown

_SIGNS = {"£": "GBP", "€": "EUR", "$": "USD", "₱": "PHP"}
_NUMBER = r"(\d+(?:\.\d+)?)"
_AMOUNT = re.compile(rf"^\s*(?:{_NUMBER}\s*([A-Z]{{3}}|[£€$₱])|([£€$₱])\s*{_NUMBER})\s*$")
_RATE = re.compile(rf"{_AMOUNT.pattern[:-4]}\s*/\s*(?:h|hour)\s*$")


_DIGITS = 20


def _is_bare(raw: Any) -> bool:
    """Whether it is a number without a currency."""
    return isinstance(raw, int | float) and not isinstance(raw, bool)


def _amount(match: re.Match[str]) -> dict[str, Any]:
    number, currency = match[1] or match[4], match[2] or match[3]
    if len(number) > _DIGITS:
        raise UnreadableValueError(f"an amount has at most {_DIGITS} digits", "write for example 50 GBP or £50")
    return {"amount": Decimal(number).normalize(), "currency": _SIGNS.get(currency, currency)}


def _plain(amount: Decimal) -> str:
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


class Money(Quantity):
    """An amount with its currency or its sign, for example `50 GBP` or `£50`."""

    amount: Decimal = Field(ge=0)
    currency: str = Field(pattern=r"^[A-Z]{3}$")

    @classmethod
    def parse(cls, raw: Any) -> dict[str, Any]:
        match = _AMOUNT.match(raw) if isinstance(raw, str) else None
        if not match:
            if _is_bare(raw):
                raise UnreadableValueError(f"{shown(raw)} has no currency", f"write for example {raw} GBP")
            raise UnreadableValueError(f"{shown(raw)} is not an amount of money", "write for example 50 GBP or £50")
        return _amount(match)

    def short(self) -> str:
        return f"{_plain(self.amount)} {self.currency}"

    @classmethod
    def short_schema(cls) -> dict[str, Any]:
        return {"type": "string", "pattern": _AMOUNT.pattern, "examples": ["50 GBP", "£50"]}


class Rate(Quantity):
    """Money per hour of somebody's time, for example `28 GBP/h`."""

    amount: Decimal = Field(ge=0)
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    per: Literal["h"] = "h"

    @classmethod
    def parse(cls, raw: Any) -> dict[str, Any]:
        match = _RATE.match(raw) if isinstance(raw, str) else None
        if not match:
            example = f"{raw} GBP/h" if _is_bare(raw) else "28 GBP/h"
            raise UnreadableValueError(f"{shown(raw)} is not money per hour", f"write for example {example}")
        return _amount(match)

    def short(self) -> str:
        return f"{_plain(self.amount)} {self.currency}/h"

    @classmethod
    def short_schema(cls) -> dict[str, Any]:
        return {"type": "string", "pattern": _RATE.pattern, "examples": ["28 GBP/h"]}

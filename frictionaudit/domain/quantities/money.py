"""Money, and what an hour of somebody's time costs; always with its currency, never a float."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from frictionaudit.domain.quantities.evidence import Quantity

_AMOUNT = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*([A-Z]{3})\s*$")
_RATE = re.compile(r"^\s*(\d+(?:\.\d+)?)\s*([A-Z]{3})\s*/\s*(h|hour)\s*$")


def _plain(amount: Decimal) -> str:
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


class Money(Quantity):
    """An amount with its currency, for example `50 GBP`."""

    amount: Decimal = Field(ge=0)
    currency: str = Field(pattern=r"^[A-Z]{3}$")

    @classmethod
    def parse(cls, raw: Any) -> dict[str, Any]:
        found = _AMOUNT.match(raw) if isinstance(raw, str) else None
        if not found:
            raise ValueError("expected an amount and a currency, for example 50 GBP")
        return {"amount": Decimal(found[1]).normalize(), "currency": found[2]}

    def short(self) -> str:
        return f"{_plain(self.amount)} {self.currency}"

    @classmethod
    def short_schema(cls) -> dict[str, Any]:
        return {"type": "string", "pattern": _AMOUNT.pattern, "examples": ["50 GBP"]}


class Rate(Quantity):
    """Money per hour of somebody's time, for example `28 GBP/h`."""

    amount: Decimal = Field(ge=0)
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    per: Literal["h"] = "h"

    @classmethod
    def parse(cls, raw: Any) -> dict[str, Any]:
        found = _RATE.match(raw) if isinstance(raw, str) else None
        if not found:
            raise ValueError("expected money per hour, for example 28 GBP/h")
        return {"amount": Decimal(found[1]).normalize(), "currency": found[2]}

    def short(self) -> str:
        return f"{_plain(self.amount)} {self.currency}/h"

    @classmethod
    def short_schema(cls) -> dict[str, Any]:
        return {"type": "string", "pattern": _RATE.pattern, "examples": ["28 GBP/h"]}

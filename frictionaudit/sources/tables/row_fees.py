"""The fees of a row: those of its column, else the one amount that the words of the customer's step name."""

from __future__ import annotations

import re

from frictionaudit.domain.procedure import Fee
from frictionaudit.sources.tables.cells.fees import (
    PAYS,
    amount_among_words,
    currency_of,
    left_out_of,
    read_fees,
    why_open,
)
from frictionaudit.sources.tables.conventions import Convention
from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.printed import PrintedRow
from frictionaudit.sources.tables.remarks import Remarks
from frictionaudit.sources.tables.wording import actions


def fees_of(row: PrintedRow, convention: Convention, said: Remarks, *, customers: bool) -> tuple[Fee, ...] | None:
    """The fees of a row, None where it says nothing of them; `customers`: whether the row is the customer's own."""
    text = row.own(Role.FEE)
    if not row.says(Role.FEE):
        return _in_words(row, said, customers)
    if not text:
        said.spans(Role.FEE)
    fees = read_fees(text, None if convention.mixed else convention.currency)
    if any(fee.amount for fee in fees or ()) and (left_out := left_out_of(text)):
        said.note(Role.FEE, f"'{' '.join(text.split())[:80]}' {left_out}")
    for fee in fees or ():
        if fee.amount is None:
            said.not_read(Role.FEE, text, why_open(text))
        elif convention.currency and fee.amount.currency != convention.currency:
            said.not_read(Role.FEE, text, "the currency differs from the table's, so the fee is unknown")
            return (Fee(note=" ".join(text.split())),)
    return fees


def _in_words(row: PrintedRow, said: Remarks, customers: bool) -> tuple[Fee, ...] | None:
    """What the customer pays by the words of the step, 'Pay the fee of £45'; other amounts are told."""
    fees: list[Fee] = []
    for role in (Role.CLIENT, Role.STEP, Role.ACTION):
        for part in actions(row.own(role)):
            if currency_of([part]) is None or not re.search(r"\d", part):
                continue
            money = amount_among_words(part) if customers or role is Role.CLIENT else None
            if money and PAYS.search(part):
                fees.append(Fee(amount=money))
                said.note(role, f"'{part[:80]}' names a fee, which is counted")
            else:
                said.not_read(role, part, "an amount in the words of a step; it counts in a column 'Fee'")
    return tuple(fees) or None

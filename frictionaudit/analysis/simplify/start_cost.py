"""What people have to pay, as the start can tell it: each fee with its name, and who has to pay it."""

from __future__ import annotations

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.simplify.only_if import OnlyIf
from frictionaudit.analysis.simplify.start_fact import Fact, told
from frictionaudit.domain.procedure import Fee, Side
from frictionaudit.domain.quantities import Money
from frictionaudit.domain.quantities.format import format_money
from frictionaudit.domain.quantities.listing import listed, quoted

NOTHING_TO_PAY = "nothing to pay"


def fees(subject: Subject, ways: OnlyIf) -> Fact:
    """The stated fees, each with its name; nothing to pay where every step of the customer says so; empty: unknown."""
    steps = {id: step for id in subject.procedure.in_reading_order() if (step := subject.procedure.steps[id]).fees}
    charged: dict[str, list[str]] = {}
    unknown: dict[str, None] = {}
    for id, step in steps.items():
        for fee in step.fees or () if id in ways.after else ():
            if fee.amount is None:
                unknown[f"how much '{fee.name}' is" if fee.name else "how much the fee is"] = None
            elif fee.amount.amount:
                charged.setdefault(_text(fee, fee.amount), []).append(id)
    own = [step for id, step in subject.tasks.items() if subject.side(id) is Side.CUSTOMER]
    if not charged:
        nothing = own and not steps and all(step.fees == () for step in own)
        return Fact(NOTHING_TO_PAY if nothing else "", tuple(unknown))
    fact = told(ways, charged, separator="; ")
    who = (f"who has to pay {listed(quoted(fact.left_out))}",) if fact.left_out else ()
    more = ("whether anything else has to be paid",) if any(step.fees is None for step in own) else ()
    return Fact(fact.text, (*who, *unknown, *more), fact.conditions)


def _text(fee: Fee, amount: Money) -> str:
    price = format_money(amount.amount, amount.currency)
    return f"{fee.name}: {price}" if fee.name else price

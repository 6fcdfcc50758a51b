"""Short facts about a step for its box, and the same in words: whose time it takes, what it waits for, with what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.domain.procedure import EFFORT_PARTS, Bearer, Procedure, Side, Step
from frictionaudit.domain.quantities import Duration, Share
from frictionaudit.domain.quantities.format import format_effort, format_money
from frictionaudit.domain.quantities.listing import listed, shortened
from frictionaudit.exports.pages.phrases import CHANNELS

_SHORT = re.compile(r"(?<=\d)[hms]\b")
_UNITS = {"h": "h", "m": "min", "s": "s"}
_WHOSE = {Bearer.CUSTOMER: "customer", Bearer.STAFF: "staff", Bearer.CONTRACTOR: "contractor", Bearer.THIRD: "others"}
_TURNS = ("queue", "batch", "customer", "third")


def plain(duration: Duration) -> str:
    """A length of time as a box shows it: 2 working days, 5 to 20 min, about 3 days."""
    points = [_SHORT.sub(lambda unit: f" {_UNITS[unit[0]]}", str(point)) for point in duration.points]
    if duration.quantiles:
        return f"about {points[len(points) // 2]}"
    return points[0] if len(points) == 1 else f"{points[0]} to {points[-1]}"


def efforts(procedure: Procedure, id: str) -> dict[Bearer, float]:
    """The expected minutes of one visit to a step, by whose time they are."""
    step, minutes = procedure.steps[id], dict[Bearer, float]()
    for part in EFFORT_PARTS if step.effort is not None else ():
        duration = step.effort.part(part) if step.effort is not None else None
        if duration is not None:
            bearer = procedure.bearer(id, part)
            minutes[bearer] = minutes.get(bearer, 0.0) + procedure.calendar.expected_touch(duration)
    return minutes


def waits(step: Step) -> Iterator[tuple[str, str]]:
    """Each wait before a step: whose turn it is, and how long."""
    for turn in _TURNS if step.wait is not None else ():
        duration: Duration | None = getattr(step.wait, turn)
        if duration is not None:
            yield turn, plain(duration)
    for turn in step.wait.missing if step.wait is not None else ():
        yield turn, ""


def staff_facts(procedure: Procedure, id: str, timed: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a box shows staff about a step, and the same in words. `timed`: the page gives times at all."""
    step, facts, told = procedure.steps[id], list[str](), list[str]()
    party = procedure.parties.get(step.by or "")
    doer = Bearer.CUSTOMER if party is not None and party.side is Side.CUSTOMER else None
    spent = efforts(procedure, id)
    for bearer, minutes in spent.items():
        own = bearer is doer or (doer is None and bearer is not Bearer.CUSTOMER)
        facts.append(format_effort(minutes) if own else f"{_WHOSE[bearer]} {format_effort(minutes)}")
        told.append(f"takes {format_effort(minutes)} of {_possessive(bearer)} time")
    if step.effort is None and step.kind == "task" and timed:
        facts.append("time not stated")
        told.append("time not stated")
    facts = [" · ".join(facts)] if facts else []
    for turn, length in waits(step):
        fact = f"wait {length}" if length else "wait unknown"
        facts += [fact] if fact not in facts else []
        told.append(f"waits {length or 'an unknown time'} {_TURN[turn]}")
    if step.systems:
        facts.append(f"in {shortened(step.systems, 2)}")
        told.append(f"uses {listed(step.systems, shown=None)}")
    return tuple(facts), tuple(told)


_TURN = {
    "queue": "in a queue of ours",
    "batch": "for the next batch",
    "customer": "for the customer",
    "third": "for a third party",
}


def _possessive(bearer: Bearer) -> str:
    return {Bearer.CUSTOMER: "the customer's", Bearer.STAFF: "staff", Bearer.CONTRACTOR: "contractors'"}.get(
        bearer, "other people's"
    )


def customer_facts(procedure: Procedure, id: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a customer wants to know of a step: how, how long, what for, what to bring, what it costs."""
    step, facts, told = procedure.steps[id], list[str](), list[str]()
    how = CHANNELS.get(str(step.channel or ""), "")
    minutes = efforts(procedure, id).get(Bearer.CUSTOMER, 0.0)
    first = [*([format_effort(minutes)] if minutes else []), *([how] if how else [])]
    if first:
        facts.append(" · ".join(first))
    if minutes:
        told.append(f"takes {format_effort(minutes)} of your time")
    if how:
        also = [CHANNELS.get(str(channel), str(channel)) for channel in step.also]
        told.append(f"done {listed([how, *also], shown=None, last='or')}")
    if step.asks:
        names = [_paper(procedure, paper) for paper in step.asks]
        others = [name for name in names if name.casefold() != (step.name or "").casefold()]
        facts += [f"needs {shortened(others, 1)}"] if others else []
        told.append(f"needs {listed(names, shown=None)}")
    amounts = [fee.amount for fee in step.fees or () if fee.amount is not None]
    fees = [format_money(amount.amount, amount.currency) for amount in amounts]
    if fees:
        facts.append(f"pay {' + '.join(fees)}")
        told.append(f"costs {listed(fees, shown=None)}")
    if step.options:
        told.append(f"lets you choose: {listed(step.options, shown=None, last='or')}")
    return tuple(facts), tuple(told)


def _paper(procedure: Procedure, id: str) -> str:
    part = procedure.forms.get(id) or procedure.documents.get(id)
    return (part.name if part is not None else None) or id


def percent(share: Share | None) -> str:
    """A share as a label shows it: 72 %, about 5 % where it is assumed; empty where nobody gave it."""
    if share is None:
        return ""
    about = "about " if share.evidence.kind == "assumed" else ""
    return f"{about}{share.value * 100:.3g} %"

"""How a review is put into words: its decisions, predictions, checks and answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from frictionaudit.domain.quantities.format import format_number
from frictionaudit.domain.review import (
    Check,
    Fact,
    FindingDeferred,
    FindingWaived,
    MeasuredEffect,
    Prediction,
    SuggestionAccepted,
    Verification,
)
from frictionaudit.exports.wording import numbers, sanitize
from frictionaudit.results.measure import Basis, Measure, MeasureDefinition

WORDS = {
    "finding-accepted": "accepted: to be solved",
    "finding-waived": "waived",
    "finding-disputed": "disputed",
    "finding-deferred": "deferred",
    "suggestion-accepted": "accepted",
    "suggestion-rejected": "rejected",
}


def quantity(of: MeasuredEffect, value: float) -> str:
    """A value in the unit of a measure: 1 h 21 min, 2.1, 20 %."""
    if of.unit not in ("minutes", "share") and not (len(of.unit) == 3 and of.unit.isupper()):
        return format_number(value)  # its label says what is counted
    definition = MeasureDefinition(of.key, of.unit, "case", of.label, direction=of.direction, elapsed=of.elapsed)
    return numbers.quantity(Measure(of.key, value, of.unit, "case", Basis("stated"), definition), value)


def difference(of: MeasuredEffect) -> str:
    """A difference with its range: −15 min (−20 min to −10 min)."""
    if of.difference is None:
        return "unknown"
    text = signed(of, of.difference)
    if of.low is None or of.high is None or signed(of, of.low) == signed(of, of.high):
        return text
    if text in (signed(of, of.low), signed(of, of.high)) and signed(of, 0.0) in (
        signed(of, of.low),
        signed(of, of.high),
    ):
        return f"up to {text}"
    return f"{text} ({signed(of, of.low)} to {signed(of, of.high)})"


def signed(of: MeasuredEffect, value: float) -> str:
    """A difference with its sign; nothing has none."""
    size = quantity(of, abs(value))
    if size == quantity(of, 0.0):
        return size
    return f"{'+' if value > 0 else '−'}{size}"


def effects(predicted: Iterable[MeasuredEffect], shown: int = 3) -> str:
    """The first effects in one line: customer's time −15 min; waiting on us −2 days."""
    listed = [one for one in predicted if one.difference is not None]
    text = "; ".join(f"{one.label} {difference(one)}" for one in listed[:shown])
    more = len(listed) - shown
    return f"{text}; {more} more" if more > 0 else text or "nothing that is measured"


def prediction(predicted: Prediction, shown: int = 3) -> str:
    """What is predicted, in one line."""
    return effects(predicted.effects, shown)


def check(chosen: Check) -> str:
    """How and when it is checked: before and after, on 2027-03-01, with 460 cases on each side (2 weeks of data)."""
    text = f"{chosen.method.replace('-', ' ')}, on {chosen.on}"
    if chosen.cases is not None:
        text += f", with {chosen.cases:,} cases before and after"
    if chosen.weeks is not None:
        weeks = format_number(chosen.weeks) if chosen.weeks >= 0.1 else "0.1"
        text += f" ({weeks} {'week' if weeks == '1' else 'weeks'} of data)"
    return text if chosen.enough else f"{text}: too many to tell by that day"


def decision(fact: Fact) -> str:
    """A decision with its day, who made it and why: waived until 2027-01-31 by Ann Lee: the law asks for it."""
    words = WORDS[fact.kind]
    if isinstance(fact, FindingWaived) or (isinstance(fact, FindingDeferred) and fact.until):
        words += f" until {fact.until}"
    if isinstance(fact, SuggestionAccepted):
        words += f" as version {fact.design_version}"
    reason = getattr(fact, "reason", "")
    return sanitize.text(f"{words} by {fact.by}" + (f": {reason}" if reason else ""))


def answer(verification: Verification) -> str:
    """What a verification says, plainly, in one line."""
    realised = {one.key: one for one in verification.realised}
    leading = next((one for one in verification.predicted if one.key in realised), None)
    text: str = verification.answer
    if leading is not None:
        actual = realised[leading.key]
        text += f": {leading.label} {difference(actual)}, predicted {difference(leading)}"
    elif verification.predicted:
        text += f": predicted {effects(verification.predicted, 1)}"
    if verification.cases_more:
        text += f"; about {verification.cases_more:,} more measured cases would tell"
    return sanitize.text(f"{text}; {verification.note}" if verification.note else text)


def due(day: date, today: date) -> str:
    """When something is due, and by how much it is late: 2027-03-01, 12 days late."""
    late = (today - day).days
    return f"{day}, {late} {'day' if late == 1 else 'days'} late" if late > 0 else str(day)

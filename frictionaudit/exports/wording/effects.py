"""What changes bring, in the words of an owner: whose time, sooner done, fewer of what, and every worsening beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from frictionaudit.exports.wording import numbers
from frictionaudit.results.audit import Effect, Measure, Suggestion

_TIMES = {
    "customer_minutes": "{amount} {less} of the customer's time a case",
    "staff_minutes": "{amount} {less} of our people's time a case",
    "customer_cost": "{amount} {less} to pay for the customer a case",
    "staff_cost": "{amount} {less} cost to us a case",
    "lead_time": "{amount} {sooner} done",
    "wait_ours": "{amount} {less} waiting for us",
    "wait_third": "{amount} {less} waiting for others",
    "silent_time": "the longest silence {amount} {shorter}",
}
_COUNTS = {
    "customer_steps": ("step for the customer", "steps for the customer"),
    "staff_steps": ("step for our people", "steps for our people"),
    "forms": ("form", "forms"),
    "fields": ("question", "questions"),
    "documents": ("paper to bring", "papers to bring"),
    "contacts": ("contact", "contacts"),
    "unit_handoffs": ("hand-off between units", "hand-offs between units"),
    "handoffs": ("hand-off", "hand-offs"),
    "send_backs": ("case sent back", "cases sent back"),
    "channel_switches": ("change of channel", "changes of channel"),
    "visits_in_person": ("visit in person", "visits in person"),
    "phone_prompts": ("telephone menu", "telephone menus"),
}
_YEARS = {
    "customer_minutes": "customer_hours_year",
    "staff_minutes": "staff_hours_year",
    "customer_cost": "customer_cost_year",
    "staff_cost": "staff_cost_year",
}
"""Measures of a case with the measure of the year that is said in the same breath."""
_ORDER = (*_TIMES, *_COUNTS)
_WITHIN = {"wait_ours": "lead_time", "wait_third": "lead_time", "handoffs": "unit_handoffs"}
"""Measures that say nothing new where another has changed the same way."""
_SHOWN = 6
"""So many gains are named where not all are asked for; what gets worse is always named."""
_SMALL = 0.005
"""Less than this rounds to nothing."""


def sentence(effect: Effect | None, everything: bool = False, one: Suggestion | None = None) -> str:
    """What changes bring and, in the same sentence, all that gets worse; with the findings of a suggestion."""
    if effect is None:
        return "not proved"
    parts = [(key, part) for key, part in _parts(effect, everything) if effect.before[key].scope != "model"]
    better = [part for key, part in parts if effect.gain(key) > 0]
    worse = [part for key, part in parts if effect.gain(key) < 0]
    if len(better) > _SHOWN and not everything:
        better = [*better[: _SHOWN - 1], f"{len(better) - _SHOWN + 1} other measures better"]
    better += [*_found("fixes", one), *_found("mitigates", one)]
    worse += _found("introduces", one)
    said = "; ".join(better) or "nothing that is measured"
    said += f"; but {' and '.join(worse)}" if worse else ""
    drawn = [part for key, part in _parts(effect, everything) if effect.before[key].scope == "model"]
    said += f"; in the drawing {', '.join(drawn)}" if drawn else ""
    unsure = [key.replace("_", " ") for key in _keys(effect, everything) if not _known(effect, key)]
    return f"{said}; {', '.join(unsure)} can be told on one side only" if unsure else said


def _found(what: str, one: Suggestion | None) -> Iterator[str]:
    codes: tuple[str, ...] = getattr(one, what) if one is not None else ()
    if codes:
        yield f"{'triggers' if what == 'introduces' else what} {', '.join(counted(codes))}"


def counted(codes: Iterable[str]) -> Iterator[str]:
    """Codes in order, each with how often it stands there where that is more than once: FA101, FA107 (2)."""
    for code, times in sorted(Counter(codes).items()):
        yield f"{code} ({times})" if times > 1 else code


def _keys(effect: Effect, everything: bool) -> list[str]:
    return list(effect.before) if everything else [key for key in _ORDER if key in effect.before]


def _known(effect: Effect, key: str) -> bool:
    return None not in (effect.before[key].value, effect.after[key].value)


def _parts(effect: Effect, everything: bool) -> Iterator[tuple[str, str]]:
    for key in _keys(effect, everything):
        if not _known(effect, key) or (not everything and _said_already(effect, key)) or _with_its_case(effect, key):
            continue
        yield key, _part(effect, key)


def _with_its_case(effect: Effect, key: str) -> bool:
    """Whether it is the measure of the year that is said in the same breath as that of the case."""
    return any(year == key and case in effect.before for case, year in _YEARS.items())


def _said_already(effect: Effect, key: str) -> bool:
    """Whether another measure says the same: a case is done sooner just by what is spent on it, for one."""
    gain = effect.gain(key)
    other = _WITHIN.get(key)
    if other in effect.before and effect.gain(str(other)) * gain > 0:
        return True
    spent = sum(effect.gain(minutes) for minutes in ("customer_minutes", "staff_minutes") if minutes in effect.before)
    same = key == "lead_time" and gain * spent > 0 and abs(gain) <= abs(spent) * (1 + 1e-6)
    return same or (abs(gain) < _SMALL and key not in _YEARS)


def _part(effect: Effect, key: str) -> str:
    measure, less = effect.before[key], _change(effect, key) < 0
    amount = _amount(measure, abs(_change(effect, key))) + _spread(effect, key)
    if key in _TIMES:
        words = {"less": "less", "sooner": "sooner", "shorter": "shorter"}
        worse = {"less": "more", "sooner": "later", "shorter": "longer"}
        text = _TIMES[key].format(amount=amount, **(words if less else worse))
        year = _YEARS.get(key)
        if year is not None and year in effect.before and _known(effect, year):
            text += f", {_amount(effect.before[year], abs(_change(effect, year)))} a year"
        return text
    if key in _COUNTS:
        return f"{amount} {'fewer' if less else 'more'} {_COUNTS[key][amount != '1']}"
    return f"{key.replace('_', ' ')} {'less' if less else 'more'} by {amount}"


def _change(effect: Effect, key: str) -> float:
    return (effect.after[key].value or 0.0) - (effect.before[key].value or 0.0)


def _spread(effect: Effect, key: str) -> str:
    """How little and how much it can be; on the other side of nothing it is said to be the other way round."""
    if key not in effect.between:
        return ""
    sign = -1 if _change(effect, key) < 0 else 1
    low, high = sorted(value * sign for value in effect.between[key])
    measure = effect.before[key]
    if low < 0:
        other = "more" if sign < 0 else "less"
        return f" (from {_amount(measure, -low)} {other} to {_amount(measure, high)} {'less' if sign < 0 else 'more'})"
    few, many = _amount(measure, low), _amount(measure, high)
    return "" if few == many else f" ({few} to {many})"


def _amount(measure: Measure, size: float) -> str:
    if measure.unit == "minutes":
        return numbers.time(measure.key, size)
    if measure.unit == "share":
        return f"{size * 100:.2g} points in a hundred"
    bare = measure.key in _COUNTS or measure.unit in ("count", "ratio", measure.key.replace("_", " "))
    return numbers.plain(size) + ("" if bare else f" {numbers.singular(measure.unit, size)}")

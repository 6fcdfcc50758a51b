"""What changes do, in an owner's words: what gets better, and in the same sentence all that gets worse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from frictionaudit.domain.quantities.format import format_number
from frictionaudit.exports.wording import numbers
from frictionaudit.results.measure import Measure
from frictionaudit.results.suggestion import Effect, FindingChanges

_COMES_WITH = {"wait_ours": "lead_time", "wait_third": "lead_time", "handoffs": "unit_handoffs"}
"""Measures that say nothing new where another has changed the same way."""
_SAME = {"search_staff": "staff_search"}
"""Measures that are another one under a second name."""
_COMPARED = {"lead_time": ("sooner", "later"), "silent_time": ("shorter", "longer")}
"""What less and more of a measure are called where `less` and `more` would not do."""
SHOWN = 6
"""Gains named where not all are asked for; what gets worse is always named."""
NOTHING = "nothing that is measured"
"""What an effect is where no measure is worth saying."""
_MINOR = 0.01
"""A gain below this share of what was is not said where not all are asked for."""
_SMALL = 0.005
"""Less than this rounds to nothing."""
_HALF_A_SECOND = 1 / 120
_HALF_A_TENTH_OF_A_POINT = 0.0005


def sentence(effect: Effect | None, everything: bool = False, found: FindingChanges | None = None) -> str:
    """What changes save and, in the same sentence, all that gets worse; with the findings that differ.

    Where the range of a saving begins with nothing, it is `up to` the saving.
    """
    if effect is None:
        return "not proved"
    keys = [key for key in _keys(effect, everything) if _worth_saying(effect, key, everything)]
    keys.sort(key=lambda key: bool(effect.before[key].definition.one))  # whose time comes before how many
    case = [key for key in keys if effect.before[key].scope != "model"]
    better = [difference(effect, key) for key in case if effect.gain(key) >= 0]
    worse = [difference(effect, key) for key in case if effect.gain(key) < 0]
    if len(better) > SHOWN and not everything:
        better = [*better[: SHOWN - 1], f"{len(better) - SHOWN + 1} other measures better"]
    better += codes("fixes", found.fixes if found else ())
    better += codes("mitigates", found.mitigates if found else ())
    worse += codes("triggers", found.introduces if found else ())
    text = "; ".join(better) or NOTHING
    text += f"; but {' and '.join(worse)}" if worse else ""
    model = [difference(effect, key) for key in keys if effect.before[key].scope == "model"]
    text += f"; in the drawing {', '.join(model)}" if model else ""
    unknown = [effect.before[key].definition.label for key in _keys(effect, everything) if not _known(effect, key)]
    return f"{text}; unknown before or after: {', '.join(unknown)}" if unknown else text


def codes(verb: str, rules: Iterable[str]) -> list[str]:
    """Codes of findings after a verb, each with its number where it is more than one: fixes FA101, FA107 (2)."""
    numbered = [f"{code} ({times})" if times > 1 else code for code, times in sorted(Counter(rules).items())]
    return [f"{verb} {', '.join(numbered)}"] if numbered else []


def headline_keys(effect: Effect) -> list[str]:
    """The measures that people ask for first, in their order, then the others of a case."""
    ranked = sorted(effect.before.values(), key=lambda m: (m.definition.headline or 99, m.key))
    return [m.key for m in ranked if m.scope in ("case", "year")]


def _keys(effect: Effect, everything: bool) -> list[str]:
    keys = headline_keys(effect)
    if everything:
        return [*keys, *(key for key in effect.before if effect.before[key].scope == "model")]
    return [key for key in keys if _is_named(effect.before[key])]


def _is_named(measure: Measure) -> bool:
    """Whether an owner asks for it: it has a headline, counts something that has a name, or is a wait."""
    definition = measure.definition
    return bool(definition.headline or definition.one or definition.elapsed) and definition.direction != "neither"


def _known(effect: Effect, key: str) -> bool:
    return None not in (effect.before[key].value, effect.after[key].value)


def _worth_saying(effect: Effect, key: str, everything: bool) -> bool:
    """Whether it is known, differs, and is not said with another measure already."""
    if not _known(effect, key) or any(m.definition.per_year == key for m in effect.before.values()):
        return False
    if _SAME.get(key) in effect.before or is_nothing(effect.before[key], _change(effect, key)):
        return False
    if everything:
        return True
    gain = effect.gain(key)
    leading = _COMES_WITH.get(key)
    if leading in effect.before and effect.gain(str(leading)) * gain > 0:
        return False
    small = max(_SMALL, _MINOR * abs(effect.before[key].value or 0.0) if gain > 0 else 0.0)
    return abs(gain) >= small and not _is_effort_alone(effect, key)


def _is_effort_alone(effect: Effect, key: str) -> bool:
    """Whether a case ends sooner just by the minutes that people no longer spend on it."""
    if key != "lead_time":
        return False
    spent = sum(effect.gain(minutes) for minutes in ("customer_minutes", "staff_minutes") if minutes in effect.before)
    gain = effect.gain(key)
    return gain * spent > 0 and abs(gain) <= abs(spent) * (1 + 1e-6)


def is_nothing(measure: Measure, change: float) -> bool:
    """Whether a difference of a measure rounds to nothing."""
    least = {"minutes": _HALF_A_SECOND, "share": _HALF_A_TENTH_OF_A_POINT}.get(measure.unit, _SMALL)
    return abs(change) < least


def difference(effect: Effect, key: str) -> str:
    """How much a measure changes: "28.8 min less of the customer's time per case, 5,760 hours per year"."""
    measure, change = effect.before[key], _change(effect, key)
    definition, less = measure.definition, change < 0
    can_be_nothing = _may_be_nothing(effect, key)
    spread = "" if can_be_nothing else _spread(effect, key)
    size = _sized(measure, change)
    if measure.unit in ("count", "ratio") and not definition.one:
        return f"{definition.label} {'down' if less else 'up'} {'at most ' if can_be_nothing else ''}{size}{spread}"
    size = f"up to {size}" if can_be_nothing else size
    if definition.one:
        noun = definition.one if format_number(abs(change)) == "1" else definition.many
        return f"{size} {'fewer' if less else 'more'} {noun}{spread}"
    if key in _COMPARED:
        text = f"{size} {_COMPARED[key][not less]}{spread}"
        return f"done {text}" if key == "lead_time" else f"{definition.label} {text}"
    if measure.unit == "share":
        return f"{definition.label} {'down' if less else 'up'} {_points(change)}"
    per = " per case" if measure.scope == "case" and definition.per_year else ""
    year = definition.per_year
    also = (
        f", {numbers.quantity(effect.before[year], abs(_change(effect, year)))} per year" if _has(effect, year) else ""
    )
    of = "of the " if definition.label.startswith("customer's") else ""
    return f"{size} {'less' if less else 'more'} {of}{definition.label}{per}{spread}{also}"


def _sized(measure: Measure, change: float) -> str:
    """The size of a difference; what is counted is named after it."""
    return format_number(abs(change)) if measure.definition.one else numbers.quantity(measure, abs(change))


def _points(change: float) -> str:
    points = format_number(abs(change) * 100)
    return f"{points} percentage {'point' if points == '1' else 'points'}"


def _has(effect: Effect, key: str) -> bool:
    return key in effect.before and _known(effect, key)


def _change(effect: Effect, key: str) -> float:
    return (effect.after[key].value or 0.0) - (effect.before[key].value or 0.0)


def _may_be_nothing(effect: Effect, key: str) -> bool:
    """Whether the range of a difference begins at no difference."""
    return key in effect.between and is_nothing(effect.before[key], min(map(abs, effect.between[key])))


def _spread(effect: Effect, key: str) -> str:
    """How little and how much it can be; on the other side of zero it is said to be the other way round."""
    if key not in effect.between:
        return ""
    measure, sign = effect.before[key], -1 if _change(effect, key) < 0 else 1
    low, high = sorted(value * sign for value in effect.between[key])
    few, many = (_sized(measure, size) for size in (low, high))
    if low < 0:
        words = _COMPARED.get(key) or ("fewer" if measure.definition.one else "less", "more")
        least, most = (words[1], words[0]) if sign < 0 else words
        return f" (from {few} {least} to {many} {most})"
    return "" if few == many else f" ({few} to {many})"

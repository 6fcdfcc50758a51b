"""Suggestions to be read: what to change, what it brings for customers and staff, and what it costs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from frictionaudit.domain.changes import dump
from frictionaudit.domain.findings import Effect, Measure, SuggestedProcedure, Suggestion
from frictionaudit.exports import numbers, words
from frictionaudit.exports.comparison import HEADLINE

_BETTER_HIGHER = frozenset({"flow_efficiency", "known_data_ratio", "rolled_yield", "completion_parity"})
_WIDTH = 100


def text(found: Iterable[SuggestedProcedure], everything: bool = False) -> str:
    """Suggestions of some procedures, each with the sentence of its effect."""
    return "\n".join(line for one in found for line in _one(one, everything)).rstrip()


def _one(one: SuggestedProcedure, everything: bool) -> Iterator[str]:
    yield f"{one.title}  {one.source}"
    yield "─" * _WIDTH
    if not one.suggestions:
        yield "  no simplification was found that follows from what the page says"
    for n, suggestion in enumerate(one.suggestions, start=1):
        yield from wrap(f"{suggestion.title}", _WIDTH, initial_indent=f"{n:>3}. ", subsequent_indent="     ")
        yield from _line("brings", effect(suggestion.effect, everything))
        if suggestion.given_up:
            yield from _line("gives up", suggestion.given_up)
        kind = (
            "follows from the page" if suggestion.safety == "mechanical" else "somebody who knows the case has to judge"
        )
        answers = f"; answers {', '.join(suggestion.answers)}" if suggestion.answers else ""
        yield from _line("nature", f"{kind} ({suggestion.heuristic}{answers})")
        if everything:
            for sentence in words.tell(suggestion.changes, one.procedure):
                yield from _line("change", sentence)
    if one.together is not None and len(one.taken) > 1:
        listed = ", ".join(str(n + 1) for n in one.taken)
        yield from _line("together", f"{listed}: {effect(one.together, everything)}")
    yield ""


def _line(word: str, said: str) -> list[str]:
    return wrap(f"{word}: {said}", _WIDTH, initial_indent="     ", subsequent_indent="       ")


def effect(effect: Effect | None, everything: bool = False) -> str:
    """What changes bring, and in the same sentence what gets worse."""
    if effect is None:
        return "not proved"
    keys = list(effect.before) if everything else [key for key in HEADLINE if key in effect.before]
    better = [_said(effect, key) for key in keys if _gain(effect, key) > 0]
    worse = [_said(effect, key) for key in keys if _gain(effect, key) < 0]
    now = [key for key in keys if None in (effect.before[key].value, effect.after[key].value)]
    parts = [", ".join(better) or "nothing that is measured"]
    parts += [f"but {', '.join(worse)}"] if worse else []
    parts += [f"{', '.join(now)} can be told on one side only"] if now else []
    return "; ".join(parts)


def _gain(effect: Effect, key: str) -> float:
    before, after = effect.before[key].value, effect.after[key].value
    if before is None or after is None:
        return 0.0
    return after - before if key in _BETTER_HIGHER else before - after


def _said(effect: Effect, key: str) -> str:
    before, after = effect.before[key], effect.after[key]
    change = (after.value or 0.0) - (before.value or 0.0)
    least = effect.between.get(key)
    spread = f" ({_amount(before, least[0])} to {_amount(before, least[1])})" if least else ""
    return f"{_amount(before, change)}{spread} {_called(before)}"


def _amount(measure: Measure, change: float) -> str:
    sign = "−" if change < 0 else "+"
    size = numbers.time(measure.key, abs(change)) if measure.unit == "minutes" else numbers.plain(abs(change))
    return f"{sign}{size}"


def _called(measure: Measure) -> str:
    unit = "" if measure.unit in ("minutes", "count") else f" {measure.unit}"
    return f"{unit.strip()} {measure.key.replace('_', ' ')}".strip()


def as_json(found: Sequence[SuggestedProcedure]) -> str:
    """`{"schema", "procedures": [{"id", "title", "source", "suggestions": [...], "taken", "together"}]}`."""
    document = {"schema": 1, "procedures": [_plain(one) for one in found]}
    return json.dumps(document, ensure_ascii=False, indent=2)


def _plain(one: SuggestedProcedure) -> Mapping[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "source": one.source,
        "suggestions": [
            {
                **suggestion.model_dump(mode="json", exclude={"changes", "effect"}),
                "changes": dump(suggestion.changes),
                "words": words.tell(suggestion.changes, one.procedure),
                "effect": plain_effect(suggestion.effect),
            }
            for suggestion in one.suggestions
        ],
        "taken": list(one.taken),
        "together": plain_effect(one.together),
    }


def plain_effect(effect: Effect | None) -> Mapping[str, Any] | None:
    """For each measure that differs: before, after, difference, its range, unit and scope."""
    if effect is None:
        return None
    found = {}
    for key, before in effect.before.items():
        after = effect.after[key]
        known = before.value is not None and after.value is not None
        found[key] = {
            "before": before.value,
            "after": after.value,
            "difference": round((after.value or 0) - (before.value or 0), 9) if known else None,
            "between": effect.between.get(key),
            "unit": before.unit,
            "scope": before.scope,
            "evidence": after.evidence.kind,
        }
    return found


def suggestion_words(one: Suggestion) -> str:
    """A suggestion with its effect in one line."""
    return f"{one.title}: {effect(one.effect)}"

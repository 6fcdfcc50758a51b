"""Suggestions as text and JSON: what to change, its effect for customers and staff, and its trade-off."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from frictionaudit.domain.changes import dump
from frictionaudit.exports.wording import changes
from frictionaudit.exports.wording.effects import sentence
from frictionaudit.results.audit import Effect, SuggestedProcedure

_WIDTH = 100


def text(found: Iterable[SuggestedProcedure], everything: bool = False) -> str:
    """Suggestions of some procedures, each with the sentence of its effect; minor ones only with `everything`."""
    return "\n".join(line for one in found for line in _one(one, everything)).rstrip()


def _one(one: SuggestedProcedure, everything: bool) -> Iterator[str]:
    yield f"{one.title}  {one.source}"
    yield "─" * _WIDTH
    if not one.suggestions:
        yield "  no simplification was found that follows from what the page says"
    shown = [suggestion for suggestion in one.suggestions if everything or not suggestion.is_minor]
    for n, suggestion in enumerate(shown, start=1):
        yield from wrap(f"{suggestion.title}", _WIDTH, initial_indent=f"{n:>3}. ", subsequent_indent="     ")
        yield from _line("brings", sentence(suggestion.effect, everything, suggestion))
        if suggestion.trade_off:
            yield from _line("gives up", suggestion.trade_off)
        kind = (
            "follows from the page" if suggestion.safety == "mechanical" else "somebody who knows the case has to judge"
        )
        yield from _line("nature", f"{kind} ({suggestion.heuristic})")
        if everything:
            for change in changes.describe(suggestion.changes, one.procedure):
                yield from _line("change", change)
    if len(one.suggestions) > len(shown):
        more = len(one.suggestions) - len(shown)
        yield f"  … and {more} more that save{'s' if more == 1 else ''} less than 1 % each; --all shows them"
    if one.together is not None and one.together.before and len(one.taken) > 1:
        listed = ", ".join(str(n + 1) for n in one.taken)
        yield from _line("together", f"{listed}: {sentence(one.together, everything)}")
    yield ""


def _line(word: str, said: str) -> list[str]:
    return wrap(f"{word}: {said}", _WIDTH, initial_indent="     ", subsequent_indent="       ")


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
                "words": changes.describe(suggestion.changes, one.procedure),
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

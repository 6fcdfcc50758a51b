"""Suggestions to be read: what to change, what it saves customers and staff, and what it costs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from frictionaudit.domain.changes import dump
from frictionaudit.domain.quantities.format import count, format_effort, format_elapsed
from frictionaudit.domain.quantities.listing import listed
from frictionaudit.exports.wording import changes, numbers, sanitize
from frictionaudit.exports.wording.effects import NOTHING, codes, difference, headline_keys, is_nothing, sentence
from frictionaudit.exports.wording.tables import folded, heading
from frictionaudit.results.audit import Effect, SuggestedProcedure, Suggestion
from frictionaudit.results.suggestion import MINOR_SHARE, Burden

WIDTH = 100
_INDENT = "       "
_SHOWN = 10
"""Ideas listed where not all are asked for."""
COLUMNS = ("customer", "per year", "staff", "lead time")
_KEYS = ("customer_minutes", "customer_hours_year", "staff_minutes", "lead_time")
"""The measures of the columns: per case, per year, per case, per case."""


def text(procedures: Iterable[SuggestedProcedure], everything: bool = False, width: int = WIDTH) -> str:
    """Suggestions of some procedures as a table, the most helpful first; `everything` tells each change in words."""
    return "\n".join(line for suggested in procedures for line in _procedure(suggested, everything, width)).rstrip()


def _procedure(suggested: SuggestedProcedure, everything: bool, width: int) -> Iterator[str]:
    yield from heading(suggested.title, suggested.source, width)
    if suggested.cut_short:
        yield from folded(f"Note: {suggested.cut_short}.", width, "  ", "  ")
    yield from split_evenly(suggested.split_evenly, width)
    if not suggested.suggestions:
        yield "  No simplification follows from what the page says."
        yield from _burdens(suggested, width)
        yield ""
        return
    notable = [idea for idea in suggested.suggestions if everything or not idea.is_minor]
    shown = notable if everything else notable[:_SHOWN]
    yield f"  {count(len(suggested.suggestions), 'idea')}, the most helpful first. Each is proved on a copy."
    yield ""
    if everything:
        for n, suggestion in enumerate(shown, start=1):
            yield from _in_full(n, suggestion, suggested, width)
    else:
        yield in_columns(COLUMNS)
        for n, idea in enumerate(shown, start=1):
            yield from folded(idea.title, width, f"{n:>3}  ", "     ")
            yield from _row(savings(idea.effect), _more(idea), width)
    if len(shown) < len(suggested.suggestions):
        hidden = _not_shown(len(notable) - len(shown), len(suggested.suggestions) - len(notable))
        yield f"  … and {hidden}; --all shows all."
    yield from _burdens(suggested, width)
    if suggested.together is not None and suggested.together.before and len(suggested.taken) > 1:
        ordinals = ", ".join(str(n + 1) for n in suggested.taken)
        saved = sentence(suggested.together)
        if saved != NOTHING:
            yield from folded(f"Together ({ordinals}): {saved}", width, "  ", "    ")
    yield ""


def split_evenly(decisions: Sequence[str], width: int) -> Iterator[str]:
    """What every effect rests on where the page leaves shares out."""
    if decisions:
        names = listed(decisions)
        yield from folded(f"Note: the shares after {names} are not given; an even split is assumed.", width, "  ", "  ")


def _row(cells: Sequence[str], more: str, width: int) -> Iterator[str]:
    """The savings, and what else an idea does: beside them where it fits, otherwise below them.

    Where it saves nothing notable, only the latter.
    """
    if not _saves(cells):
        yield from folded(more, width, _INDENT, _INDENT)
        return
    line = in_columns(cells)
    beside = f"{line}   {sanitize.text(more)}".rstrip()
    if len(beside) <= width:
        yield beside
        return
    yield line
    yield from folded(more, width, _INDENT, _INDENT)


def _burdens(suggested: SuggestedProcedure, width: int) -> Iterator[str]:
    """Where the page burdens most, and which ideas answer that."""
    for burden in suggested.burdens:
        step = suggested.procedure.label(burden.step)
        if burden.kind == "effort":
            size = f"{format_effort(burden.minutes)} of {format_effort(burden.total)} of the customer's time per case"
            text = f"Greatest effort: {size}, at '{step}'"
        else:
            size = f"{format_elapsed(burden.minutes)} of {format_elapsed(burden.total)} of waiting per case"
            text = f"Longest wait on us or on others: {size}, before '{step}'"
        yield from folded(f"{text}: {_known(burden)}.", width, "  ", "    ")


def _known(burden: Burden) -> str:
    """The ideas that reduce a burden, otherwise those that can do so by an amount that nobody knows."""
    if burden.answered_by:
        return _numbered(burden.answered_by)
    return f"{_numbered(burden.perhaps_by)}, by how much is not known" if burden.perhaps_by else "no idea is known"


def _numbered(positions: Sequence[int]) -> str:
    return f"{'idea' if len(positions) == 1 else 'ideas'} {listed([str(n + 1) for n in positions])}"


def _not_shown(more: int, minor: int) -> str:
    parts = [count(more, "more idea")] if more else []
    parts += [f"{count(minor, 'idea')} saving less than 1 %"] if minor else []
    return " and ".join(parts)


def savings(effect: Effect | None) -> list[str]:
    """What changes do to the four measures of the columns, each with its sign; a dash where nothing notable differs.

    A saving under 1 % is not notable; neither is what rounds to nothing.
    """
    cells = []
    for key in _KEYS:
        before = effect.before.get(key) if effect else None
        after = effect.after.get(key) if effect else None
        if before is None or after is None or before.value is None or after.value is None:
            cells.append("–")
        else:
            change = after.value - before.value
            if is_nothing(before, change) or -MINOR_SHARE * before.value < change < 0:
                cells.append("–")
                continue
            size = numbers.quantity(before, abs(change)).replace(" hours", " h").replace(" hour", " h")
            cells.append(f"{'−' if change < 0 else '+'}{size}")
    return cells


def _saves(cells: Sequence[str]) -> bool:
    """Whether anything stands in the four columns."""
    return any(cell != "–" for cell in cells)


def in_columns(cells: Sequence[str]) -> str:
    """The four savings, or their headings, each in its column."""
    return "    " + "".join(f" {cell:>12}" for cell in cells)


def _more(idea: Suggestion) -> str:
    """What else an idea does and costs: findings fixed and triggered, the trade-off."""
    parts = [f"at most, if {idea.assumes}"] if idea.assumes else []
    parts += [*codes("fixes", idea.fixes), *_further_gains(idea.effect), *codes("triggers", idea.introduces)]
    if idea.check:
        parts.append(f"first check {idea.check}")
    if idea.trade_off:
        parts.append(f"trade-off: {idea.trade_off}")
    return "; ".join(parts)


def _further_gains(effect: Effect | None) -> list[str]:
    """Two more gains, for what saves nobody time."""
    if effect is None or _saves(savings(effect)):
        return []
    gains = [key for key in headline_keys(effect) if effect.gain(key) > 0 and effect.before[key].definition.one]
    return [difference(effect, key) for key in gains[:2]]


def _in_full(n: int, idea: Suggestion, suggested: SuggestedProcedure, width: int) -> Iterator[str]:
    """An idea with all that it does, each change in words."""
    yield from folded(idea.title, width, f"{n:>3}. ", "     ")
    yield from _line("effect", sentence(idea.effect, True, idea), width)
    if idea.assumes:
        yield from _line("assumes", f"{idea.assumes}; where that is not so, the effect is smaller", width)
    if idea.check:
        yield from _line("check first", idea.check, width)
    if idea.trade_off:
        yield from _line("trade-off", idea.trade_off, width)
    judgement = "follows from the page" if idea.safety == "mechanical" else "needs judgement by someone who knows it"
    yield from _line("kind", f"{judgement} ({idea.heuristic})", width)
    for change in changes.describe(idea.changes, suggested.procedure):
        yield from _line("change", change, width)


def _line(word: str, text: str, width: int) -> list[str]:
    return folded(f"{word}: {text}", width, "     ", "       ")


def as_json(procedures: Sequence[SuggestedProcedure]) -> str:
    """`{"schema", "procedures": [{"id", "title", "suggestions", "burdens", "taken", "changes", "together", …}]}`."""
    document = {"schema": 1, "procedures": [_plain(suggested) for suggested in procedures]}
    return json.dumps(document, ensure_ascii=False, indent=2)


def _plain(suggested: SuggestedProcedure) -> Mapping[str, Any]:
    return {
        "id": suggested.id,
        "title": suggested.title,
        "source": suggested.source,
        "suggestions": [
            {
                **suggestion.model_dump(mode="json", exclude={"changes", "effect"}),
                "changes": dump(suggestion.changes),
                "words": changes.describe(suggestion.changes, suggested.procedure),
                "effect": plain_effect(suggestion.effect),
            }
            for suggestion in suggested.suggestions
        ],
        "burdens": [burden.model_dump(mode="json") for burden in suggested.burdens],
        "taken": list(suggested.taken),
        "changes": dump(suggested.changes),
        "together": plain_effect(suggested.together),
        "split_evenly": list(suggested.split_evenly),
    }


def plain_effect(effect: Effect | None) -> Mapping[str, Any] | None:
    """For each measure that differs: before, after, difference, its range, unit and scope."""
    if effect is None:
        return None
    measures = {}
    for key, before in effect.before.items():
        after = effect.after[key]
        known = before.value is not None and after.value is not None
        measures[key] = {
            "before": before.value,
            "after": after.value,
            "difference": round((after.value or 0) - (before.value or 0), 9) if known else None,
            "between": effect.between.get(key),
            "unit": before.unit,
            "scope": before.scope,
            "label": before.definition.label,
            "direction": before.definition.direction,
            "evidence": after.evidence.kind,
        }
    return measures

"""Plans to be read: what to change together, and what it brings together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from frictionaudit.domain.changes import dump
from frictionaudit.exports.suggestions import plain_effect
from frictionaudit.exports.wording import changes
from frictionaudit.exports.wording.effects import sentence
from frictionaudit.results.audit import Plan, PlannedProcedure

_WIDTH = 100


def text(found: Iterable[PlannedProcedure], most: int = 5, everything: bool = False) -> str:
    """The plans of some procedures, the most helpful for customers first."""
    return "\n".join(line for one in found for line in _one(one, most, everything)).rstrip()


def _one(one: PlannedProcedure, most: int, everything: bool) -> Iterator[str]:
    yield f"{one.title}  {one.source}"
    yield "─" * _WIDTH
    if not one.plans:
        yield "  nothing was found that would make anything less within these limits"
    shown = one.plans if everything else one.plans[:most]
    for n, plan in enumerate(shown, start=1):
        yield from _plan(n, plan, everything)
    if len(one.plans) > len(shown):
        yield f"  … and {len(one.plans) - len(shown)} more that are better in something else; --all shows them"
    looked = f"{one.looked_at} set{'' if one.looked_at == 1 else 's'} measured"
    yield from wrap(f"{looked}; {one.cut_short}" if one.cut_short else looked, _WIDTH, initial_indent="  ")
    yield ""


def _plan(n: int, plan: Plan, everything: bool) -> Iterator[str]:
    changes = f"{len(plan.changes)} change{'' if len(plan.changes) == 1 else 's'}"
    yield from wrap(
        f"{changes}: {sentence(plan.effect, everything)}", _WIDTH, initial_indent=f"{n:>3}. ", subsequent_indent="     "
    )
    for part in plan.parts:
        yield from wrap(part.title, _WIDTH, initial_indent="     – ", subsequent_indent="       ")
        if part.trade_off:
            yield from wrap(
                f"gives up: {part.trade_off}", _WIDTH, initial_indent="       ", subsequent_indent="         "
            )


def as_json(found: Sequence[PlannedProcedure]) -> str:
    """`{"schema", "procedures": [{"id", …, "plans": [{"parts", "changes", "words", "effect"}], "looked_at"}]}`."""
    document = {
        "schema": 1,
        "procedures": [
            {
                "id": one.id,
                "title": one.title,
                "source": one.source,
                "plans": [
                    {
                        "parts": [part.model_dump(mode="json", exclude={"changes", "effect"}) for part in plan.parts],
                        "changes": dump(plan.changes),
                        "words": changes.describe(plan.changes, one.procedure),
                        "effect": plain_effect(plan.effect),
                    }
                    for plan in one.plans
                ],
                "looked_at": one.looked_at,
                "cut_short": one.cut_short,
            }
            for one in found
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)

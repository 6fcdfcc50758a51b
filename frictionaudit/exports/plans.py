"""Plans to be read: which ideas to carry out together, and what that does."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from frictionaudit.domain.changes import dump
from frictionaudit.domain.quantities.format import count
from frictionaudit.domain.quantities.listing import and_more, listed
from frictionaudit.exports.suggestions import COLUMNS, WIDTH, in_columns, plain_effect, savings, split_evenly
from frictionaudit.exports.wording import changes
from frictionaudit.exports.wording.effects import codes, sentence
from frictionaudit.exports.wording.tables import folded, heading
from frictionaudit.results.audit import Plan, PlannedProcedure


def text(procedures: Iterable[PlannedProcedure], most: int = 5, everything: bool = False, width: int = WIDTH) -> str:
    """The plans of some procedures: a table of them all, then the ideas of each, the most helpful first."""
    return "\n".join(line for planned in procedures for line in _procedure(planned, most, everything, width)).rstrip()


def _procedure(planned: PlannedProcedure, most: int, everything: bool, width: int) -> Iterator[str]:
    yield from heading(planned.title, planned.source, width)
    yield from split_evenly(planned.split_evenly, width)
    if not planned.plans:
        yield "  Within these limits no set of ideas makes anything better."
    else:
        notable = [plan for plan in planned.plans if everything or not plan.effect.is_minor]
        shown = notable if everything else notable[:most]
        yield in_columns(COLUMNS)
        for n, plan in enumerate(shown, start=1):
            yield from _plan(n, plan, everything, width)
        if len(notable) > len(shown):
            yield f"  … {and_more(notable, len(shown))}, each better on at least one count; --all shows them."
        if minor := len(planned.plans) - len(notable):
            yield f"  … {count(minor, 'plan')} saving less than 1 %; --all shows all."
    measured = f"{count(planned.looked_at, 'combination')} measured"
    yield from folded(f"{measured}; {planned.cut_short}" if planned.cut_short else measured, width, "  ")
    yield ""


def _plan(n: int, plan: Plan, everything: bool, width: int) -> Iterator[str]:
    """The ideas of a plan, as many as its heading says, each with its trade-off."""
    yield f"{n:>3}  {count(len(plan.parts), 'idea')}"
    yield in_columns(savings(plan.effect))
    yield from folded(sentence(plan.effect, everything), width, "     ", "     ")
    differ = [f"fixes {count(len(plan.fixes), 'finding')}"] if plan.fixes else []
    if differ := [*differ, *codes("triggers", plan.introduces)]:
        yield from folded(", but ".join(differ), width, "     ", "     ")
    if plan.assumes:
        yield from folded(f"the whole effect only if {listed(plan.assumes, None)}", width, "     ", "     ")
    for idea in plan.parts:
        yield from folded(idea.title, width, "     – ", "       ")
        if idea.check:
            yield from folded(f"first check {idea.check}", width, "       ", "       ")
        if idea.trade_off:
            yield from folded(f"trade-off: {idea.trade_off}", width, "       ", "       ")


def as_json(procedures: Sequence[PlannedProcedure]) -> str:
    """`{"schema", "procedures": [{"id", …, "plans": [{"parts", "changes", "words", "effect"}], "looked_at"}]}`."""
    document = {
        "schema": 1,
        "procedures": [
            {
                "id": planned.id,
                "title": planned.title,
                "source": planned.source,
                "plans": [
                    {
                        "parts": [part.model_dump(mode="json", exclude={"changes", "effect"}) for part in plan.parts],
                        "changes": dump(plan.changes),
                        "words": changes.describe(plan.changes, planned.procedure),
                        "effect": plain_effect(plan.effect),
                    }
                    for plan in planned.plans
                ],
                "looked_at": planned.looked_at,
                "cut_short": planned.cut_short,
                "split_evenly": list(planned.split_evenly),
            }
            for planned in procedures
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)

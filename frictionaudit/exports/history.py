"""The history of a design, told as a person would: when, who, why, what, and what it did."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from frictionaudit.domain.design import Version
from frictionaudit.domain.procedure import Procedure
from frictionaudit.exports.wording import changes, numbers
from frictionaudit.results.audit import Effect

TOLD = ("customer_steps", "forms", "fields", "documents", "handoffs", "customer_minutes", "staff_minutes", "lead_time")
"""Measures whose change is told with a version."""


def contents(designs: Sequence[tuple[str, Sequence[Version]]]) -> str:
    """Everything on record, a line each."""
    if not designs:
        return "nothing is on record here"
    width = max(len(id) for id, _ in designs)
    return "\n".join(
        f"{id:<{width}}  {len(versions)} version{'s' if len(versions) > 1 else ' '}  last {versions[-1].at:%Y-%m-%d} "
        f"by {versions[-1].author}: {versions[-1].reason}"
        for id, versions in designs
    )


def title(procedure: Procedure) -> str:
    """The heading of a story."""
    return f"{procedure.title} ({procedure.id})"


def chapter(version: Version, before: Procedure | None) -> list[str]:
    """One version: a line on who, when and why, and what changed in words."""
    head = f"  {version.number:>3}  {version.at:%Y-%m-%d %H:%M}  {version.author} {version.what} it: {version.reason}"
    lines = [head]
    if before is not None:
        for sentence in changes.describe(version.changes, before):
            lines += wrap(sentence, 100, initial_indent="         - ", subsequent_indent="           ")
    return lines


def effect(effect: Effect) -> list[str]:
    """What a version did to the measures people ask for first; nothing where it did nothing."""
    parts = []
    for key in TOLD:
        before, after = effect.before[key], effect.after[key]
        if before.value != after.value:
            parts.append(f"{key.replace('_', ' ')} {numbers.measure(before)} → {numbers.measure(after)}")
    return wrap("; ".join(parts), 100, initial_indent="         = ", subsequent_indent="           ") if parts else []

"""The history of a design, told as a person would: when, who, why, what, and what it did."""

from __future__ import annotations

import json
from collections.abc import Sequence

from frictionaudit.domain.design import Version
from frictionaudit.domain.procedure import Procedure
from frictionaudit.exports.wording import changes, numbers, sanitize
from frictionaudit.exports.wording.effects import headline_keys
from frictionaudit.exports.wording.tables import folded
from frictionaudit.results.audit import Effect


def contents(designs: Sequence[tuple[str, Sequence[Version]]]) -> str:
    """Everything on record, a line each."""
    if not designs:
        return "nothing is on record here"
    width = max(len(id) for id, _ in designs)
    return "\n".join(
        sanitize.text(
            f"{id:<{width}}  {len(versions)} version{'s' if len(versions) > 1 else ' '}  "
            f"last {versions[-1].at:%Y-%m-%d} by {versions[-1].author}: {versions[-1].reason}"
        )
        for id, versions in designs
    )


def title(procedure: Procedure) -> str:
    """The heading of a story."""
    return sanitize.text(f"{procedure.title} ({procedure.id})")


def chapter(version: Version, before: Procedure | None) -> list[str]:
    """One version: a line on who, when and why, and what changed in words."""
    head = f"{version.number:>3}  {version.at:%Y-%m-%d %H:%M}  {version.author} {version.what} it: {version.reason}"
    lines = [f"  {sanitize.text(head)}"]
    if before is not None:
        for sentence in changes.describe(version.changes, before):
            lines += folded(sentence, 100, "         - ", "           ")
    return lines


def effect(effect: Effect) -> list[str]:
    """What a version did to the measures people ask for first; nothing where it did nothing."""
    parts = []
    for key in headline_keys(effect):
        before, after = effect.before[key], effect.after[key]
        was, now = numbers.measure(before), numbers.measure(after)
        if before.definition.headline and before.scope == "case" and was != now:
            parts.append(f"{before.definition.label} {was} → {now}")
    return folded("; ".join(parts), 100, "         = ", "           ") if parts else []


def contents_as_json(designs: Sequence[tuple[str, Sequence[Version]]]) -> str:
    """`{"schema", "designs": [{"id", "versions", "last"}]}`."""
    listed = [
        {"id": id, "versions": len(versions), "last": versions[-1].model_dump(mode="json", exclude={"changes"})}
        for id, versions in designs
    ]
    return json.dumps({"schema": 1, "designs": listed}, ensure_ascii=False, indent=2)


def as_json(procedure: Procedure, versions: Sequence[Version]) -> str:
    """`{"schema", "id", "title", "versions": [{"number", "what", "at", "author", "reason", "changes"}]}`."""
    document = {
        "schema": 1,
        "id": procedure.id,
        "title": procedure.title,
        "versions": [version.model_dump(mode="json", by_alias=True) for version in versions],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)

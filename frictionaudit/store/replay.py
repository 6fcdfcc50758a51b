"""Replays a design at once: all its changes are read together and applied to one draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from eventsourcing.domain import OriginatorVersionError

from frictionaudit.domain.changes import apply, load
from frictionaudit.domain.changes.base import page_name
from frictionaudit.domain.changes.draft import NESTED, PARTS
from frictionaudit.domain.design import Design, version_of
from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.values import Value

BATCH = 20_000
"""Changes that are held in memory at once."""


_MODELS: tuple[type[Value], ...] = (Procedure, *PARTS.values(), *(model for _, model in NESTED.values()))
_IN_ORDER = frozenset({"id", "data", "from", "to", "next", "fields"}) | {
    page_name(model, name) for model in _MODELS for name, spec in model.model_fields.items() if spec.is_required()
}
"""Attributes by which a part is found, that hold other parts, or that others are validated against: what comes after
depends on them.
"""


def effective(documents: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The changes without those that a later one overwrites: of several amendments of one attribute, the last counts.

    Changes that add, remove or move a part, or change what a part needs, are kept with their place between the others.
    """
    kept: list[Mapping[str, Any]] = []
    last: dict[tuple[Any, ...], Mapping[str, Any]] = {}
    for document in documents:
        if document["kind"].endswith("-amended") and document.get("attribute") not in _IN_ORDER:
            place = tuple(document.get(name) for name in ("kind", "version", "id", "step", "flow", "form", "data"))
            key = (*place, document.get("attribute"))
            last.pop(key, None)
            last[key] = document
            continue
        kept += last.values()
        last.clear()
        kept.append(document)
    return [*kept, *last.values()]


def project(initial: Design | None, events: Iterable[Any]) -> Design | None:
    """A design from its events, or from a snapshot and the events after it; the same as one event after the other.

    A repository takes it as its projector.
    """
    design, last = initial, None
    documents: list[dict[str, Any]] = []
    for event in events:
        if not isinstance(event, Design.Amended | Design.Retired | Design.Reopened):
            design = event.mutate(design)  # a snapshot, or the first event
            continue
        expected = last.originator_version + 1 if last is not None else design.version + 1 if design else 1
        if design is None or event.originator_version != expected:
            raise OriginatorVersionError(event.originator_version, expected)  # an event is missing, or one too many
        if isinstance(event, Design.Amended):
            documents += event.changes
            if len(documents) >= BATCH:
                design.procedure = apply(design.procedure, load(effective(documents)), check=False)
                documents.clear()
        else:
            design.retired = isinstance(event, Design.Retired)
        last = event
    if design is None or last is None:
        return design
    if documents:
        design.procedure = apply(design.procedure, load(effective(documents)), check=False)
    design.last = version_of(last)
    design.advance(last.originator_version, last.timestamp)
    return design

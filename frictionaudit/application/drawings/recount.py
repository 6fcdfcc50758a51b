"""Elements of an imported file beside those of the file that is written from it, counted by kind."""

from __future__ import annotations

from collections.abc import Mapping

from frictionaudit.domain.quantities.listing import listed

_KINDS = {
    "drawn_tasks": "task",
    "drawn_subprocesses": "sub-process",
    "drawn_events": "event",
    "drawn_gateways": "gateway",
    "drawn_flows": "flow",
    "drawn_message_flows": "message flow",
    "drawn_lanes": "lane",
    "drawn_pools": "pool",
    "drawn_data": "data object",
}


def recounted(imported: Mapping[str, int], written: Mapping[str, int]) -> tuple[str, ...]:
    """In words what the written file has less of, and what it has more of."""
    fewer = _counts(imported, written)
    more = _counts(written, imported)
    told = [f"drawn in the file, not here: {fewer}"] if fewer else []
    return (*told, *([f"drawn here, not in the file: {more}"] if more else []))


def _counts(many: Mapping[str, int], few: Mapping[str, int]) -> str:
    differences = {word: many.get(key, 0) - few.get(key, 0) for key, word in _KINDS.items()}
    return listed((f"{n} {_plural(word) if n > 1 else word}" for word, n in differences.items() if n > 0), shown=None)


def _plural(word: str) -> str:
    return f"{word}es" if word.endswith("s") else f"{word}s"

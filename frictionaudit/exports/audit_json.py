"""An audit as JSON, in the shape that scripts rely on."""

from __future__ import annotations

from frictionaudit.domain.findings import Audit


def write(audit: Audit) -> str:
    """The audit as one JSON document; the same audit gives the same bytes."""
    return audit.model_dump_json(by_alias=True, indent=2)

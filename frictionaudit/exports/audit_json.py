"""An audit as JSON, in the shape that scripts rely on."""

from __future__ import annotations

import json

from frictionaudit.domain.findings import Audit


def write(audit: Audit) -> str:
    """The audit as one JSON document; the same audit gives the same bytes."""
    return json.dumps(audit.document(), ensure_ascii=False, indent=2)

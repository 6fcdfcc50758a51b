"""What a check of a store found, in words or for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from frictionaudit.domain.quantities.format import count


def text(checked: Any) -> str:
    """The number of events, each fault on a line of its own, and the head to keep."""
    lines = [
        f"{count(checked.events, 'event')} of {count(checked.designs, 'design')} and {count(checked.reviews, 'review')}"
    ]
    lines += [f"error: {fault}" for fault in checked.faults]
    if checked.unchained:
        lines.append("an earlier version wrote these; the chain over them begins with the next record")
    elif not checked.faults:
        lines.append("every event is as it was written, and everything can be replayed")
    lines.append(f"head {checked.head}")
    return "\n".join(lines)


def as_json(checked: Any) -> str:
    """`{"schema", "events", "designs", "reviews", "unchained", "head", "faults"}`."""
    return json.dumps({"schema": 1, **asdict(checked)}, indent=2, ensure_ascii=False)

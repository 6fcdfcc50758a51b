"""Computer systems as people list them in a column of tools, as in 'SAP, post book' or 'paper'."""

from __future__ import annotations

import re

from frictionaudit.sources.tables.wording import says_nothing

_BETWEEN = re.compile(r"[,;+/\n]| and | und ")
_NO_SYSTEM = re.compile(
    r"(?:on )?paper|papier|forms?|formulare?|(?:by )?hand|manual(?:ly)?|manuell|(?:internal |by )?(?:mail|post)"
    r"|letter|brief|(?:by )?(?:tele)?phone|telefon|in person|persönlich",
    re.IGNORECASE,
)
"""What such a column also holds, and what is no computer system."""


def read_systems(text: str) -> tuple[str, ...]:
    """The systems that a cell names, each once; empty where it names none."""
    names = (" ".join(name.split()) for name in _BETWEEN.split(text))
    return tuple(
        dict.fromkeys(name for name in names if name and not (says_nothing(name) or _NO_SYSTEM.fullmatch(name)))
    )

"""Lists in a sentence: the first few things, then how many more there are."""

from __future__ import annotations

from collections.abc import Iterable

SHOWN = 3
"""Things a list shows before it says how many more there are."""


def listed(names: Iterable[str], shown: int = SHOWN) -> str:
    """Names as a sentence lists them: `a`, `a and b`, `a, b and c`, and when cut `a, b, c and 4 more`."""
    names = list(names)
    if len(names) > shown:
        return f"{', '.join(names[:shown])} and {len(names) - shown} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))

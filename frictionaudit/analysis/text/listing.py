"""Lists in a sentence: the first few names, and how many more there are."""

from __future__ import annotations

from collections.abc import Iterable


def listed(names: Iterable[str], shown: int = 3, last: str = "and") -> str:
    """Names as a sentence lists them: `a, b and c`, and from the fourth on `a, b, c and 7 more`."""
    names = list(names)
    if len(names) > shown:
        return f"{', '.join(names[:shown])} and {len(names) - shown} more"
    return f" {last} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def quoted(names: Iterable[str]) -> Iterable[str]:
    """Each name in single quotes."""
    return (f"'{name}'" for name in names)

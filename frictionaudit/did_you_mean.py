"""The nearest known name to one that is not known, for the hint of an error."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice, zip_longest

_MANY = 500
"""Names above which only those are compared that begin alike and are about as long."""
_SHORTEST_PART = 4
"""Letters below which a part of a name is an accident."""
_BEGINNING = 3
"""Letters that are enough for the beginning of a name."""
_CANDIDATES = 20
"""Names that are compared more closely."""


def nearest(name: str, known: Iterable[str], count: int = 1, closeness: float = 0.6) -> list[str]:
    """Up to `count` known names that look like `name`, the nearest first; capitals make no difference.

    Their likeness is at least `closeness`, where 1 is equal.
    """
    from difflib import SequenceMatcher, get_close_matches  # only an error needs it

    by_lower = {candidate.lower(): candidate for candidate in known}
    if len(by_lower) > _MANY:  # each comparison costs as much as the rest of an error
        begins, length = name[:1].lower(), len(name)
        alike = (lower for lower in by_lower if lower[:1] == begins and abs(len(lower) - length) < 3)
        by_lower = {lower: by_lower[lower] for lower in islice(alike, _MANY)}
    lower = name.lower()
    near = get_close_matches(lower, by_lower, n=max(count, _CANDIDATES), cutoff=closeness)
    longer = [match for match in by_lower if len(lower) >= _BEGINNING and match.startswith(lower)]
    near = list(dict.fromkeys((*longer, *near)))  # a name that goes on comes before one that differs
    ratio = {match: SequenceMatcher(a=match, b=lower).ratio() for match in near}
    near.sort(key=lambda match: (not match.startswith(lower), -ratio[match], _replaced(match, lower)))
    return [by_lower[match] for match in near[:count]]


def _replaced(match: str, name: str) -> int:
    """How many characters differ in place: of two names that are as near, one with a letter replaced comes first."""
    return sum(a != b for a, b in zip_longest(match, name))


def _containing(name: str, known: Iterable[str]) -> list[str]:
    """Up to three known names that contain a name."""
    part = name.lower().replace(" ", "-").replace("_", "-")
    containing = (candidate for candidate in known if part in candidate.lower().replace(" ", "-").replace("_", "-"))
    return list(islice(containing, 3)) if len(part) >= _SHORTEST_PART else []


def did_you_mean(name: str, known: Iterable[str], count: int = 1, otherwise: str = "") -> str:
    """The hint "did you mean 'x'?"; `otherwise`, or the first eight known names, where none is near.

    Where no name is nearly the same, those that contain it are near, as 'prefill-known-answers' contains 'prefill'.
    """
    known = list(known)
    near = [f"'{candidate}'" for candidate in nearest(name, known, count) or _containing(name, known)]
    if near:
        return f"did you mean {' or '.join(near)}?"
    return otherwise or (f"known: {', '.join(known[:8])}" if known else "none is defined")

"""Texts and lists as a sentence has them: a capital to begin with, the first few things, then how many more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized

SHOWN = 3
"""Things a list shows before it says how many more there are."""


def listed(names: Iterable[str], shown: int | None = SHOWN, last: str = "and") -> str:
    """Names as a sentence lists them: `a`, `a and b`, `a, b and c`, and when cut `a, b, c and 4 more`.

    `shown` is None where all are named. `last` is the word before the last name: `a, b or c`.
    """
    names = list(names)
    if shown is not None and len(names) > shown:
        return shortened(names, shown)
    return f" {last} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def shortened(names: Iterable[str], shown: int = SHOWN, separator: str = ", ") -> str:
    """Names outside a sentence: `a, b, c`, and when cut `a, b, c and 4 more`."""
    names = list(names)
    return " ".join(filter(None, (separator.join(names[:shown]), and_more(names, shown))))


def and_more(names: Sized, shown: int = SHOWN) -> str:
    """What follows the names shown of a list: `and 4 more`, or nothing where all are shown."""
    return f"and {len(names) - shown:,} more" if len(names) > shown else ""


def quoted(names: Iterable[str]) -> Iterator[str]:
    """Each name in single quotes."""
    return (f"'{name}'" for name in names)


def sentence(text: str) -> str:
    """The text with a capital first letter; an address keeps its own."""
    first = text.partition(" ")[0]
    return text if "@" in first or first.startswith(("http:", "https:", "www.")) else text[:1].upper() + text[1:]

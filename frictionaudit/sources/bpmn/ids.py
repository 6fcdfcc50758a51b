"""Ids that a procedure can use: without blanks and odd characters, and each given only once."""

from __future__ import annotations

import re

_ODD = re.compile(r"[^A-Za-z0-9_.:-]+")
_MOST = 180


class Ids:
    """The ids given so far."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}

    def take(self, id: str) -> None:
        """Keep an id for what has it already."""
        self._taken.add(id)

    def give(self, raw: str) -> str:
        """A usable id like the raw one; with a number behind it where that is taken."""
        name = _ODD.sub("-", raw.strip())[:_MOST].lstrip(".:-") or "x"
        id = name
        while id in self._taken:
            self._next[name] = self._next.get(name, 1) + 1
            id = f"{name}-{self._next[name]}"
        self._taken.add(id)
        return id


def slug(text: str) -> str:
    """Words as an id: small letters, joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")

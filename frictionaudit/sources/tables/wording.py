"""How printed words are compared, numbered and turned into ids."""

from __future__ import annotations

import re

_NOTHING = re.compile(
    r"none|n\.?/?a\.?|nil|--?|–|—|\./\.|not applicable|not required|nothing|no action"
    r"|keine?r?|k\. ?a\.|n\. a\.|entfällt|nicht zutreffend|néant|aucune?|sans objet|ningun[oa]|no aplica|geen"
    r"|n\.?v\.?t\.?",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"^\s*(?:(?:[Ss]tep|STEP|[Ss]chritt)\s+)?(?P<number>\d{1,3}(?:\.\d{1,3})*[A-Za-z]?)"
    r"(?:[.):]+\s*|\s+(?=[^\W\d_a-zß-ÿ])|(?<=\.\d)\s+|$)(?P<rest>.*)$",
    re.DOTALL,
)
_BULLET = re.compile(r"^\s*[•●▪◦*–—-]\s+")
_INLINE = re.compile(r"\s+(?=\d{1,2}(?:\.\d{1,2})+\.?\s+[A-ZÄÖÜ])")
_WITH_ID = re.compile(r"^(?P<name>.*?)\s*\[(?P<id>[A-Za-z0-9][A-Za-z0-9._:-]*)\]$", re.DOTALL)
_PLAIN_ID = re.compile(r"[a-z0-9]+(?:[-._:][a-z0-9]+)*")
_LONGEST_ID = 100
"""What is longer is a name, and not an id."""


def normal(text: str) -> str:
    """Text as it is compared: lower case, without brackets, punctuation at its ends and doubled blanks."""
    bare = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", text.casefold().replace("’", "'"))
    return re.sub(r"[\s_]+", " ", bare).strip(" .:;,*#-–—/")


def says_nothing(text: str) -> bool:
    """Whether a cell is empty or says in words that there is nothing."""
    return not text.strip() or _NOTHING.fullmatch(text.strip()) is not None


def numbered(text: str) -> tuple[str, str]:
    """A text's printed number and the rest: '2b. None' is ('2b', 'None'); no number is ''.

    '2 copies of the form' begins with an amount, not with a number.
    """
    match = _NUMBER.match(text)
    if not match:
        return "", _BULLET.sub("", text).strip()
    return match["number"].casefold(), match["rest"].strip()


def actions(text: str) -> list[str]:
    """The actions in one cell, without their numbers; a line without a number goes on with the one before."""
    lines = [piece for line in text.split("\n") for piece in _INLINE.split(line) if piece.strip()]
    parted = [(numbered(line), bool(_BULLET.match(line))) for line in lines]
    marked = any(number for (number, _), _ in parted[1:]) or any(bullet for _, bullet in parted)
    listed: list[str] = []
    for (number, rest), bullet in parted:
        if listed and marked and not number and not bullet:
            listed[-1] = f"{listed[-1]} {rest}".strip()
        elif not says_nothing(rest):
            listed.append(rest)
    return listed if marked else [" ".join(listed)] * bool(listed)


def shortly(parts: list[str], limit: int = 90) -> str:
    """Several actions as one short name; the first is always there in full words."""
    name = parts[0]
    for part in parts[1:]:
        longer = f"{name}; {part[:1].lower()}{part[1:]}"
        if len(longer) > limit:
            return f"{name} …"
        name = longer
    return name if len(name) <= 2 * limit else f"{name[: 2 * limit].rsplit(' ', 1)[0]} …"


def split_outside(text: str, separators: str) -> list[str]:
    """The parts of a text between separators outside brackets, without blanks around; linear in its length.

    A comma between two figures, as in '26,50', is a decimal comma and no separator.
    """
    parts, start, depth = [], 0, 0
    for n, character in enumerate(text):
        depth = max(0, depth + (character in "([") - (character in ")]"))
        decimal = character == "," and text[n - 1 : n].isdigit() and text[n + 1 : n + 2].isdigit()
        if not depth and character in separators and not decimal:
            parts.append(text[start:n])
            start = n + 1
    return [part.strip() for part in (*parts, text[start:])]


def with_id(text: str) -> tuple[str, str | None]:
    """A name, and the id that follows it in square brackets or that it is itself: 'Lease [lease-copy]', 'lease'."""
    match = _WITH_ID.match(text.strip())
    if match and len(match["id"]) <= _LONGEST_ID:
        return match["name"].strip() or match["id"], match["id"]
    bare = text.strip()
    return bare, bare if len(bare) <= _LONGEST_ID and _PLAIN_ID.fullmatch(bare) else None


class Ids:
    """Ids given out so far, so that each new one is unlike all of them."""

    def __init__(self, *taken: str) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}

    def new(self, id: str, otherwise: str = "part") -> str:
        """The id itself, or with the first free number behind it."""
        base = id or otherwise
        n, free = self._last.get(base, 1), base
        while free in self._taken:
            n += 1
            free = f"{base}-{n}"
        self._last[base] = n
        self._taken.add(free)
        return free

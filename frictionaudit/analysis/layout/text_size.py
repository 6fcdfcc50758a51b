"""How wide a text is in the font of the drawings, and where its rows break, so that every name fits its box."""

from __future__ import annotations

import unicodedata

SIZE = 12.0
"""Pixels, the font size of a name inside a box."""

LEADING = 1.25
"""Height of a row, in font sizes."""

LONGEST = 300
"""Characters of a name that are drawn; the rest belongs in the picture's title."""

ELLIPSIS, HYPHEN = "…", "-"

# Advance widths of Helvetica and Arial for the characters from space to tilde, in thousandths of the font size.
_ASCII = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 "
    "584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 "
    "667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 "
    "278 556 500 722 500 500 500 334 260 334 584"
)
_WIDTHS = {chr(32 + at): int(word) / 1000 for at, word in enumerate(_ASCII.split())}
_OTHERS = {"…": 1.0, "–": 0.556, "—": 1.0, "‘": 0.222, "’": 0.222, "“": 0.333, "”": 0.333, "•": 0.35, "€": 0.556}
_UNKNOWN = 0.667


def width(text: str, size: float = SIZE) -> float:
    """The width of one row in pixels; accents, joiners and control characters take none."""
    return sum(map(_ADVANCES.__getitem__, text)) * size


def height(rows: int, size: float = SIZE) -> float:
    """The height of that many rows in pixels."""
    return rows * size * LEADING


def wrap(text: str, width: float, size: float = SIZE, rows: int = 4, longest: int = LONGEST) -> tuple[str, ...]:
    """The text in rows no wider than `width` pixels.

    Rows break between words, and with a hyphen inside a word that alone is wider than a row. What needs more than
    `rows` rows or `longest` characters ends in an ellipsis.
    """
    cut = len(text) > longest
    words = " ".join((text[:longest].rstrip() + ELLIPSIS if cut else text).split()).split(" ")
    made: list[str] = []
    row = ""
    for word in (piece for whole in words for piece in _pieces(whole, width, size)):
        longer = f"{row} {word}" if row else word
        if row and _wide(longer, size) > width:
            made.append(row)
            row = word
        else:
            row = longer
    if row:
        made.append(row)
    if len(made) > rows:
        made = [*made[: rows - 1], _shortened(" ".join(made[rows - 1 :]), width, size)]
    return tuple(made)


def balanced(text: str, width: float, size: float = SIZE, rows: int = 4) -> tuple[str, ...]:
    """As `wrap`, in as many rows, but each about as long as the others: no word is left alone in the last one."""
    made = wrap(text, width, size, rows)
    longest_word = max((_wide(word, size) for word in text.split()), default=0.0)
    while len(made) > 1 and not made[-1].endswith(ELLIPSIS):
        narrower = max(_wide(row, size) for row in made) - 0.01
        if narrower < longest_word or len(closer := wrap(text, narrower, size, rows + 1)) > len(made):
            break
        made = closer
    return made


def extent(rows: tuple[str, ...], size: float = SIZE) -> tuple[float, float]:
    """Width and height of wrapped rows in pixels."""
    return max((width(row, size) for row in rows), default=0.0), height(len(rows), size)


_wide = width


class _Advances(dict[str, float]):
    """The width of each letter at size 1, looked up once: Helvetica's, or what its kind tells."""

    def __missing__(self, letter: str) -> float:
        self[letter] = width = _advance(letter)
        return width


def _advance(letter: str) -> float:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf", "Cc", "Cs"):
        return 0.0
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return 1.0
    base = unicodedata.normalize("NFD", letter)[0]
    return _WIDTHS.get(base, _UNKNOWN)


_ADVANCES = _Advances(_WIDTHS | _OTHERS)


def _pieces(word: str, width: float, size: float) -> list[str]:
    """A word, broken where it alone is wider than a row; a hyphen shows the break between two letters."""
    if _wide(word, size) <= width:
        return [word]
    pieces, piece = [], ""
    for letter in word:
        mark = HYPHEN if piece[-1:].isalpha() and letter.isalpha() else ""
        if piece and _wide(f"{piece}{letter}{mark}", size) > width:
            pieces.append(f"{piece}{mark}")
            piece = ""
        piece += letter
    return [*pieces, piece]


def _shortened(text: str, width: float, size: float) -> str:
    """As much of the text as fits in one row with an ellipsis."""
    text = text.removesuffix(ELLIPSIS)
    while text and _wide(text + ELLIPSIS, size) > width:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS

"""What the customer learns in a step, as in 'result; reference; contact: the desk'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from frictionaudit.domain.procedure import Tells

_PIECES = re.compile(r"\s*[;\n]\s*|\s*,\s*(?=[a-z]+\s*(?:[,;:\n]|$))")


@dataclass(frozen=True)
class ReadTells:
    """What is told, and words that are no such thing."""

    tells: Tells
    unknown: tuple[str, ...] = ()


def read_tells(text: str) -> ReadTells:
    """Read a list of messages, each a word such as `result`, or a word and a text."""
    told: dict[str, bool | str] = {}
    unknown: list[str] = []
    for piece in _PIECES.split(text.strip()):
        word, colon, rest = (part.strip() for part in piece.partition(":"))
        if word.casefold() in Tells.model_fields:
            told[word.casefold()] = rest if colon and rest else True
        elif piece.strip():
            unknown.append(piece.strip())
    return ReadTells(Tells.model_validate(told), tuple(unknown))

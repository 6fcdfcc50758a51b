"""Conditions in the words of a row: 'if damaged', and which other rows only follow from them."""

from __future__ import annotations

import re

from frictionaudit.sources.tables.wording import normal

_IF = re.compile(r"\bif\b|^(?:falls|wenn)\b|[(,]\s*(?:falls|wenn)\b|\boptional\b|\bbei bedarf\b", re.IGNORECASE)
_ASKS_IF = re.compile(
    r"\b(?:as|even|check|see|ask|know|verif|confirm|decide|test|tell|say|determine|assess|review|what)\w*\s+if\b",
    re.IGNORECASE,
)
"""An 'if' that asks, as in 'checks if the form is complete', and makes no step conditional."""
_USUAL = re.compile(
    r"\b(?:complete|in order|correct|approv|qualif|eligib|valid|sufficient|satisf|complian|accept|available|ready"
    r"|free of|no (?:defici|error|problem|adverse|objection|violation|unpaid|outstanding)|vollständig|genehmig|korrekt"
    r"|gültig|geeignet|in ordnung)",
    re.IGNORECASE,
)
"""Conditions that a case meets if all goes well: what follows from them is what people come for."""
_NOT = re.compile(r"\b(?:not|isn't|aren't|nicht|keine?)\b", re.IGNORECASE)
_FROM = re.compile(r"\b(?:if|falls|wenn)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDING = re.compile(r"(?:ments?|ings?|ed|es|e|s|ungen|ung|en|t)$")
_EVERYWHERE = re.compile(
    r"clients?|customers?|applicants?|offices?|officers?|staff|clerks?|forms?|documents?|papers?|requests?|requirements?"
    r"|applications?|orders?|the|and|for|not|any|all|are|has|have|from|with|that|this|will|shall|must|may|can|then|their"
    r"|needed|necessary|required|applicable|next|steps?|(?:check|receiv|issu|giv|tak|show|submit|present|hand|proceed"
    r"|return|bring|go|get)(?:es|s|e|ed|ing)?|antrag|kunden?|formular|unterlagen?|wird|werden|muss|der|die|das|und|oder"
)
"""Words that rows have in common without following from one another."""


def conditional(part: str) -> bool:
    """Whether an action says that it is done only under a condition, or at choice."""
    return _IF.search(_ASKS_IF.sub("", part)) is not None


def unusual(part: str) -> bool:
    """Whether it is done only in some cases, and not in each that goes well."""
    clause = part[: _clause_end(part)]
    return conditional(part) and (_NOT.search(clause) is not None or not _USUAL.search(clause))


def _clause_end(part: str) -> int:
    """Where the condition itself ends and what is done then begins."""
    begin = match.start() if (match := _FROM.search(part)) else 0
    ends = [at for sign in ":,;" if (at := part.find(sign, begin)) > 0]
    return min(ends, default=len(part))


def condition_in(part: str) -> str:
    """The condition in its own words: 'If damaged'; all of it where no word begins it."""
    begin = match.start() if (match := _FROM.search(part)) else 0
    return " ".join(part[begin : _clause_end(part)].split()).strip(" ()")


def follows_from(part: str, other: str) -> bool:
    """Whether an action shares a telling word with the condition in another one, or with what stands behind it."""
    begin = match.start() if (match := _FROM.search(other)) else len(other)
    return bool(_stems(part) & _stems(other[begin:]))


def _stems(text: str) -> set[str]:
    words = (word for word in _WORD.findall(normal(text)) if not _EVERYWHERE.fullmatch(word))
    return {_ENDING.sub("", word) if len(word) > 3 else word for word in words}

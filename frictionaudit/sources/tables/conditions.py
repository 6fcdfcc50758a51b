"""Conditions in the words of a row: 'if damaged', and which other rows only follow from them."""

from __future__ import annotations

import re

from frictionaudit.sources.tables.wording import normal

_ONLY_THEN = r"needed|required|necessary|applicable|appropriate|requested|desired|possible|warranted|called for"
_FROM = re.compile(
    r"\b(?:only )?if\b|\bunless\b|\bonly (?:for|in|when|where|upon|on)\b|\bprovided that\b"
    rf"|\b(?:only )?(?:when|where)(?:ver)?(?: (?:it|this|that|they) (?:is|are))? (?:so )?(?:{_ONLY_THEN})\b"
    rf"|\bas (?:and when |may be |(?:is|are) )?(?:{_ONLY_THEN})\b(?! (?:by|in|under|for)\b)"
    r"|\b(?:up)?on (?:request|demand)\b(?! (?:forms?|letters?|slips?|notes?)\b)"
    r"|\bin (?:the )?(?:cases?|event) (?:of|that|where|when|there|an?|the|any|no|someone|they)\b"
    r"|\bfor (?!(?:office|official|internal|public)\b)(?:[\w'’/-]+ ){1,5}only\b"
    r"|(?<=\()(?!(?:cash|cheques?|checks?|cards?|originals?|copy|copies|one)\b)(?:[\w'’/-]+ ){1,4}only(?=\s*\))"
    r"|(?<=\()(?:[\w'’/-]+ ){1,4}(?:over|above|below|under|exceeding|über|unter) (?=[^()]*\d)"
    r"(?![^()]*(?:min|hour|h\b|day|week|month|stunde|tag|woche|monat))"
    r"|\b(?:bei bedarf|gegebenenfalls|ggf\b\.?|auf (?:wunsch|anfrage)|es sei denn|außer wenn)"
    r"|\bnur (?:bei|für|wenn|falls)\b|\b(?:im|in dem) falle?\b|^(?:falls|wenn|sofern|soweit)\b"
    r"|(?<=[(,])\s*(?:falls|wenn|sofern|soweit)\b"
    r"|\b(?:le cas échéant|au besoin|sur demande|en cas d[e'’]|s['’]il y a lieu|sauf si|si (?:nécessaire|besoin))",
    re.IGNORECASE,
)
"""Where a condition begins: 'if damaged', 'when required', 'upon request', 'in case of loss', 'unless waived'."""
_AT_CHOICE = re.compile(r"\boptional\b", re.IGNORECASE)
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
_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDING = re.compile(r"(?:ments?|ings?|ed|es|e|s|ungen|ung|en|t)$")
_EVERYWHERE = re.compile(
    r"clients?|customers?|applicants?|offices?|officers?|staff|clerks?|forms?|documents?|papers?|requests?|requirements?"
    r"|claims?|complaints?|cases?|over|under|above|below|exceeding"
    r"|applications?|orders?|the|and|for|not|any|all|are|has|have|from|with|that|this|will|shall|must|may|can|then|their"
    r"|needed|necessary|required|applicable|appropriate|requested|desired|possible|only|when|where|unless|upon|case|next|steps?|(?:check|receiv|issu|giv|tak|show|submit|present|hand|proceed"
    r"|return|bring|go|get)(?:es|s|e|ed|ing)?|antrag|kunden?|formular|unterlagen?|wird|werden|muss|der|die|das|und|oder"
)
"""Words that rows have in common without following from one another."""


def conditional(part: str) -> bool:
    """Whether an action says that it is done only under a condition, or at choice."""
    return _begins(part) is not None or _AT_CHOICE.search(part) is not None


def unusual(part: str) -> bool:
    """Whether it is done only in some cases, and not in each that goes well."""
    clause = part[_begins(part) or 0 : _clause_end(part)]
    return conditional(part) and (_NOT.search(clause) is not None or not _USUAL.search(clause))


def _begins(part: str) -> int | None:
    """Where the condition begins; an 'if' that asks is none."""
    match = _FROM.search(_ASKS_IF.sub(lambda asks: "." * len(asks[0]), part))
    return match.start() if match else None


def _clause_end(part: str) -> int:
    """Where the condition itself ends and what is done then begins."""
    begin = _begins(part) or 0
    signs = ":,;)" if part[:begin].rstrip().endswith("(") else ":,;"
    ends = [at for sign in signs if (at := part.find(sign, begin + 1)) > 0]
    return min(ends, default=len(part))


def condition_in(part: str) -> str:
    """The condition in its own words: 'If damaged'; all of it where no word begins it."""
    return " ".join(part[_begins(part) or 0 : _clause_end(part)].split()).strip(" ()")


def follows_from(part: str, other: str) -> bool:
    """Whether an action shares a telling word with the condition in another one, or with what stands behind it."""
    begin = _begins(other)
    return begin is not None and bool(_stems(part) & _stems(other[begin:]))


def _stems(text: str) -> set[str]:
    words = (word for word in _WORD.findall(normal(text)) if not _EVERYWHERE.fullmatch(word))
    return {_ENDING.sub("", word) if len(word) > 3 else word for word in words}

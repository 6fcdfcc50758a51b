"""Questions that are asked on purpose, even where the answer is known: identity, consent, safety, legal statements."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from frictionaudit.analysis.flow.loops_back import loops_back
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Document, Field

_PURPOSES = {
    "consent": r"consent|agree(s|d|ment)?\b|permission|opt[- ](in|out)",
    "safety": r"safe|harm|danger|allerg|injur|hazard|implant|pregnan|medicat|emergency|right (patient|person)|dose",
    "identity": r"\bwho\b|whose\b|identi|authenticat|verif|password|security question|signature",
    "a legal statement": r"\blaw\b|legal|declar|statement of|affirm|oath|sworn|affidavit|liab|represent|objection",
}
"""What a question serves, with the words of a purpose, label or data item that show it."""
_LOOKS_UP = r"^(to )?(find|locate|look(s)? up|match|where we (write|answer|reply|reach|send|pay))"
"""A purpose that only finds a record or an address: what the form is about does not make it a matter of safety."""
_IDENTITY_PAPERS = r"identity|identification|\bid\b|passport|driving licen[cs]e|birth certificate|^photo(graph)?s?$"
_FORMAL = (
    r"affidavit|oath|sworn|statutory declaration|notari|apostil|legali[sz]ed|bill of lading|promissory|\bche(que|ck)\b"
)
_LONG_WORD = 4
"""Shorter words of a question, such as `of`, do not show that a condition is about it."""


def deliberate_purpose(field: Field, form: str = "") -> str:
    """Why the repetition of a question may be right: consent, safety, identity and so on; empty where none shows.

    `form` is the name of its form, whose words count for the safety and the legal standing of all its questions. They
    do not count for safety where an answer only finds a record: a fire safety office asks for the address too. A
    sensitive answer may be shown to the wrong person: that is a matter of privacy.
    """
    words = " ".join(filter(None, (field.purpose, field.label, field.data)))
    only_finds = _has(_LOOKS_UP, field.purpose or "")
    for purpose, pattern in _PURPOSES.items():
        if only_finds and purpose == "safety" and not _has(pattern, words):
            continue
        formal = purpose in ("safety", "a legal statement", "consent") and _has(pattern, form)
        if formal or _has(pattern, words):
            return purpose
    return "a legal statement" if field.basis else "privacy" if field.sensitive else ""


def proves_identity(document: Document | None, id: str) -> bool:
    """Whether a document shows who somebody is, so that a copy or a register does not do its work."""
    name = document.name if document is not None and document.name else id.replace("-", " ")
    return _has(_IDENTITY_PAPERS, name)


def is_a_formal_paper(document: Document, id: str) -> bool:
    """Whether a document, by its name, is sworn, confirmed by an office, or worth what it says: a copy is not."""
    return _has(_FORMAL, document.name or id.replace("-", " "))


def _has(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


@lru_cache(maxsize=4)
def _returns(subject: Subject) -> dict[str, str]:
    """For each step that cases come to only by a loop back, the conditions on which they take it."""
    conditions: dict[str, str] = {}
    for loop in loops_back(subject):
        for step in loop.steps:
            if not subject.graph.certainly_before(loop.arc.source, step):
                continue
            conditions[step] = f"{conditions.get(step, '')} {loop.arc.flow.when or ''}".strip()
    return conditions


def asked_after_a_return(subject: Subject, steps: Iterable[str]) -> bool:
    """Whether cases come to one of some steps because something was missing or wrong the first time."""
    return any(step in _returns(subject) for step in steps)


def asked_because_missing(subject: Subject, steps: Iterable[str], item: str, label: str | None = None) -> bool:
    """Whether a case comes to one of some steps because this very answer or document was missing or wrong.

    The condition of the flow back then names it: `the reading is missing` for the meter reading.
    """
    named = re.findall(r"\w+", f"{item} {label or ''}".lower().replace("-", " "))
    words = {word for word in named if len(word) >= _LONG_WORD}
    stated = " ".join(_returns(subject).get(step, "") for step in steps).lower()
    return bool(words & set(re.findall(r"\w+", stated)))

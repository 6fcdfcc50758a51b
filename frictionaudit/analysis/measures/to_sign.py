"""Documents of ours that the customer only signs, accepts or sends back: nobody brings them."""

from __future__ import annotations

import re

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.procedure import Side

_SIGNS = re.compile(
    r"\b(?:(?:re|counter)?-?sign|initial|execute|endorse)(?:s|ing)?\b(?!\s+(?:in|up|on|out|off|for)\b)(.*)",
    re.IGNORECASE,
)
_GIVES_BACK = re.compile(
    r"\b(?:accept|agree to|confirm|approve|return|(?:send|hand|give|post|mail) back)(?:s|ing)?\b(.*)", re.IGNORECASE
)
_BEYOND = re.compile(r"\b(?:with|at|to|and|in|on|by|from|for|or|together|plus)\b.*", re.IGNORECASE)
_LONG_WORD = 4
"""Shorter words, such as `of`, do not show that a name is about a document."""


def is_to_be_signed(subject: Subject, step: str, item: str) -> bool:
    """Whether a step of the customer is there to sign, accept or send back a document that we gave them.

    The step's name says so, as 'Sign the contract'. Without naming anything, 'Sign' is about all that is asked there,
    unless that is a form. We issue the document, or hand it out at an earlier step.
    """
    document = subject.procedure.documents.get(item)
    if document is None or subject.side(step) is not Side.CUSTOMER or not _comes_from_us(subject, step, item):
        return False
    label = subject.procedure.label(step).replace("-", " ")
    things = [_words(_object(found[1])) for verbs in (_SIGNS, _GIVES_BACK) if (found := verbs.search(label))]
    if _SIGNS.search(label) and not things[0]:
        return not any(asked in subject.procedure.forms for asked in subject.procedure.steps[step].asks)
    return any(thing & _words(f"{item} {document.name or ''}") for thing in things)


def _comes_from_us(subject: Subject, step: str, item: str) -> bool:
    procedure = subject.procedure
    issuer = procedure.parties.get(procedure.documents[item].issued_by or "")
    if procedure.documents[item].issued_by == "us" or (issuer is not None and issuer.side.ours):
        return True
    return any(item in procedure.steps[before].gives for before in subject.graph.before(step))


def _object(rest: str) -> str:
    """What a verb is about: the words after it, up to a place or another thing."""
    return _BEYOND.sub("", rest)


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower().replace("-", " ")) if len(word) >= _LONG_WORD}

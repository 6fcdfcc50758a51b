"""Where the papers of a checklist are asked for: the client's first step in which something changes hands."""

from __future__ import annotations

import re
from collections.abc import Collection

from frictionaudit.sources.tables.steps import RowStep

_WORDS = r"(?: \w+)? (?:feedback|comments?|answers?|opinions?|(?:him|her|them|one|my|your)sel(?:f|ves))\b"
"""What people give that is no paper."""
_HANDS = re.compile(
    rf"\b(?:hand|submit|present|show|give|file|bring|surrender|provide|deliver)(?:s|ing|ed)?\b(?!{_WORDS})"
    r"|einreich|vorleg|abgeb|übergeb|einsend|reicht .*ein|legt .*vor|gibt .*ab"
)
_PAPERS = re.compile(r"requirement|\bpapers?\b|\bdocuments?\b|unterlagen|antrag|\bform\b")
_GETS = re.compile(r"^(?:receive|claim|get|accept|take|erhält|bekommt|holt)")


_FILLS = re.compile(r"\b(?:fill|complet|write|answer|enter|correct|amend|chang)|ausfüll|ergänz|korrigier|rempli")
_SENDS = re.compile(
    r"\b(?:send|post|mail|return|upload|take|drop|sign)(?:s|ing|ed)?\b|hochlad|schick|unterschreib|envoy|remet"
)


def is_handing_in(name: str) -> bool:
    """Whether a step hands something in and fills nothing in: 'Hand in the form', but not 'Correct the form'."""
    words = name.casefold()
    return not _FILLS.search(words) and bool(_HANDS.search(words) or _SENDS.search(words))


def first_to_hand_in(steps: list[RowStep], customers: Collection[str]) -> str | None:
    """The client's first step in which papers change hands, else their first step, else the first of all."""
    mine = [step for step in steps if step.step.by in customers]
    for pattern in (_HANDS, _PAPERS):
        for step in mine:
            name = (step.step.name or "").casefold()
            if pattern.search(name) and not (pattern is _PAPERS and _GETS.search(name)):
                return step.id
    return mine[0].id if mine else steps[0].id if steps else None

"""Which steps follow, as people write it: '80 % → Approve', 'if complete: 5', '6 (20%); 7', 'back to step 2'."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from frictionaudit.domain.quantities import ABOUT, Share

_ARROW = re.compile(r"\s*(?:-+>|=+>|→|⇒|➔|►|➜)\s*")
_SHARE = re.compile(
    r"(?P<about>(?:\babout|\bca\.?|\bapprox\.?|~|≈)\s*)?"
    r"(?P<number>\d{1,3}(?:[.,]\d{1,20})?)\s*%(?:\s*of (?:the )?cases)?"
)
_TIMES = {"once": 1, "twice": 2, "einmal": 1, "zweimal": 2, "dreimal": 3}
_LIMIT = r"(?:at most|no more than|up to|max(?:imum|imal)?\.?|höchstens|bis zu)"
_AT_MOST = re.compile(
    rf"\(?\b(?:at most (?P<bare>\d{{1,3}})(?!\s*(?:times?|x|×|mal)\b)"
    rf"|{_LIMIT} (?:(?P<number>\d{{1,3}})\s*(?:times?\b|x\b|×|mal\b)|(?P<word>{'|'.join(_TIMES)})\b))\)?",
    re.IGNORECASE,
)
"""How often cases go this way at most; 'max. 2' alone may as well be 2 days or 2 items."""
_GO = re.compile(
    r"(?:(?:go(?:es)?|continue(?:s)?|back|return(?:s)?|on|then|proceed(?:s)?|zurück|weiter)\s+)*(?:back\s+)?"
    r"(?:(?:to|with|at|zu|mit|bei|an)\s+)?(?:(?:step|schritt|no\.?|nr\.?|row)\s+(?=\d))?",
    re.IGNORECASE,
)
_IF = re.compile(r"^(?:if|when|where|falls|wenn)\s+", re.IGNORECASE)
_END = re.compile(r"(?:end|ende|stop)\s*(?:(?::|\s[-–])\s*(?P<name>[^()]+)|\((?P<inside>[^()]+)\))", re.IGNORECASE)
_EDGES = " \t,;:–-()"
_BRACKETED = re.compile(r"^(?P<target>.+?)\s*\((?P<when>[^()]*)\)$")
_SPLIT = re.compile(r"\s*[\n;]\s*")
_COMMA = re.compile(r"\s*,\s+|,(?=[^\d\s])|(?<=\D),|\s*/\s*|\s+(?:or|and|oder|und)\s+")


@dataclass(frozen=True)
class Branch:
    """One step that follows, as it is named, with its share and condition."""

    target: str
    share: float | None = None
    when: str | None = None
    at_most: int | None = None
    about: bool = False

    @property
    def stated(self) -> Share | None:
        """The share with its evidence; what is written as 'about' is assumed."""
        if self.share is None:
            return None
        share = Share(value=self.share)
        return share.model_copy(update={"evidence": ABOUT}) if self.about else share


def read_branches(text: str, known: Callable[[str], bool], most: int = 50) -> tuple[Branch, ...]:
    """The branches of a cell, one a line or after a semicolon; commas part them where all their parts are `known`.

    A cell with more than `most` is one branch, to a step that nobody knows.
    """
    if len(text) > 100 * most or sum(map(text.count, "\n;,")) > most:
        return (Branch(" ".join(text[:200].split())),)
    branches: list[Branch] = []
    for piece in _SPLIT.split(text.strip()):
        if not piece.strip():
            continue
        whole = read_branch(piece)
        parts = [read_branch(part) for part in _COMMA.split(piece) if part.strip(_EDGES)]
        several = len(parts) > 1 and all(known(part.target) for part in parts) and not known(whole.target)
        branches += parts if several else [whole]
    return tuple(branches)


def read_branch(text: str) -> Branch:
    """One branch: a share, a condition and a target, in any order in which an arrow or a colon parts them."""
    words = " ".join(text.split())
    share = at_most = None
    rest = words
    if match := _AT_MOST.search(rest):
        at_most = _TIMES[match["word"].casefold()] if match["word"] else int(match["number"] or match["bare"])
        rest = rest.replace(match[0], " ")
    matches = list(_SHARE.finditer(rest))
    about = len(matches) == 1 and matches[0]["about"] is not None
    if len(matches) == 1:
        share = float(Decimal(matches[0]["number"].replace(",", ".")) / 100)
        rest = rest.replace(matches[0][0], " ")
        share = share if share <= 1 else None
    rest = re.sub(r"\(\s*\)", " ", rest).strip()
    before, arrow, after = _parted(rest)
    target, when = (after, _condition(before)) if arrow else (before, None)
    branch = Branch(_target(target), share, when, at_most or None, about)
    if branch.when is None and not end_in(branch.target) and (match := _BRACKETED.match(branch.target)):
        branch = replace(branch, target=_target(match["target"]), when=_condition(match["when"]))
    return branch


def end_in(target: str) -> str:
    """The name of the end that a target means, '' for other targets: 'paid' of 'End: paid' and of 'End (paid)'."""
    match = _END.fullmatch(target.strip())
    return (match["name"] or match["inside"]).strip() if match else ""


def _parted(text: str) -> tuple[str, str, str]:
    """What stands before the arrow or colon, whether there is one, and what stands after it."""
    arrows = list(_ARROW.finditer(text))
    if arrows:
        return text[: arrows[-1].start()], "→", text[arrows[-1].end() :]
    if end_in(text):
        return text, "", ""
    before, colon, after = text.partition(":")
    if colon and after.strip():
        return before, colon, after
    match = re.match(r"^(?P<when>(?:if|when|falls|wenn)\b[^,]*),\s*(?P<target>.+)$", text, re.IGNORECASE)
    return (match["when"], ",", match["target"]) if match else (text, "", "")


def _target(text: str) -> str:
    bare = re.sub(r"\s+", " ", text).strip(_EDGES if text.count("(") != text.count(")") else " \t,;:–-")
    return _GO.sub("", bare, count=1).strip() or bare


def _condition(text: str) -> str | None:
    return _IF.sub("", " ".join(text.split()).strip(_EDGES)) or None

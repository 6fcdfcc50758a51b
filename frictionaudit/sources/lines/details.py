"""The details of a step in brackets: channel, minutes, waits, forms, papers, fees and messages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from frictionaudit.domain.procedure import Channel, Document, Fee, Form, Tells
from frictionaudit.domain.quantities import Duration
from frictionaudit.slugs import slug
from frictionaudit.sources.tables.asked_forms import questions
from frictionaudit.sources.tables.cells.channels import read_channels
from frictionaudit.sources.tables.cells.efforts import PARTS, TURNS, read_parts
from frictionaudit.sources.tables.cells.fees import read_fees
from frictionaudit.sources.tables.cells.kinds import OUTCOMES
from frictionaudit.sources.tables.cells.tells import read_tells
from frictionaudit.sources.tables.requirements import proof_of
from frictionaudit.sources.tables.wording import split_outside, with_id

_FEES = ("fee", "fees", "pays", "costs")
_ON_WHOM = re.compile(r"(?P<time>.*\d.*?)\s+(?:on|for)\s+(?P<who>[^\d,;]+)", re.IGNORECASE | re.DOTALL)
_KEYWORD = re.compile(
    rf"^(?P<word>wait|form|asks|{'|'.join(_FEES)}|tells|effort)\b:?\s*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
EXPECTED = (
    "write a channel (phone, web …), minutes (queue 12m, work 5m), a wait (wait 2 working days), "
    "or form, asks, fee or tells with their values"
)


class DetailError(ValueError):
    """Words in the brackets of a step that are none of what can stand there."""


@dataclass
class Details:
    """What the brackets of a step say; times that name no part stand under ''. None is unknown.

    `waits_on` are the waits on somebody by name, as in 'wait 2 days on the tenant'. `notes` say what was left out.
    """

    channels: tuple[Channel, ...] = ()
    effort: dict[str, Duration] | None = None
    wait: dict[str, Duration] | None = None
    waits_on: dict[str, Duration] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    fees: tuple[Fee, ...] | None = None
    tells: Tells = field(default_factory=Tells)
    outcome: str | None = None
    notes: list[str] = field(default_factory=list)


def read_details(text: str) -> Details:
    """Read the details of a step; DetailError says what was not understood."""
    details = Details()
    for chunk in split_outside(text, ";"):
        pieces = [piece for piece in split_outside(chunk, ",") if piece]
        while pieces:
            piece = pieces.pop(0)
            keyword = _KEYWORD.match(piece)
            word = keyword["word"].casefold() if keyword else ""
            if keyword and word in ("form", "asks", "tells"):  # these take the rest of their chunk
                _listed(details, word, [part for part in (keyword["rest"], *pieces) if part])
                pieces = []
            elif keyword:
                _timed(details, word, keyword["rest"], piece)
            else:
                _plain(details, piece)
    return details


def _listed(details: Details, word: str, parts: list[str]) -> None:
    if not parts:
        raise DetailError(f"'{word}' has no value")
    if word == "tells":
        told = read_tells("; ".join(parts))
        if told.unknown:
            raise DetailError(f"'{told.unknown[0]}' is not one of {', '.join(Tells.model_fields)}")
        details.tells = told.tells
    elif word == "asks":
        for part in parts:
            bare, proof = proof_of(part)
            name, id = with_id(bare)
            details.documents[id or slug(name)] = Document(name=None if name == id else name, proof=proof)
    else:
        first, colon, asked = parts[0].partition(":")
        name, id = with_id(first)
        text = "; ".join(filter(None, [asked.strip(), *parts[1:]]))
        fields = questions(text) if colon else None
        details.forms[id or slug(name)] = Form(name=None if name == id else name, fields=fields)


def _timed(details: Details, word: str, rest: str, piece: str) -> None:
    if word in _FEES:
        fees = read_fees(rest, None)
        if fees is None or any(fee.amount is None for fee in fees):
            raise DetailError(f"'{rest}' is not an amount; write for example 'fee 5 GBP' or 'fee none'")
        details.fees = fees
        return
    on_whom = _ON_WHOM.fullmatch(rest) if word == "wait" else None
    timed = on_whom["time"] if on_whom else rest
    read = read_parts(timed, TURNS if word == "wait" else PARTS, unit="minutes" if word == "effort" else "")
    if not read.none and not read.times:
        example = "wait 2 working days" if word == "wait" else "effort 5m"
        raise DetailError(f"'{piece}' has no time that is understood; write for example '{example}'")
    details.notes += read.notes
    if on_whom and "" in read.times:
        details.waits_on[" ".join(on_whom["who"].split())] = read.times[""]
    elif word == "wait":
        details.wait = {**(details.wait or {}), **read.times}
    else:
        details.effort = {**(details.effort or {}), **read.times}


def _plain(details: Details, piece: str) -> None:
    """A channel, minutes or the outcome of an end."""
    if piece.casefold() in OUTCOMES:
        details.outcome = piece.casefold()
        return
    read = read_parts(piece, PARTS)
    if read.times:
        details.effort = {**(details.effort or {}), **read.times}
        details.notes += read.notes
        return
    channels = read_channels(piece)
    if not channels or re.search(r"\d", piece):
        raise DetailError(f"'{piece[:60]}' is not understood")
    details.channels = (*details.channels, *(channel for channel in channels if channel not in details.channels))

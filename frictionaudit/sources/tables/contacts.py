"""The channels of a row: by whom a place is visited tells where, and what names no channel is told."""

from __future__ import annotations

import re

from frictionaudit.domain.procedure import Channel, Side
from frictionaudit.sources.tables.cells.channels import read_channels
from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.printed import PrintedRow
from frictionaudit.sources.tables.remarks import Remarks
from frictionaudit.sources.tables.wording import says_nothing

_BETWEEN = re.compile(r"\s*(?:[,;/\n&+]|\b(?:or|and|oder|und)\b)\s*", re.IGNORECASE)
_VISIT = re.compile(r"(?:personal |in[- ]person )?visits?|(?:persönlicher )?besuch", re.IGNORECASE)
_PAPER = re.compile(r"(?:on |in )?(?:paper|writing|papier|schriftlich)(?: form)?", re.IGNORECASE)


def channels_of(row: PrintedRow, side: Side | None, said: Remarks) -> tuple[Channel, ...]:
    """The channels of a row, in the order printed; `side` is that of whoever acts in it.

    A visit by the customer is at the counter, one by others at the customer's home.
    """
    text = row.own(Role.CHANNEL)
    pieces = [] if says_nothing(text) else [piece for piece in _BETWEEN.split(text) if re.search(r"\w", piece)]
    found: list[Channel] = []
    for piece in pieces:
        visit = side is not None and _VISIT.fullmatch(piece)
        visited = (Channel.COUNTER if side is Side.CUSTOMER else Channel.HOME,)
        channels = visited if visit else read_channels(piece)
        found += channels
        if not channels:
            said.not_read(Role.CHANNEL, piece, _why(piece, alone=len(pieces) == 1))
    return tuple(dict.fromkeys(found))


def _why(piece: str, *, alone: bool) -> str:
    if _PAPER.fullmatch(piece):
        return "paper may be posted or handed over, so the channel is unknown"
    return "no known channel, so the channel is unknown" if alone else "no known channel, so it is left out"

"""The people in lines of text: those that the file describes, and those that its steps name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from frictionaudit.domain.procedure import CUSTOMER_PARTS, STAFF_PARTS, GuessedSide, Party, Side, SourceSpan
from frictionaudit.domain.quantities import Rate
from frictionaudit.slugs import slug
from frictionaudit.sources.lines.draft import Draft
from frictionaudit.sources.lines.grammar import KINDS, Line, Said, Script
from frictionaudit.sources.tables.sides import Beginning, sides_of
from frictionaudit.sources.tables.wording import Ids, normal

_CUSTOMERS_ALONE = {*CUSTOMER_PARTS} - {*STAFF_PARTS, "counter"}
"""Parts of effort that no member of staff has."""


def people_of(
    draft: Draft, script: Script, lines: Sequence[Line], settled: Mapping[str, Side]
) -> tuple[dict[str, Party], tuple[GuessedSide, ...]]:
    """The parties: those that the file describes, and those that its steps name."""
    parties: dict[str, Party] = {}
    free = Ids()
    for name, (given, body) in script.people.items():
        id = free.new(given or slug(name), "party")
        draft.parties |= {normal(name): id, normal(id): id}
        party = _party(draft, name, id, body)
        if party is not None:
            parties[id] = party
            draft.spans[("parties", id)] = SourceSpan(draft.path, body.line, body.column)
    named: dict[str, str] = {}
    for line in lines:
        if line.who.casefold() not in KINDS and line.who != "?" and normal(line.who) not in draft.parties:
            named.setdefault(normal(line.who), line.who)
    contacts = {normal(line.who): line.details.text for line in lines if line.details}
    known = {id: party.side for id, party in parties.items()}
    acting = dict.fromkeys(draft.parties.get(key, named.get(key, "")) for key in (normal(line.who) for line in lines))
    in_order = [name for name in dict.fromkeys((*acting, *parties)) if name]
    first = next((line.name for line in lines if normal(line.who) in {*draft.parties, *named}), "")
    begins = Beginning(first, script.facts["title"].text if "title" in script.facts else "")
    stated = {normal(id): side for id, side in known.items()}
    sides = sides_of(in_order, contacts, stated, _shown(draft, lines), begins)
    guessed: list[GuessedSide] = []
    for key, name in named.items():
        id = draft.parties[key] = free.new(slug(name), "party")
        side = settled.get(id, sides[key].side)
        parties[id] = Party(side=side, name=None if id == name else name)
        if id not in settled:
            guessed.append(GuessedSide(party=id, name=name, side=side, known=sides[key].known))
    return parties, tuple(guessed)


def _shown(draft: Draft, lines: Sequence[Line]) -> dict[str, Side]:
    """The side of each name that its steps show: only customers fill in, pay or queue, only for others we wait."""
    shown: dict[str, Side] = {}
    for line in lines:
        details = draft.details[line.line]
        if _CUSTOMERS_ALONE & {*(details.effort or {})}:
            shown[normal(line.who)] = Side.CUSTOMER
        elif "third" in (details.wait or {}) and not details.effort:
            shown.setdefault(normal(line.who), Side.THIRD)
    return shown


def _party(draft: Draft, name: str, id: str, body: Said) -> Party | None:
    side, *rest = (part.strip() for part in body.text.split(","))
    values: dict[str, Any] = {"side": side.casefold(), "name": None if name == id else name}
    for part in rest:
        if part.casefold().startswith("unit "):
            values["unit"] = part[5:].strip()
        else:
            values["cost"] = part
    try:
        if "cost" in values:
            values["cost"] = Rate.model_validate(values["cost"])
        return Party.model_validate(values)
    except ValidationError:
        hint = f"write for example '{name} = frontstage, unit Contact centre, 28 GBP/h'"
        message = f"'{body.text[:60]}' does not say on which side '{name}' is: {', '.join(Side)}"
        draft.complain(body, message, hint)
        return None

"""The sides of pools and lanes that a drawing leaves to be guessed from their names and places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from frictionaudit.domain.procedure import GuessedSide, Reading, Side
from frictionaudit.sources.bpmn.drawing import Drawing
from frictionaudit.sources.bpmn.lanes import Customers
from frictionaudit.sources.bpmn.party_names import is_department, is_outsider
from frictionaudit.sources.customer_names import names_the_customer, plain
from frictionaudit.sources.tables.sides import known_side


def guessed_sides(
    drawing: Drawing, parties: Mapping[str, Mapping[str, Any]], customers: Customers
) -> tuple[GuessedSide, ...]:
    """The side of each named party; none where a side file names the customer, or a page of ours is drawn."""
    if customers.named is not None or drawing.is_ours:
        return ()
    return tuple(
        GuessedSide(party=id_, name=party["name"], side=side, known=_is_known(party["name"], side))
        for id_, party in parties.items()
        if party.get("name") and (side := Side(party["side"]))
    )


def with_new_sides(reading: Reading, again: Callable[[Customers], tuple[Reading, ...]]) -> Reading:
    """The reading with a way to read the drawing again once somebody says who the customer is."""

    def with_sides(sides: Mapping[str, Side]) -> Reading:
        names = {guess.party: guess.name for guess in reading.guessed}
        said = {guess.party: sides.get(guess.party, guess.side) for guess in reading.guessed}
        customers = Customers(frozenset(plain(names[id_]) for id_, side in said.items() if side is Side.CUSTOMER))
        found = (other for other in again(customers) if other.procedure.id == reading.procedure.id)
        return next(found, reading)

    return replace(reading, with_sides=with_sides) if reading.guessed else reading


def _is_known(name: str, side: Side) -> bool:
    """Whether the name alone says it."""
    if side is Side.CUSTOMER:
        return names_the_customer(name)
    if side is Side.THIRD:
        return is_outsider(name) or known_side(name) is Side.THIRD
    return is_department(name) or known_side(name) is Side.BACKSTAGE

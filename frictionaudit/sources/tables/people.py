"""The people in a service table: the customer, the roles it names as responsible, and their departments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from frictionaudit.domain.procedure import Party, Side
from frictionaudit.sources.tables.columns import Role
from frictionaudit.sources.tables.offices import is_customer, is_police, unit_of
from frictionaudit.sources.tables.printed import Printed, PrintedRow
from frictionaudit.sources.tables.wording import normal, numbered, says_nothing, slug, unique

CUSTOMER = "customer"
_MEETS = ("counter", "desk", "reception", "front", "service", "cashier", "schalter", "empfang", "kasse", "bürgerbüro")


@dataclass(frozen=True)
class People:
    """Parties by id, the party of each row's staff step, and notes."""

    parties: Mapping[str, Party]
    by: Mapping[int, str]
    notes: tuple[str, ...]


def roles_in(text: str) -> list[str]:
    """The roles in a cell, one a line; those that mean the client are left out, since they do not serve."""
    lines = [numbered(line)[1] for part in text.split("\n") for line in part.split(";")]
    return [line for line in lines if not says_nothing(line)]


def acts(row: PrintedRow) -> bool:
    """Whether the client does something in a row."""
    if not says_nothing(numbered(row.own(Role.CLIENT))[1]):
        return True
    who = roles_in(row.says(Role.WHO))
    return not row.says(Role.CLIENT) and not row.says(Role.AGENCY) and bool(who) and is_customer(who[0])


def people_of(printed: Printed, owner: str) -> People:
    """The parties of a table. A row that names nobody falls to the office that publishes."""
    meets: dict[str, bool] = {}
    names: dict[str, str] = {}
    notes: list[str] = []
    of_row: dict[int, str] = {}
    for row in printed.rows:
        roles = [role for role in roles_in(row.says(Role.WHO)) if not is_customer(role)]
        if not roles and roles_in(row.says(Role.WHO)) and printed.charter:
            notes.append(f"{row.place(Role.WHO)}: the client is named as responsible, which is read as the office")
        name = roles[0] if roles else owner
        if not name:
            continue
        key = normal(name)
        names.setdefault(key, " ".join(name.split()))
        meets[key] = meets.get(key, False) or (acts(row) if printed.charter else _at_the_front(row, name))
        of_row[row.row] = key
    ids: dict[str, str] = {}
    for key in sorted(names, key=list(names).index):
        ids[key] = unique(slug(names[key]), {CUSTOMER, *ids.values()}, "staff")
    parties = {CUSTOMER: Party(side=Side.CUSTOMER)}
    for key, id in ids.items():
        side = Side.THIRD if is_police(names[key]) else Side.FRONTSTAGE if meets[key] else Side.BACKSTAGE
        parties[id] = Party(side=side, name=names[key], unit=unit_of(names[key], owner))
    return People(parties, {row: ids[key] for row, key in of_row.items()}, tuple(notes))


def _at_the_front(row: PrintedRow, name: str) -> bool:
    words = f"{name} {row.says(Role.CHANNEL)}".casefold()
    return acts(row) or any(word in words for word in _MEETS)

"""The people in a service table: the customer, the roles it names as responsible, and their departments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from frictionaudit.domain.procedure import GuessedSide, Party, Side
from frictionaudit.slugs import slug
from frictionaudit.sources.tables.heading_phrases import pronoun_of
from frictionaudit.sources.tables.headings import Role, role_of
from frictionaudit.sources.tables.labels import name_of_row
from frictionaudit.sources.tables.mapping import MappedParty, TableMapping
from frictionaudit.sources.tables.offices import is_police, unit_of
from frictionaudit.sources.tables.printed import Printed, PrintedRow
from frictionaudit.sources.tables.sides import Beginning, SideOf, is_client, is_known_customer, known_side, sides_of
from frictionaudit.sources.tables.wording import Ids, actions, normal, numbered, says_nothing

CUSTOMER = "customer"
_SEVERAL = re.compile(r"\s+[/+&]\s+|,\s+")
_AND = re.compile(r"\s+(?:and|und)\s+", re.IGNORECASE)
_UNIT = re.compile(r".*\b(?:division|department|office|section|unit|bureau)", re.IGNORECASE)
_ANYONE = ("customer", "client", "kunde", "kundin", "kunden", "the customer", "the client")


@dataclass(frozen=True)
class People:
    """Parties by id, the party of each row's step, notes, and the sides that were guessed."""

    parties: Mapping[str, Party]
    by: Mapping[int, str]
    notes: tuple[str, ...]
    guessed: tuple[GuessedSide, ...] = ()
    together: frozenset[int] = frozenset()
    """The rows whose cell names the customer and staff, who do the step together."""

    @property
    def customers(self) -> frozenset[str]:
        """The parties that are customers."""
        return frozenset(id for id, party in self.parties.items() if party.side is Side.CUSTOMER)


def roles_in(text: str) -> list[str]:
    """The roles in a cell, one a line; cells that say nothing have none."""
    lines = [numbered(line)[1] for part in text.split("\n") for line in part.split(";")]
    return [line for line in lines if not says_nothing(line)]


def in_charge(text: str) -> tuple[list[str], str]:
    """The roles in a cell of a table of client and staff, and their department where a line below names it."""
    roles = roles_in(text)
    units = [role for role in roles[1:] if _UNIT.fullmatch(role)]
    if len(units) == 1 and not _UNIT.fullmatch(roles[0]):
        return [role for role in roles if role != units[0]], " ".join(units[0].split())
    return roles, ""


def names_in(text: str) -> list[str]:
    """The names in a cell of an ordinary table, where 'Tenant / Planner' and 'customer and clerk' are two."""
    names = (name.strip() for role in roles_in(text) for name in _SEVERAL.split(role) if name.strip())
    return [one for name in names for one in _joined(name)]


def _joined(name: str) -> list[str]:
    """The names that 'and' joins, where one is the customer; 'Health and Safety' stays one."""
    parts = _AND.split(name)
    return parts if any(map(is_known_customer, parts)) and all(map(known_side, parts)) else [name]


def acts(row: PrintedRow) -> bool:
    """Whether the client does something in a row of a table that sets client and staff apart."""
    if not says_nothing(numbered(row.own(Role.CLIENT))[1]):
        return True
    who = roles_in(row.says(Role.WHO))
    return not row.says(Role.CLIENT) and not row.says(Role.AGENCY) and bool(who) and is_client(who[0])


def people_of(printed: Printed, owner: str, mapping: TableMapping) -> People:
    """The parties of a table. A row that names nobody falls to the office that publishes."""
    apart = printed.charter or printed.header.roles & {Role.CLIENT, Role.AGENCY}
    return _client_and_staff(printed, owner, mapping) if apart else _named(printed, owner, mapping)


def _named(printed: Printed, owner: str, mapping: TableMapping) -> People:
    """Everyone whom the rows name, each on the side that the mapping states or the name suggests."""
    first: dict[str, str] = {}
    contacts: dict[str, str] = {}
    of_row: dict[int, str] = {}
    together: set[int] = set()
    for row in printed.rows:
        names = names_in(row.says(Role.WHO))
        if {Side.CUSTOMER, Side.BACKSTAGE} <= {*map(known_side, names)}:
            together.add(row.row)
        name = next(iter(names), "" if mapping.parties else owner)
        if name:
            key = normal(name)
            first.setdefault(key, " ".join(name.split()))
            contacts[key] = f"{contacts.get(key, '')} {row.own(Role.CHANNEL)}".casefold()
            of_row[row.row] = key
    settled = mapping.settled
    stated = {key: party.side for key, party in settled.items()}
    sides = sides_of(list(first.values()), contacts, stated, begins=_beginning(printed, of_row, mapping))
    ids: dict[str, str] = {}
    given = {key: party.id for key, party in settled.items() if party.id and key in first}
    free, customer = Ids(CUSTOMER, *given.values()), "" if CUSTOMER in given.values() else CUSTOMER
    for key, name in first.items():
        if key in given:
            ids[key] = given[key]
        elif customer and is_known_customer(name):
            ids[key], customer = customer, ""
        else:
            ids[key] = free.new(slug(name), "staff")
    parties = {ids[key]: _party(first[key], side, owner, settled.get(key)) for key, side in sides.items()}
    guessed = tuple(
        GuessedSide(party=ids[key], name=first[key], side=side.side, known=side.known)
        for key, side in sides.items()
        if not side.stated
    )
    notes = [f"{_sentence(first, sides)}; `parties:` in NAME.mapping.yaml changes that"] if guessed else []
    return People(parties, {row: ids[key] for row, key in of_row.items()}, tuple(notes), guessed, frozenset(together))


def _beginning(printed: Printed, of_row: Mapping[int, str], mapping: TableMapping) -> Beginning:
    """What the first person who is named does, and the title of the table."""
    first = next((row for row in printed.rows if row.row in of_row), None)
    parts = actions(next(filter(None, name_of_row(first)), "")) if first else []
    title = mapping.title or (printed.title.text if printed.title else printed.grid.name) or ""
    return Beginning(next(iter(parts), ""), title)


def _party(name: str, side: SideOf, owner: str, stated: MappedParty | None) -> Party:
    if stated is not None and stated.id is not None:  # described whole, as in a step table
        return stated.party.model_copy(update={"name": None if stated.name == stated.id else stated.name})
    shown = None if normal(name) in _ANYONE else name
    unit = None if side.side in (Side.CUSTOMER, Side.THIRD) and not is_police(name) else unit_of(name, owner)
    party = stated.party if stated else Party(side=side.side)
    return party.model_copy(update={"name": party.name or shown, "unit": party.unit or unit})


def _sentence(names: Mapping[str, str], sides: Mapping[str, SideOf]) -> str:
    words = {Side.CUSTOMER: "the customer", Side.FRONTSTAGE: "yours, met by customers", Side.BACKSTAGE: "yours"}
    named = [f"'{names[key]}' is {words.get(entry.side, 'a third party')}" for key, entry in sides.items()]
    return f"who is who: {', '.join(named)}"


def _client_and_staff(printed: Printed, owner: str, mapping: TableMapping) -> People:
    """The client, and the roles that serve; the layout itself says who is who."""
    meets: dict[str, bool] = {}
    names: dict[str, str] = {}
    notes: list[str] = []
    of_row: dict[int, str] = {}
    units: dict[str, str] = {}
    nobody = _office(printed) if printed.header.of(Role.AGENCY) else ""
    for row in printed.rows:
        listed, unit = in_charge(row.says(Role.WHO))
        roles = [role for role in listed if not is_client(role)]
        if not roles and roles_in(row.says(Role.WHO)) and printed.charter:
            notes.append(f"{row.place(Role.WHO)}: the client is named as responsible, which is read as the office")
        name = roles[0] if roles else owner or (nobody if not says_nothing(row.own(Role.AGENCY)) else "")
        if not name:
            continue
        key = normal(name)
        if unit:
            units.setdefault(key, unit)
        names.setdefault(key, " ".join(name.split()))
        meets[key] = meets.get(key, False) or acts(row)
        of_row[row.row] = key
    free = Ids(CUSTOMER)
    ids = {key: free.new(slug(name), "staff") for key, name in names.items()}
    settled = mapping.settled
    parties = {CUSTOMER: Party(side=Side.CUSTOMER)}
    for key, id in ids.items():
        side = Side.THIRD if is_police(names[key]) else Side.FRONTSTAGE if meets[key] else Side.BACKSTAGE
        party = _party(names[key], SideOf(side), owner, settled.get(key))
        parties[id] = party.model_copy(update={"unit": units[key]}) if key in units and key not in settled else party
    return People(parties, {row: ids[key] for row, key in of_row.items()}, tuple(notes))


def _office(printed: Printed) -> str:
    """The name of whoever does what no name stands beside: the heading of the column, if it is one."""
    heading = printed.header.of(Role.AGENCY)[0].heading
    return "Office" if role_of(heading) or pronoun_of(normal(heading)) else heading

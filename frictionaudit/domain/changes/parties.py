"""Changes to parties, to groups of customers and to places."""

from __future__ import annotations

from typing import Literal

from frictionaudit.domain.changes.base import Added, Amended, OfATable, Removed
from frictionaudit.domain.procedure import CustomerGroup, Party, Place
from frictionaudit.domain.values import Id


class PartyAdded(OfATable, Added):
    """A party is added."""

    kind: Literal["party-added"] = "party-added"
    on, body = ("parties",), "party"
    id: Id
    party: Party


class PartyRemoved(OfATable, Removed):
    """A party is removed."""

    kind: Literal["party-removed"] = "party-removed"
    on = ("parties",)


class PartyAmended(OfATable, Amended):
    """An attribute of a party is changed."""

    kind: Literal["party-amended"] = "party-amended"
    on = ("parties",)


class GroupAdded(OfATable, Added):
    """A group of customers for whom the procedure differs is added."""

    kind: Literal["group-added"] = "group-added"
    on, body = ("groups",), "group"
    id: Id
    group: CustomerGroup


class GroupRemoved(OfATable, Removed):
    """A group of customers is removed."""

    kind: Literal["group-removed"] = "group-removed"
    on = ("groups",)


class GroupAmended(OfATable, Amended):
    """An attribute of a group of customers is changed."""

    kind: Literal["group-amended"] = "group-amended"
    on = ("groups",)


class PlaceAdded(OfATable, Added):
    """A place that customers come to or use is added."""

    kind: Literal["place-added"] = "place-added"
    on, body = ("places",), "site"
    id: Id
    site: Place


class PlaceRemoved(OfATable, Removed):
    """A place is removed."""

    kind: Literal["place-removed"] = "place-removed"
    on = ("places",)


class PlaceAmended(OfATable, Amended):
    """An attribute of a place is changed."""

    kind: Literal["place-amended"] = "place-amended"
    on = ("places",)

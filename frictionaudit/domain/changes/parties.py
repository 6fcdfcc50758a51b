"""Changes in who takes part, and for whom the procedure is different."""

from __future__ import annotations

from typing import Literal

from frictionaudit.domain.changes.base import Added, Amended, OfATable, Removed
from frictionaudit.domain.procedure import CustomerGroup, Party
from frictionaudit.domain.values import Id


class PartyAdded(OfATable, Added):
    """Somebody new takes part."""

    kind: Literal["party-added"] = "party-added"
    on, body = ("parties",), "party"
    id: Id
    party: Party


class PartyRemoved(OfATable, Removed):
    """Somebody no longer takes part."""

    kind: Literal["party-removed"] = "party-removed"
    on = ("parties",)


class PartyAmended(OfATable, Amended):
    """Something about a party is another."""

    kind: Literal["party-amended"] = "party-amended"
    on = ("parties",)


class GroupAdded(OfATable, Added):
    """Customers for whom the procedure is different are told apart."""

    kind: Literal["group-added"] = "group-added"
    on, body = ("groups",), "group"
    id: Id
    group: CustomerGroup


class GroupRemoved(OfATable, Removed):
    """A group of customers is no longer told apart."""

    kind: Literal["group-removed"] = "group-removed"
    on = ("groups",)


class GroupAmended(OfATable, Amended):
    """Something about a group of customers is another."""

    kind: Literal["group-amended"] = "group-amended"
    on = ("groups",)

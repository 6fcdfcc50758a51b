"""Changes in who takes part, and for whom the procedure is different."""

from __future__ import annotations

from typing import Literal

from frictionaudit.domain.changes.base import Added, Amended, OfATable, Removed
from frictionaudit.domain.procedure import CustomerGroup, Party
from frictionaudit.domain.values import Id


class PartyAdded(OfATable, Added):
    """Adds a party."""

    kind: Literal["party-added"] = "party-added"
    on, body = ("parties",), "party"
    id: Id
    party: Party


class PartyRemoved(OfATable, Removed):
    """Removes a party."""

    kind: Literal["party-removed"] = "party-removed"
    on = ("parties",)


class PartyAmended(OfATable, Amended):
    """Changes one attribute of a party."""

    kind: Literal["party-amended"] = "party-amended"
    on = ("parties",)


class GroupAdded(OfATable, Added):
    """Adds a group of customers for whom the procedure is different."""

    kind: Literal["group-added"] = "group-added"
    on, body = ("groups",), "group"
    id: Id
    group: CustomerGroup


class GroupRemoved(OfATable, Removed):
    """Removes a group of customers."""

    kind: Literal["group-removed"] = "group-removed"
    on = ("groups",)


class GroupAmended(OfATable, Amended):
    """Changes one attribute of a group of customers."""

    kind: Literal["group-amended"] = "group-amended"
    on = ("groups",)

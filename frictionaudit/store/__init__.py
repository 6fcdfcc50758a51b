"""The event store, opened: the history of every design in a folder."""

from frictionaudit.store.as_of import When
from frictionaudit.store.conflicts import VersionConflictError
from frictionaudit.store.database import path_in
from frictionaudit.store.designs import Designs, Recorded

__all__ = ["Designs", "Recorded", "VersionConflictError", "When", "path_in"]

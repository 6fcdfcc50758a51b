"""The event store, opened: the history of every design in a folder."""

from frictionaudit.store.conflicts import RecordedInBetweenError
from frictionaudit.store.designs import Designs, Recorded
from frictionaudit.store.moments import When
from frictionaudit.store.opening import path_in

__all__ = ["Designs", "Recorded", "RecordedInBetweenError", "When", "path_in"]

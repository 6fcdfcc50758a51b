"""The event store, opened: the history of every design and every review in a folder."""

from frictionaudit.store.as_of import When
from frictionaudit.store.conflicts import ReviewConflictError, VersionConflictError
from frictionaudit.store.database import path_in
from frictionaudit.store.designs import Designs, Recorded
from frictionaudit.store.event_store import EventStore
from frictionaudit.store.reviews import Accepted, Reviews

__all__ = [
    "Accepted",
    "Designs",
    "EventStore",
    "Recorded",
    "ReviewConflictError",
    "Reviews",
    "VersionConflictError",
    "When",
    "path_in",
]

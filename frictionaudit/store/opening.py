"""Where the history lies and how it is opened: a SQLite file beside the pages, or a database for teams."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from eventsourcing.persistence import MapperDeserialisationError, PersistenceError
from eventsourcing.utils import TopicError

from frictionaudit.errors import InputError

FOLDER = ".frictionaudit"
FILE = "designs.sqlite"


def path_in(folder: Path) -> Path:
    """The file in which the designs of a folder are kept."""
    return folder / FOLDER / FILE


def sqlite(path: Path) -> Mapping[str, str]:
    """The event store's settings for a SQLite file. Another database has other settings, and nothing else changes."""
    return {
        "PERSISTENCE_MODULE": "eventsourcing.sqlite",
        "SQLITE_DBNAME": str(path.absolute()),
        "SQLITE_LOCK_TIMEOUT": "10",
    }


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turns what a database complains about into one InputError."""
    try:
        yield
    except (sqlite3.OperationalError, PersistenceError) as error:
        busy = "locked" in str(error) or "busy" in str(error)
        hint = "somebody else is writing; try again" if busy else "restore the file from a backup or from git"
        raise InputError.of("unreadable-store", f"the history cannot be read: {error}", where, hint) from None
    except sqlite3.Error as error:
        raise InputError.of(
            "unreadable-store",
            f"not a history of designs: {error}",
            where,
            "restore the file from a backup or move it away; nothing was written",
        ) from None
    except (MapperDeserialisationError, TopicError) as error:
        raise InputError.of(
            "unreadable-store",
            f"an event in the history is not understood: {str(error).splitlines()[0]}",
            where,
            "it was written by a newer frictionaudit, or damaged",
        ) from None

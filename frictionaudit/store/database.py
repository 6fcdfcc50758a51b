"""Where the history lies and how it is opened: a SQLite file beside the pages, or a database for teams."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

from eventsourcing.persistence import MapperDeserialisationError, PersistenceError
from eventsourcing.utils import TopicError

from frictionaudit.errors import InputError

FOLDER = ".frictionaudit"
FILE = "designs.sqlite"
VARIABLE = "FRICTIONAUDIT_DATABASE"
"""The variable of the environment that names a database for teams."""


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


def database() -> Mapping[str, str] | None:
    """The event store's settings for the database that the environment names; None where it names none.

    InputError where it is no address of a PostgreSQL database.
    """
    address = os.environ.get(VARIABLE)
    return postgres(address) if address else None


def postgres(address: str) -> Mapping[str, str]:
    """The event store's settings for a PostgreSQL database, from its address: postgresql://user:password@host:5432/name."""
    found = urlsplit(address)
    name = found.path.removeprefix("/")
    if found.scheme not in ("postgresql", "postgres") or not found.hostname or not name:
        hint = "write it like postgresql://ada@db.example.org:5432/designs"
        raise InputError.of(
            "wrong-database-address", "expected the address of a PostgreSQL database", f"${VARIABLE}", hint
        )
    if find_spec("psycopg") is None:
        raise InputError.of(
            "missing-extra",
            "PostgreSQL needs one more package",
            f"${VARIABLE}",
            "pip install 'frictionaudit[postgres]'",
        )
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": unquote(name),
        "POSTGRES_HOST": found.hostname,
        "POSTGRES_PORT": str(found.port or 5432),
        "POSTGRES_USER": unquote(found.username or ""),
        "POSTGRES_PASSWORD": unquote(found.password or ""),
        "POSTGRES_CONNECT_TIMEOUT": "5",
    }


def display_name(environment: Mapping[str, str]) -> str:
    """A database as it is named in an error; never its password."""
    host, port, name = (environment.get(f"POSTGRES_{part}", "") for part in ("HOST", "PORT", "DBNAME"))
    return f"{host}:{port}/{name}" if host else "the database"


@contextmanager
def translate_errors(where: str) -> Iterator[None]:
    """Turns what a database complains about into one InputError."""
    try:
        yield
    except (sqlite3.OperationalError, PersistenceError) as error:
        busy = "locked" in str(error) or "busy" in str(error)
        hint = "restore the file from a backup or from git"
        if busy or "connection" in str(error):
            hint = "somebody else is writing; try again" if busy else "see that the server runs and lets you in"
        raise InputError.of("unreadable-history", f"the history cannot be read: {error}", where, hint) from None
    except sqlite3.Error as error:
        raise InputError.of(
            "unreadable-history",
            f"not a history of designs: {error}",
            where,
            "restore the file from a backup or move it away; nothing was written",
        ) from None
    except (MapperDeserialisationError, TopicError) as error:
        raise InputError.of(
            "unreadable-history",
            f"an event in the history is not understood: {str(error).splitlines()[0]}",
            where,
            "it was written by a newer frictionaudit, or damaged",
        ) from None

"""Opens the history: a SQLite file beside the pages, or a database for teams."""

from __future__ import annotations

import os
import sqlite3
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

from eventsourcing.domain import OriginatorIDError, OriginatorVersionError
from eventsourcing.persistence import MapperDeserialisationError, PersistenceError
from eventsourcing.utils import TopicError

from frictionaudit.errors import InputError

FOLDER = ".frictionaudit"
FILE = "designs.sqlite"
VARIABLE = "FRICTIONAUDIT_DATABASE"
"""The environment variable that names a database for teams."""
KEY = "FRICTIONAUDIT_STORE_KEY"
"""The environment variable with the key, in base64, by which the store is encrypted."""


def path_in(folder: Path) -> Path:
    """The file that holds the designs of a folder."""
    return folder / FOLDER / FILE


def sqlite(path: Path) -> Mapping[str, str]:
    """The event store's settings for a SQLite file. Another database needs other settings only."""
    return {
        "PERSISTENCE_MODULE": "eventsourcing.sqlite",
        "SQLITE_DBNAME": str(path.absolute()),
        "SQLITE_LOCK_TIMEOUT": "10",
        "APPLICATION_RECORDER_TOPIC": "frictionaudit.store.recorders:SQLiteRecorder",
    }


def database() -> Mapping[str, str] | None:
    """The event store's settings for the database that the environment names; None where it names none.

    InputError where it is not the address of a PostgreSQL database.
    """
    address = os.environ.get(VARIABLE)
    return postgres(address) if address else None


def postgres(address: str) -> Mapping[str, str]:
    """The event store's settings for a PostgreSQL database, from its address: postgresql://user:password@host:5432/name."""
    parts = urlsplit(address)
    name = parts.path.removeprefix("/")
    if parts.scheme not in ("postgresql", "postgres") or not parts.hostname or not name:
        hint = "write it like postgresql://ada@db.example.org:5432/designs"
        raise InputError.of(
            "wrong-database-address", "this is not the address of a PostgreSQL database", f"${VARIABLE}", hint
        )
    if find_spec("psycopg") is None:
        raise InputError.of(
            "missing-extra",
            "PostgreSQL needs one more package",
            f"${VARIABLE}",
            "run: pip install 'frictionaudit[postgres]'",
        )
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": unquote(name),
        "POSTGRES_HOST": parts.hostname,
        "POSTGRES_PORT": str(parts.port or 5432),
        "POSTGRES_USER": unquote(parts.username or ""),
        "POSTGRES_PASSWORD": unquote(parts.password or ""),
        "POSTGRES_CONNECT_TIMEOUT": "5",
        "APPLICATION_RECORDER_TOPIC": "frictionaudit.store.postgres_recorder:PostgresRecorder",
    }


def secured(environment: Mapping[str, str]) -> Mapping[str, str]:
    """The settings with encryption at rest where the environment has a key; InputError where the key is none."""
    key = os.environ.get(KEY)
    if not key:
        return environment
    if find_spec("cryptography") is None:
        hint = "run: pip install 'frictionaudit[crypto]'"
        raise InputError.of("missing-extra", "encryption needs one more package", f"${KEY}", hint)
    try:
        valid = len(b64decode(key, validate=True)) in (16, 24, 32)
    except ValueError:
        valid = False
    if not valid:
        hint = "`frictionaudit store key` prints a new one"
        raise InputError.of("wrong-key", "expected 16, 24 or 32 bytes in base64", f"${KEY}", hint)
    return {**environment, "CIPHER_TOPIC": "eventsourcing.cryptography:AESCipher", "CIPHER_KEY": key}


def display_name(environment: Mapping[str, str]) -> str:
    """A database as it is named in an error; never its password."""
    host, port, name = (environment.get(f"POSTGRES_{part}", "") for part in ("HOST", "PORT", "DBNAME"))
    return f"{host}:{port}/{name}" if host else "the database"


@contextmanager
def translate_errors(where: str) -> Iterator[None]:
    """Turn any error of a database into one InputError."""
    try:
        yield
    except (sqlite3.OperationalError, PersistenceError) as error:
        busy = "locked" in str(error) or "busy" in str(error)
        message, hint = "the history cannot be read", "restore the file from a backup or from git"
        if busy:
            message, hint = "somebody else is writing to the history", "try again in a moment"
        elif "connection" in str(error):
            message, hint = "the database does not answer", "check that the server runs and that you have access"
        raise InputError.of("unreadable-history", message, where, hint) from None
    except sqlite3.Error:
        raise InputError.of(
            "unreadable-history",
            "the file is not a history of designs, or is damaged",
            where,
            "restore the file from a backup or move it away; nothing was written",
        ) from None
    except (MapperDeserialisationError, TopicError, OriginatorIDError, OriginatorVersionError):
        raise InputError.of(
            "unreadable-history",
            "an entry of the history cannot be read",
            where,
            f"set {KEY} if it is encrypted, or update frictionaudit; else restore the file from a backup",
        ) from None
